import PotokCore

/// A collection of a Typesense server.
struct TypesenseSink: HTTPSink {
    var options = TypesenseOptions()
    var server: HTTPServerOptions {
        get { options.server }
        set { options.server = newValue }
    }

    static let name = "typesense"
    static let summary = "A collection of a Typesense server."
    static let fields: [OptionField<TypesenseSink>] =
        [
            OptionField.url(
                "url",
                \.server.url,
                "The URL of the server.",
                "Typesense from 0.24 on. Its keys go as `apiKey`."
            ).required(),
            OptionField.text(
                "collection",
                \.options.collection,
                kind: .name,
                "The name by which readers know the collection.",
                "When nothing has the name, a collection is made and the name is an alias for it, so that a rebuilt one can take its "
                    + "place. What is there is never changed. Nothing else may write to it: Typesense has no versions by which an older "
                    + "write could be told."
            ).required(),
        ] + accessFields

    func kind(resolving: (String) -> String) -> SinkOptions.Kind {
        var options = options
        options.server = options.server.resolving(resolving)
        return .typesense(options)
    }
}
