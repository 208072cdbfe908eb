import PotokCore

/// An index of OpenSearch or Elasticsearch.
struct OpenSearchSink: HTTPSink {
    var options = OpenSearchOptions()
    var server: HTTPServerOptions {
        get { options.server }
        set { options.server = newValue }
    }

    static let name = "opensearch"
    static let summary = "An index of OpenSearch or Elasticsearch."
    static let fields: [OptionField<OpenSearchSink>] =
        [
            OptionField.url(
                "url",
                \.server.url,
                "The URL of the server.",
                "OpenSearch from 1 on, Elasticsearch from 7 on. Behind a proxy it may have a path."
            ).required(),
            OptionField.text(
                "index",
                \.options.index,
                kind: .name,
                "The name of the index or of its alias, in lower case.",
                "Where there is nothing of that name, an index is made with a mapping for all fields and an alias of the name; what is "
                    + "there is never changed. A rebuilding puts another index behind the alias."
            ).required(),
        ] + accessFields

    func kind(resolving: (String) -> String) -> SinkOptions.Kind {
        var options = options
        options.server = options.server.resolving(resolving)
        return .openSearch(options)
    }
}
