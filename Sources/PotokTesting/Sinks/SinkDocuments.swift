public import PotokCore

/// Documents for tests of sinks.
public enum SinkDocuments {
    /// The key of the document with a number.
    public static func key(_ number: Int) -> DocumentKey {
        DocumentKey(source: "conformance", identifier: String(number))
    }

    /// A document with all of its fields.
    public static func document(
        _ number: Int,
        version: Int64,
        title: String? = nil,
        text: String? = nil,
        publishedAt: String = "2022-01-09"
    ) -> DocumentV1 {
        let date = PublishedDate(publishedAt)
        return DocumentV1(
            key: key(number).rawValue,
            url: "https://example.org/\(number)",
            identifier: nil,
            source: "conformance",
            title: title ?? "Document \(number)",
            text: text ?? "The text of document \(number) in version \(version).\n\nIts second paragraph.",
            language: "en",
            publishedAt: date?.text,
            publishedPrecision: date?.precision,
            authors: ["Ada Lovelace", "Zażółć Gęślą"],
            mediaType: "text/html",
            confidence: 0.875,
            firstSeenAt: "2022-01-09T10:30:00Z",
            observedAt: "2022-01-10T10:30:00Z",
            changedAt: "2022-01-10T10:30:00Z",
            bodyHash: "00112233445566778899aabbccddeeff",
            contentHash: "00112233445566778899aabbccddeeff",
            textHash: "00112233445566778899aabbccddeeff",
            duplicateOf: nil,
            reservesMining: false,
            version: version,
            revision: 1
        )
    }
}

/// A source of numbers that is the same each time: SplitMix64 (Steele, Lea, Flood, 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Begins at a seed.
    init(seed: UInt64) { state = seed }

    /// The next number.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
