import PotokCore
import PotokStore

/// Deletions that are held, in a line for each source.
enum HeldText {
    static func line(_ held: HeldDeletions) -> String {
        "\(held.count) deletions of \(held.source), which has \(held.documents) documents, since \(held.since)"
            + " (\(held.reasonText)); `potok run --allow-deletes \(held.source)` lets them go"
    }
}

/// Deletions that are held, as JSON.
struct HeldJSON: Encodable {
    struct Reason: Encodable {
        var reason: String
        var count: Int
    }

    var source: String
    var count: Int
    var added: Int
    var documents: Int
    var since: String
    var reasons: [Reason]
    var addresses: [String]

    init(_ held: HeldDeletions) {
        source = held.source
        count = held.count
        added = held.added
        documents = held.documents
        since = held.since.text
        reasons = held.reasons.map { Reason(reason: $0.text, count: $0.count) }
        addresses = held.addresses
    }
}
