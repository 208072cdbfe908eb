/// What the names of headers and cookies say: whether they may be set, and whether their values are secrets.
enum RequestNames {
    /// Whether text is a name of a header or cookie: a token (RFC 9110 §5.6.2).
    static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// Headers that the program sets itself; a second opinion would break framing, decoding or incremental fetching.
    private static let reserved: Set<String> = [
        "accept-encoding", "connection", "content-encoding", "content-length", "expect", "host", "keep-alive",
        "proxy-connection", "range", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
    ]

    /// Whether a header is set by the program alone.
    static func isReserved(_ name: String) -> Bool {
        let name = name.lowercased()
        return reserved.contains(name) || name.hasPrefix("if-")
    }

    private static let secretHeaders: Set<String> = ["authorization", "cookie", "proxy-authorization"]
    /// Parts of names, between `-`, `_` and `.`, that tell of a secret.
    private static let secretWords: Set<String> = [
        "apikey", "auth", "authentication", "authkey", "authorization", "bearer", "credential", "credentials", "jwt",
        "passwd", "password", "secret", "session", "sessionid", "sid", "signature", "token",
    ]
    /// Words that make a secret of the word `key`, as in `X-Api-Key`.
    private static let kindsOfKey: Set<String> = [
        "access", "account", "api", "app", "application", "client", "function", "functions", "private", "subscription",
    ]

    /// Whether the value of a header or cookie of this name is a secret, as far as a name can tell.
    static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        if secretHeaders.contains(name) { return true }
        let words = name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if words.contains(where: { secretWords.contains($0) }) { return true }
        if words.contains("key"), !kindsOfKey.isDisjoint(with: words) { return true }
        // PHPSESSID, ASP.NET_SessionId, JSESSIONID, csrftoken.
        return ["sessid", "sessionid", "token", "apikey"].contains { name.hasSuffix($0) }
    }

    /// Whether text is a name of a variable of the environment (POSIX.1-2017, section 8.1).
    static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
            default: false
            }
        }
    }

    /// Whether text can be the value of a header (RFC 9110 §5.5): no control characters, no white space at its ends.
    static func isValue(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { return false }
        return !bytes.prefix(1).contains(where: isSpace) && !bytes.suffix(1).contains(where: isSpace)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
