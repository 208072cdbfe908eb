/// How a sink says to its target who we are: the key `auth` of a sink.
public enum SinkAuthentication: Sendable, Hashable {
    /// Not at all.
    case none
    /// By a name and a password (RFC 7617).
    case basic(user: SecretOrText, password: Secret)
    /// By a token (RFC 6750).
    case bearer(Secret)
    /// By a key, in the header that the target wants it in.
    case apiKey(Secret)

    /// As pipeline.json spells it, with ``Secret/veil`` in place of text.
    var json: JSONValue {
        func object(_ members: [JSONMember]) -> JSONValue { JSONValue(.object(members)) }
        switch self {
        case .none: return object([])
        case .basic(let user, let password):
            let name = if case .secret(let secret) = user { secret.json } else { JSONValue(.string(Secret.veil)) }
            return object([
                JSONMember("basic", object([JSONMember("user", name), JSONMember("password", password.json)]))
            ])
        case .bearer(let token): return object([JSONMember("bearer", token.json)])
        case .apiKey(let key): return object([JSONMember("apiKey", key.json)])
        }
    }

    /// The same, with the paths of secrets resolved.
    func resolving(_ resolve: (String) -> String) -> SinkAuthentication {
        switch self {
        case .none: .none
        case .basic(let user, let password):
            .basic(user: user.resolving(resolve), password: password.resolving(resolve))
        case .bearer(let token): .bearer(token.resolving(resolve))
        case .apiKey(let key): .apiKey(key.resolving(resolve))
        }
    }
}

extension Secret {
    /// The same, with the path of a file resolved.
    func resolving(_ resolve: (String) -> String) -> Secret {
        if case .file(let path) = self { .file(resolve(path)) } else { self }
    }
}

extension SecretOrText {
    /// The same, with the path of a file resolved.
    func resolving(_ resolve: (String) -> String) -> SecretOrText {
        if case .secret(let secret) = self { .secret(secret.resolving(resolve)) } else { self }
    }
}
