import PotokCore

/// An index of Meilisearch.
struct MeilisearchSink: HTTPSink {
    var options = MeilisearchOptions()
    var server: HTTPServerOptions {
        get { options.server }
        set { options.server = newValue }
    }

    static let name = "meilisearch"
    static let summary = "An index of Meilisearch."
    static let fields: [OptionField<MeilisearchSink>] =
        [
            OptionField.url(
                "url",
                \.server.url,
                "The URL of the server.",
                "Meilisearch from 1.2 on. Its keys go as `apiKey`."
            ).required(),
            OptionField.text(
                "index",
                \.options.index,
                kind: .name,
                "The `uid` of the index: letters, digits, `-` and `_`.",
                "An index that is missing is made with settings for searching, filtering and sorting; what is there is never "
                    + "changed. Nothing else may write to it: Meilisearch has no versions by which an older write could be told."
            ).required(),
            .duration(
                "taskTimeout",
                \.options.taskTimeout,
                in: .seconds(1) ... .seconds(86_400),
                "How long a task may wait and work there before its batch is sent again.",
                "A change counts as delivered when its task has succeeded, and not when it was accepted."
            ),
        ] + accessFields

    func kind(resolving: (String) -> String) -> SinkOptions.Kind {
        var options = options
        options.server = options.server.resolving(resolving)
        return .meilisearch(options)
    }
}
