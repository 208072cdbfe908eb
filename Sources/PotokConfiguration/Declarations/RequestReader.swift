import PotokCore

/// Reads and checks the key `request` of a source.
///
/// No message repeats a value: what is wrong about a secret may still be the secret.
struct RequestReader {
    /// What was found wrong so far.
    private(set) var problems: [OptionKind.Problem] = []

    /// The hint about the right form of a secret.
    static let secretForm = "write {\"env\": \"NAME\"} for a variable of the environment, or {\"file\": \"path\"}"

    /// Reads the value of the key.
    mutating func read(_ value: JSONValue) -> RequestOptions {
        var options = RequestOptions()
        guard let members = members(of: value, "must be \(OptionKind.request.expectation)") else { return options }
        for member in members {
            switch member.key {
            case "headers": options.headers = fields(member.value, "header")
            case "cookies": options.cookies = fields(member.value, "cookie")
            case "auth": options.auth = authentication(member.value)
            default: unknown(member, among: ["headers", "auth", "cookies"])
            }
        }
        if options.auth != .none { checkTwice(members, "authorization", "auth") }
        if !options.cookies.isEmpty { checkTwice(members, "cookie", "cookies") }
        return options
    }

    /// Reports a header that another key makes too.
    private mutating func checkTwice(_ members: [JSONMember], _ header: String, _ key: String) {
        for member in members where member.key == "headers" {
            for field in member.value.members ?? [] where field.key.lowercased() == header {
                report(
                    .configurationBadValue,
                    "has the header '\(field.key)' twice: '\(key)' makes it too",
                    at: field.keyRange
                )
            }
        }
    }

    // MARK: Headers and cookies

    private mutating func fields(_ value: JSONValue, _ noun: String) -> [RequestOptions.Field] {
        guard let members = members(of: value, "must have an object of names and values for '\(noun)s'") else {
            return []
        }
        var seen: Set<String> = []
        var fields: [RequestOptions.Field] = []
        for member in members {
            let name = member.key
            let shown = DisplayText.quote(name)
            guard RequestNames.isToken(name) else {
                report(
                    .configurationBadValue,
                    "has '\(shown)', which is no name of a \(noun)",
                    at: member.keyRange,
                    hint: "names have no spaces, colons or letters with accents"
                )
                continue
            }
            if noun == "header", RequestNames.isReserved(name) {
                report(
                    .configurationReservedHeader,
                    "cannot set the header '\(shown)': the program sets it itself",
                    at: member.keyRange,
                    hint: name.lowercased() == "user-agent" ? "the option 'fetch.userAgent' is for that" : nil
                )
                continue
            }
            // Names of headers mean the same in large and small letters; those of cookies do not.
            guard seen.insert(noun == "header" ? name.lowercased() : name).inserted else {
                report(.configurationBadValue, "has the \(noun) '\(shown)' twice", at: member.keyRange)
                continue
            }
            let isSecret = RequestNames.isSecret(name)
            guard let value = secretOrText(member.value, "the \(noun) '\(shown)'", mayBeText: !isSecret) else {
                continue
            }
            if noun == "cookie", case .text(let text) = value, text.contains(";") {
                report(.configurationBadValue, "has a ';' in the cookie '\(shown)'", at: member.value.range)
                continue
            }
            fields.append(RequestOptions.Field(name, value))
        }
        return fields
    }

    // MARK: Authentication

    private mutating func authentication(_ value: JSONValue) -> RequestOptions.Authentication {
        let expected = "must have an object with \"basic\" or \"bearer\" for 'auth'"
        guard let members = members(of: value, expected) else { return .none }
        var found = RequestOptions.Authentication.none
        for member in members {
            switch member.key {
            case "basic": found = basic(member.value) ?? found
            case "bearer":
                if let token = secret(member.value, "the token of 'auth'") { found = .bearer(token) }
            default: unknown(member, among: ["basic", "bearer"])
            }
        }
        let known = members.filter { ["basic", "bearer"].contains($0.key) }
        if members.isEmpty {
            report(.configurationBadValue, expected, at: value.range)
        } else if known.count > 1, let second = known.last {
            report(.configurationBadValue, "has both \"basic\" and \"bearer\" in 'auth'", at: second.keyRange)
        }
        return found
    }

