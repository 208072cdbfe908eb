/// Finds what a configuration should not hold but may: secrets as text, which no diagnostic must show.
enum HiddenText {
    /// Keys whose text may be a secret, wherever somebody put them.
    private static let keys: Set<String> = [
        "request", "headers", "cookies", "auth", "authorization", "basic", "bearer", "password", "token", "apikey",
        "secret",
    ]

    /// The bytes of texts that may be secrets.
    static func ranges(in value: JSONValue) -> [Range<Int>] {
        var found: [Range<Int>] = []
        collect(value, key: "", isInside: false, &found)
        return found
    }

    private static func collect(_ value: JSONValue, key: String, isInside: Bool, _ found: inout [Range<Int>]) {
        switch value.content {
        case .object(let members):
            for member in members {
                let isInside = isInside || keys.contains(member.key.lowercased())
                collect(member.value, key: member.key, isInside: isInside, &found)
            }
        case .array(let elements):
            for element in elements { collect(element, key: key, isInside: isInside, &found) }
        case .string(let text):
            let isName = key == "env" && RequestNames.isVariable(text)
            if isInside, !isName, key != "file", key != "user" { found.append(value.range) }
            // A proxy or a target has a user and a password in its URL where somebody has put them there.
            if ["proxy", "url"].contains(key.lowercased()), text.utf8.contains(UInt8(ascii: "@")) {
                found.append(value.range)
            }
        case .number, .invalid:
            if isInside { found.append(value.range) }
        case .null, .boolean: break
        }
    }
}
