import PotokCore

/// A service that is told by signed requests.
struct WebhookSink: HTTPSink {
    var options = WebhookOptions()
    var server: HTTPServerOptions {
        get { options.server }
        set { options.server = newValue }
    }

    static let name = "webhook"
    static let summary = "A service that is told of every change by signed requests."
    static let fields: [OptionField<WebhookSink>] =
        [
            OptionField.url(
                "url",
                \.server.url,
                "The URL that changes are posted to.",
                "A batch is one request. The service answers 204 when it has kept all changes, or says of each what became of it; an "
                    + "older version that comes late is for it to ignore."
            ).required(),
            OptionField.secret(
                "secret",
                \.options.secret,
                "What messages are signed with, as Standard Webhooks has it (HMAC-SHA256).",
                "24 bytes at least, or `whsec_` and Base64; it is said where it is kept: `{\"env\": \"NAME\"}` or `{\"file\": \"path\"}`."
            ).required(),
        ] + accessFields

    func kind(resolving: (String) -> String) -> SinkOptions.Kind {
        var options = options
        options.server = options.server.resolving(resolving)
        options.secret = options.secret?.resolving(resolving)
        return .webhook(options)
    }
}
