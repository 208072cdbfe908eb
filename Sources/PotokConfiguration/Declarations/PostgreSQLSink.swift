import PotokCore

/// A table of a PostgreSQL server.
struct PostgreSQLSink: SinkType {
    var options = PostgreSQLOptions()

    static let name = "postgresql"
    static let summary = "A table of a PostgreSQL server, with a column in which words are found."
    static let fields: [OptionField<PostgreSQLSink>] = [
        OptionField.text(
            "host",
            \.options.host,
            "The name or address of the server, or the folder of its socket.",
            "PostgreSQL from 12 on. A folder begins with a `/`, such as /var/run/postgresql."
        ).required(),
        .integer("port", \.options.port, in: 1...65_535, "The port of the server.", "A socket has it in its name too."),
        OptionField.text(
            "database",
            \.options.database,
            "The name of the database.",
            "It must be there, and hold text as UTF-8 or in a coding that has all letters of the corpus."
        ).required(),
        OptionField.text(
            "user",
            \.options.user,
            "The name of the user.",
            "It needs the rights to read and to change the table, and to make one where it is missing or rebuilt."
        ).required(),
        .secret(
            "password",
            \.options.password,
            "Where the password is kept.",
            "`{\"env\": \"NAME\"}` for a variable of the environment, `{\"file\": \"path\"}` for a file that holds nothing else. "
                + "Without one the server must let the user in by other means."
        ),
        .choice(
            "tls",
            \.options.tls,
            meaning: { encryption in
                switch encryption {
                case .verify: "Always, and the certificate must be valid and that of the host."
                case .off: "Never: for servers that are reached by a network of your own alone."
                }
            },
            "Whether the connection is encrypted.",
            "By a socket of this machine it never is."
        ),
        .text(
            "certificateAuthority",
            \.options.certificateAuthority,
            kind: .path,
            "The file of certificate authorities to trust (PEM) instead of the system's.",
            "Certificates are always verified. A relative path starts from the folder of pipeline.json."
        ),
        OptionField.text(
            "table",
            \.options.table,
            kind: .name,
            "The table, with its schema before a dot where it needs one.",
            "A table that is missing is made, with a column for each field, and so is the table beside it that remembers deletes "
                + "for a while. A table that is there must have the columns; it is never changed."
        ).required(),
        .choice(
            "textSearch",
            \.options.textSearch,
            meaning: { search in
                switch search {
                case .language: "By the rules of the document's language where the server has them."
                case .simple: "By the words as they are written, in lower case."
                case .none: "Not at all; the table has no column for it."
                }
            },
            "How words are found in the column `search`.",
            "The column holds the words of the title and of the first 200,000 letters of the text, for `search @@ to_tsquery(…)`."
        ),
    ]

    func kind(resolving: (String) -> String) -> SinkOptions.Kind {
        var options = options
        options.password = options.password?.resolving(resolving)
        if !options.certificateAuthority.isEmpty {
            options.certificateAuthority = resolving(options.certificateAuthority)
        }
        return .postgreSQL(options)
    }
}
