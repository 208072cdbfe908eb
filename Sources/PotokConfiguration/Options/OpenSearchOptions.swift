/// A sink of type `opensearch`: the index of OpenSearch or Elasticsearch.
public struct OpenSearchOptions: Sendable, Hashable {
    /// The server.
    public var server = HTTPServerOptions()
    /// The name of the index or of its alias.
    public var index = ""

    /// Makes options without a server.
    public init() {}
}
