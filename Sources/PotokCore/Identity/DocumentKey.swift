/// The public name of a document: the same on every machine, after every rebuild, and legal as an identifier in every sink.
///
/// 32 lower-case hexadecimal digits: the first half of SHA-256 over the canonical URL, or over source and identifier for what
/// has no URL. Row numbers of a database are never shown to anybody.
public struct DocumentKey: RawRepresentable, Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The 32 digits.
    public let rawValue: String

    /// Takes the 32 digits of a key; nil for anything else.
    public init?(rawValue: String) {
        guard rawValue.utf8.count == 32,
            rawValue.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    private init(hashing text: String) {
        self.rawValue = Hash(SHA256.hash(text.utf8).prefix(16)).hexadecimal
    }

    /// The key of what has a URL: a hash of the canonical form, and of the anchor of a section.
    public init(url: WebURL, anchor: String? = nil) {
        self.init(hashing: "url\n\(url.canonical().description)" + (anchor.map { "#\($0)" } ?? ""))
    }

    /// The key of what has no URL: a hash of the source's name and the identifier there, such as a path below its root.
    public init(source: String, identifier: String) {
        self.init(hashing: "item\n\(source)\n\(identifier)")
    }

    /// The 32 digits.
    public var description: String { rawValue }

    /// Orders by the digits.
    public static func < (a: DocumentKey, b: DocumentKey) -> Bool { a.rawValue < b.rawValue }
}
