/// A sink of type `typesense`: the collection.
public struct TypesenseOptions: Sendable, Hashable {
    /// The server.
    public var server = HTTPServerOptions()
    /// The name by which readers know the collection.
    public var collection = ""

    /// Makes options without a server.
    public init() {}
}
