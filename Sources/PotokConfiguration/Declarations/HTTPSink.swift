/// A type of sink that sends requests to a server.
protocol HTTPSink: SinkType {
    /// The server.
    var server: HTTPServerOptions { get set }
}

extension HTTPSink {
    /// Who we are, and whose certificate is believed.
    static var accessFields: [OptionField<Self>] {
        [
            .authentication(
                "auth",
                \.server.auth,
                "Who we are: a name and a password, a token, or an API key.",
                "`{\"basic\": {\"user\": …, \"password\": …}}`, `{\"bearer\": …}` or `{\"apiKey\": …}`. A secret is never written here but "
                    + "where it is kept: `{\"env\": \"NAME\"}` for a variable of the environment, `{\"file\": \"path\"}` for a file that "
                    + "holds nothing else. It is shown nowhere, also where the target repeats it."
            ),
            .text(
                "certificateAuthority",
                \.server.certificateAuthority,
                kind: .path,
                "The file of certificate authorities to trust (PEM) instead of the system's.",
                "Certificates are always verified. A relative path starts from the folder of pipeline.json."
            ),
        ]
    }
}
