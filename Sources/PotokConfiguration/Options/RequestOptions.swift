/// What a source says in its requests, to the origins of its own URLs and to no other: the key `request` of a source.
public struct RequestOptions: Sendable, Hashable {
    /// A header or a cookie.
    public struct Field: Sendable, Hashable {
        /// The name, as it was spelled.
        public var name: String
        /// The value, or where it is kept.
        public var value: SecretOrText

        /// Makes a header or a cookie.
        public init(_ name: String, _ value: SecretOrText) {
            self.name = name
            self.value = value
        }
    }

    /// How the source says who it is.
    public enum Authentication: Sendable, Hashable {
        /// Not at all.
        case none
        /// By a name and a password (RFC 7617).
        case basic(user: SecretOrText, password: Secret)
        /// By a token (RFC 6750).
        case bearer(Secret)
    }

    /// Headers, in the order of the file.
    public var headers: [Field] = []
    /// How the source says who it is.
    public var auth = Authentication.none
    /// Cookies, in the order of the file.
    public var cookies: [Field] = []

    /// Nothing beside what every request has.
    public init() {}

    /// Whether there is nothing to send.
    public var isEmpty: Bool { self == RequestOptions() }

    /// Whether a secret is part of it.
    public var holdsSecret: Bool {
        if auth != .none { return true }
        return (headers + cookies).contains { if case .secret = $0.value { true } else { false } }
    }

    /// The same, with the paths of secrets resolved.
    func resolving(_ resolve: (String) -> String) -> RequestOptions {
        func resolved(_ secret: Secret) -> Secret {
            if case .file(let path) = secret { .file(resolve(path)) } else { secret }
        }
        func resolved(_ value: SecretOrText) -> SecretOrText {
            if case .secret(let secret) = value { .secret(resolved(secret)) } else { value }
        }
        var options = self
        options.headers = headers.map { Field($0.name, resolved($0.value)) }
        options.cookies = cookies.map { Field($0.name, resolved($0.value)) }
        switch auth {
        case .none: break
        case .basic(let user, let password): options.auth = .basic(user: resolved(user), password: resolved(password))
        case .bearer(let token): options.auth = .bearer(resolved(token))
        }
        return options
    }
}

extension RequestOptions {
    /// The options as pipeline.json spells them, with ``Secret/veil`` in place of text.
    var json: JSONValue {
        func value(_ secret: Secret) -> JSONValue { secret.json }
        func value(_ field: SecretOrText) -> JSONValue {
            if case .secret(let secret) = field { value(secret) } else { JSONValue(.string(Secret.veil)) }
        }
        func fields(_ fields: [Field]) -> JSONValue {
            JSONValue(.object(fields.map { JSONMember($0.name, value($0.value)) }))
        }
        var members: [JSONMember] = []
        if !headers.isEmpty { members.append(JSONMember("headers", fields(headers))) }
        switch auth {
        case .none: break
        case .basic(let user, let password):
            let basic = [JSONMember("user", value(user)), JSONMember("password", value(password))]
            members.append(
                JSONMember("auth", JSONValue(.object([JSONMember("basic", JSONValue(.object(basic)))])))
            )
        case .bearer(let token):
            members.append(JSONMember("auth", JSONValue(.object([JSONMember("bearer", value(token))]))))
        }
        if !cookies.isEmpty { members.append(JSONMember("cookies", fields(cookies))) }
        return JSONValue(.object(members))
    }
}
