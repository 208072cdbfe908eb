import PotokCore
import PotokSinks

/// Documents of tests.
enum Sample {
    /// A key that ends in the digits of a number, and so has its order.
    static func key(_ number: Int) -> DocumentKey {
        let digits = String(number, radix: 16)
        return DocumentKey(rawValue: String(repeating: "0", count: 32 - digits.count) + digits)
            ?? DocumentKey(source: "tests", identifier: digits)
    }

    static func document(
        _ number: Int,
        version: Int64 = 1,
        title: String = "A title",
        text: String = "Some text.",
        language: String? = "en",
        publishedAt: PublishedDate? = nil,
        authors: [String] = []
    ) -> DocumentV1 {
        DocumentV1(
            key: key(number).rawValue,
            url: "https://example.org/\(number)",
            identifier: nil,
            source: "tests",
            title: title,
            text: text,
            language: language,
            publishedAt: publishedAt?.text,
            publishedPrecision: publishedAt?.precision,
            authors: authors,
            mediaType: "text/html",
            firstSeenAt: "2026-01-02T03:04:05Z",
            observedAt: "2026-01-02T03:04:06Z",
            changedAt: "2026-01-02T03:04:07Z",
            bodyHash: "b",
            contentHash: "c",
            textHash: "t",
            duplicateOf: nil,
            reservesMining: false,
            version: version,
            revision: 1
        )
    }

    static func upsert(_ document: DocumentV1) -> SinkChange {
        SinkChange(upsert: document, key: DocumentKey(rawValue: document.key) ?? key(0))
    }

    static func delete(_ number: Int, version: Int64) -> SinkChange {
        SinkChange(delete: key(number), version: version)
    }
}
