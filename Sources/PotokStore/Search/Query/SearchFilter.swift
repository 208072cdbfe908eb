import PotokCore
import PotokText

/// A condition on what is known of a document beside its words.
struct SearchFilter: Sendable, Hashable {
    /// What the condition is about.
    enum Kind: String, Sendable, Hashable, CaseIterable {
        case site
        case source
        case lang
        case author
        case after
        case before
    }

    var kind: Kind
    var value: String
    var isNegated: Bool

    /// Makes a condition.
    ///
    /// - Throws: `Problem` when no document can have such a value.
    init(_ kind: Kind, _ value: String, isNegated: Bool) throws(Problem) {
        self.kind = kind
        self.isNegated = isNegated
        switch kind {
        case .site:
            guard let url = WebURL("http://\(value)/"), let host = url.host, !host.isEmpty else {
                throw Problem(text: "'\(value)' is not the name of a site")
            }
            self.value = host
        case .after, .before:
            guard let date = PublishedDate(value) else {
                throw Problem(text: "'\(value)' is not a date; write 2026, 2026-01 or 2026-01-31")
            }
            self.value = date.text
        case .lang: self.value = value.lowercased()
        case .author: self.value = Folding.fold(value)
        case .source: self.value = value
        }
    }

    /// What is wrong with a value.
    struct Problem: Error {
        var text: String
    }

    /// The condition in SQL over the table `document`, with a place for each of `arguments`.
    ///
    /// What is not known of a document is not what was asked for, and so is left when that is excluded.
    var condition: String { isNegated ? "NOT coalesce(\(positive), 0)" : "(\(positive))" }

    private var positive: String {
        switch kind {
        case .site: "document.is_url AND (\(Self.host) = ? OR \(Self.host) LIKE '%.' || ?)"
        case .source: "document.source_id IN (SELECT id FROM source WHERE name = ?)"
        case .lang: "lower(coalesce(document.language, '')) = ? OR lower(document.language) LIKE ? || '-%'"
        case .author: "instr(potok_fold(document.authors), ?) > 0"
        // What has no date of its own is as old as our knowledge of it.
        case .after: "\(Self.date) >= ?"
        case .before: "\(Self.date) < ?"
        }
    }

    /// What stands for the places of the condition.
    var arguments: [String] {
        switch kind {
        case .site, .lang: [value, value]
        case .source, .author, .after, .before: [value]
        }
    }

    /// When a document was published, as text that sorts.
    static let date =
        "coalesce(document.published, strftime('%Y-%m-%dT%H:%M:%SZ', document.first_seen_at, 'unixepoch'))"

    /// The host of a canonical URL, which holds no name of a user: what stands before the first slash and any port.
    private static let host = "potok_host(document.locator)"
}
