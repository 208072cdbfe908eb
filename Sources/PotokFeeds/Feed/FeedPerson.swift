/// Somebody who wrote something.
public struct FeedPerson: Sendable, Hashable {
    /// The name; empty when only an address is known.
    public var name: String
    /// The address of e-mail.
    public var email: String
    /// The address of a page about the person, as it is written.
    public var uri: String

    /// Makes a person.
    public init(name: String = "", email: String = "", uri: String = "") {
        self.name = name
        self.email = email
        self.uri = uri
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { name.isEmpty && email.isEmpty && uri.isEmpty }

    /// Reads a person as RSS writes one: `a@example.org (Name)`, `Name (a@example.org)`, `Name <a@example.org>`, or either alone.
    public init(text: String) {
        self.init()
        let bytes = text.utf8
        guard bytes.contains(0x40) else {
            name = text
            return
        }
        let pairs: [(UInt8, UInt8)] = [(0x28, 0x29), (0x3C, 0x3E)]
        for (open, close) in pairs {
            guard let from = bytes.firstIndex(of: open), let to = bytes.lastIndex(of: close), from < to else {
                continue
            }
            let inside = Self.trimmed(text[text.index(after: from)..<to])
            let outside = Self.trimmed(text[..<from])
            if Self.isAddress(inside) {
                (name, email) = (outside, inside)
                return
            }
            if Self.isAddress(outside) {
                (name, email) = (inside, outside)
                return
            }
        }
        if Self.isAddress(text) { email = text } else { name = text }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first.isWhitespace || first == "\"" { text.removeFirst() }
        while let last = text.last, last.isWhitespace || last == "\"" { text.removeLast() }
        return String(text)
    }

    private static func isAddress(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let at = bytes.firstIndex(of: 0x40), at != bytes.startIndex, bytes.index(after: at) != bytes.endIndex
        else {
            return false
        }
        return !bytes.contains { $0 <= 0x20 || $0 == 0x3C || $0 == 0x3E || $0 == 0x28 || $0 == 0x29 }
    }
}
