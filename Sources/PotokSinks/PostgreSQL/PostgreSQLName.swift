import PotokCore

/// The name of a table, perhaps within a schema.
struct PostgreSQLName: Sendable, Hashable {
    /// The longest name that the server keeps whole, in bytes (`NAMEDATALEN` less one).
    static let longest = 63

    /// The schema; nil for the first of the search path that has the table.
    var schema: String?
    /// The name within it.
    var name: String

    /// Takes a name, with a schema before its first dot.
    init(_ text: String) {
        if let dot = text.firstIndex(of: ".") {
            schema = String(text[..<dot])
            name = String(text[text.index(after: dot)...])
        } else {
            name = text
        }
    }

    /// As it stands in a statement.
    var quoted: String { (schema.map { Self.quote($0) + "." } ?? "") + Self.quote(name) }

    /// A name beside this one, in the same schema; what would be too long is cut and made unique by a hash.
    func with(_ suffix: String) -> PostgreSQLName {
        var other = self
        other.name = name + suffix
        if other.name.utf8.count > Self.longest {
            let hash = "_" + Hash(SHA256.hash((name + suffix).utf8).prefix(8)).hexadecimal
            var prefix = Substring(other.name)
            while prefix.utf8.count + hash.utf8.count > Self.longest { prefix.removeLast() }
            other.name = prefix + hash
        }
        return other
    }

    /// A name in double quotes, so that case and letters stay as they are.
    static func quote(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    /// Text as a constant of SQL.
    ///
    /// Backslashes stand for themselves (`standard_conforming_strings`, on since 9.1).
    static func constant(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
