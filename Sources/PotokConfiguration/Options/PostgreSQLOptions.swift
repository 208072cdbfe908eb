/// A sink of type `postgresql`: where the table is and what it looks like.
public struct PostgreSQLOptions: Sendable, Hashable {
    /// How the words of a document are found.
    public enum TextSearch: String, Sendable, Hashable, CaseIterable {
        /// By the rules of the document's language, as far as the server has them.
        case language
        /// By the words as they are written, in lower case.
        case simple
        /// Not at all: there is no column for it.
        case none
    }

    /// Whether the connection is encrypted.
    public enum Encryption: String, Sendable, Hashable, CaseIterable {
        /// Always, and the certificate must be that of the host. A socket of this machine has no need of it.
        case verify
        /// Never.
        case off
    }

    /// The name or address of the server, or the folder of its socket.
    public var host = ""
    /// Its port.
    public var port = 5_432
    /// The database.
    public var database = ""
    /// The user.
    public var user = ""
    /// The password.
    public var password: Secret?
    /// Whether the connection is encrypted.
    public var tls = Encryption.verify
    /// The file of certificate authorities to trust instead of the system's; empty for the system's.
    public var certificateAuthority = ""
    /// The table, with its schema before a dot where it is not found without.
    public var table = ""
    /// How words are found.
    public var textSearch = TextSearch.language

    /// Makes options without a server.
    public init() {}

    /// Whether the host is the folder of a socket on this machine.
    public var isSocket: Bool { host.hasPrefix("/") }
}
