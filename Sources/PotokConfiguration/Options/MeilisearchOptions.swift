/// A sink of type `meilisearch`: the index.
public struct MeilisearchOptions: Sendable, Hashable {
    /// The server.
    public var server = HTTPServerOptions()
    /// The `uid` of the index.
    public var index = ""
    /// How long a task may wait and work there before its batch is sent again.
    public var taskTimeout: Duration = .seconds(300)

    /// Makes options without a server.
    public init() {}
}
