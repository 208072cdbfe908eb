public import PotokCore

/// What was forgotten, when and why: enough to do it again, and nothing of what was there.
///
/// Documents, hosts, sources and texts stand in it as hashes of 32 hexadecimal digits. The reason is what a person wrote.
public struct ForgetReceipt: Sendable, Hashable, Codable {
    /// The name of this form.
    public static let schema = "forgotten.v1"

    /// `forgotten.v1`.
    public var schema = Self.schema
    /// What tells it from others: 16 hexadecimal digits.
    public var id: String
    /// When it was written (RFC 3339).
    public var forgottenAt: String
    /// Why.
    public var reason: String
    /// The documents.
    public var documents: [String]
    /// Hosts of which nothing may come.
    public var hosts: [String]
    /// Sources of which nothing may come.
    public var sources: [String]
    /// Texts that may not come under any address.
    public var texts: [String]
    /// When what it names was allowed to come again (RFC 3339); nil as long as it holds.
    public var liftedAt: String?

    /// Makes a receipt that names nothing yet.
    public init(reason: String, now: Timestamp) {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        id = String(repeating: "0", count: 16 - digits.utf8.count) + digits
        forgottenAt = now.text
        self.reason = reason
        (documents, hosts, sources, texts) = ([], [], [], [])
    }

    /// Everything that it names.
    var hashes: [Hash] { (documents + hosts + sources + texts).compactMap(Hash.init(hexadecimal:)) }

    /// When it was written.
    var time: Timestamp { Self.time(forgottenAt) ?? Timestamp(secondsSince1970: 0) }

    /// When it was lifted.
    var liftedTime: Timestamp? { liftedAt.flatMap(Self.time) }

    private static func time(_ text: String) -> Timestamp? {
        PublishedDate(text).map { Timestamp(secondsSince1970: $0.earliest) }
    }
}

extension Hash {
    /// Takes 32 hexadecimal digits; nil for anything else.
    init?(hexadecimal text: String) {
        guard let key = DocumentKey(rawValue: text) else { return nil }
        self.init(key.data)
    }
}