    /// Reads the key `auth` of a sink.
    mutating func readAuthentication(_ value: JSONValue) -> SinkAuthentication {
        let ways = ["basic", "bearer", "apiKey"]
        let expected = "must be \(OptionKind.authentication.expectation)"
        guard let members = members(of: value, expected) else { return .none }
        var found = SinkAuthentication.none
        for member in members {
            switch member.key {
            case "basic":
                if case .basic(let user, let password)? = basic(member.value) {
                    found = .basic(user: user, password: password)
                }
            case "bearer":
                if let token = secret(member.value, "the token of 'auth'") { found = .bearer(token) }
            case "apiKey":
                if let key = secret(member.value, "the key of 'auth'") { found = .apiKey(key) }
            default: unknown(member, among: ways)
            }
        }
        let known = members.filter { ways.contains($0.key) }
        if members.isEmpty {
            report(.configurationBadValue, expected, at: value.range)
        } else if known.count > 1, let second = known.last {
            report(.configurationBadValue, "has more than one way in 'auth'", at: second.keyRange)
        }
        return found
    }

    private mutating func basic(_ value: JSONValue) -> RequestOptions.Authentication? {
        guard let members = members(of: value, "must have an object with \"user\" and \"password\" for 'auth.basic'")
        else {
            return nil
        }
        for member in members where !["user", "password"].contains(member.key) {
            unknown(member, among: ["user", "password"])
        }
        for key in ["user", "password"] where value[key] == nil {
            report(.configurationMissingKey, "has no '\(key)' in 'auth.basic'", at: value.range)
        }
        let user = value["user"].flatMap { secretOrText($0, "the user of 'auth'", mayBeText: true) }
        let password = value["password"].flatMap { secret($0, "the password of 'auth'") }
        if case .text(let text)? = user, text.contains(":") {
            report(
                .configurationBadValue,
                "has a ':' in the user of 'auth', which would end it (RFC 7617)",
                at: value["user"]?.range ?? value.range
            )
            return nil
        }
        guard let user, let password else { return nil }
        return .basic(user: user, password: password)
    }

    // MARK: Secrets

    /// Reads text, or where a secret is kept.
    private mutating func secretOrText(_ value: JSONValue, _ place: String, mayBeText: Bool) -> SecretOrText? {
        guard mayBeText, let text = value.string else { return secret(value, place).map { .secret($0) } }
        guard RequestNames.isValue(text) else {
            report(
                .configurationBadValue,
                "has text for \(place) with control characters, or with spaces around it",
                at: value.range
            )
            return nil
        }
        return .text(text)
    }

    mutating func secret(_ value: JSONValue, _ place: String) -> Secret? {
        if case .invalid = value.content { return nil }
        if value.string != nil {
            report(
                .configurationLiteralSecret,
                "has \(place) as text, and it is a secret",
                at: value.range,
                hint: Self.secretForm
            )
            return nil
        }
        guard let members = value.members, members.count == 1, let member = members.first,
            ["env", "file"].contains(member.key)
        else {
            report(.configurationWrongType, "must say where \(place) is kept", at: value.range, hint: Self.secretForm)
            return nil
        }
        if case .invalid = member.value.content { return nil }
        guard let text = member.value.string else {
            report(
                .configurationWrongType,
                "must have text for '\(member.key)' of \(place), not \(DisplayText.quote(member.value.noun))",
                at: member.value.range
            )
            return nil
        }
        if member.key == "env" {
            if RequestNames.isVariable(text) { return .environment(text) }
            report(
                .configurationBadValue,
                "must have the name of a variable for 'env' of \(place)",
                at: member.value.range,
                hint: text.hasPrefix("$") ? "write the name without '$'" : "names have letters, digits and '_'"
            )
            return nil
        }
        guard case .success(.text(let path)) = OptionKind.path.read(member.value) else {
            report(.configurationBadValue, "must have a path for 'file' of \(place)", at: member.value.range)
            return nil
        }
        return .file(path)
    }

    // MARK: Reporting

    private mutating func members(of value: JSONValue, _ expected: String) -> [JSONMember]? {
        if case .invalid = value.content { return nil }
        if let members = value.members { return members }
        // Of a number or text the value is not told: it may be meant as a secret.
        report(.configurationWrongType, expected, at: value.range)
        return nil
    }

    private mutating func unknown(_ member: JSONMember, among legal: [String]) {
        let near = Suggestion.closest(to: member.key, among: legal)
        report(
            .configurationUnknownKey,
            "has the unknown key '\(DisplayText.quote(member.key))'\(LegalKeys.question(near))",
            at: member.keyRange,
            hint: near == nil ? "the keys here are \(legal.map { "'\($0)'" }.joined(separator: ", "))" : nil
        )
    }

    private mutating func report(
        _ code: PotokError.Code,
        _ message: String,
        at range: Range<Int>,
        hint: String? = nil
    ) {
        problems.append(OptionKind.Problem(code: code, message: message, hint: hint, range: range))
    }
}
