/// Where a secret is kept: never the secret itself, so that a configuration can be shown to anybody.
public enum Secret: Sendable, Hashable {
    /// In a variable of the environment.
    case environment(String)
    /// In a file; the end of its last line does not count.
    case file(String)
}

/// A value that is a secret, or text that need not be one.
public enum SecretOrText: Sendable, Hashable {
    /// A secret, by where it is kept.
    case secret(Secret)
    /// Text in place.
    case text(String)
}

extension SecretOrText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Where a secret is kept; of text nothing, for somebody may have put a secret there after all.
    public var description: String {
        switch self {
        case .secret(let secret): secret.description
        case .text: Secret.veil
        }
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// The same as ``description``: a dump must not show text either.
    public var customMirror: Mirror { Mirror(self, children: ["value": description]) }
}

extension Secret {
    /// Where it is kept, as pipeline.json spells it.
    var json: JSONValue {
        switch self {
        case .environment(let name): JSONValue(.object([JSONMember("env", JSONValue(.string(name)))]))
        case .file(let path): JSONValue(.object([JSONMember("file", JSONValue(.string(path)))]))
        }
    }
}

extension Secret: CustomStringConvertible {
    /// What stands in place of a secret wherever it would be printed.
    public static let veil = "•••"

    /// Where it is kept, as pipeline.json spells it.
    public var description: String {
        switch self {
        case .environment(let name): "{\"env\": \"\(name)\"}"
        case .file(let path): "{\"file\": \"\(path)\"}"
        }
    }
}
