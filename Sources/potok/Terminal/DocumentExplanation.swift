import PotokConfiguration
import PotokCore
import PotokDeduplicate
import PotokStore

/// Tells what a document is to the one that represents it, and why.
enum DocumentExplanation {
    /// How many passages are shown.
    private static let passageLimit = 5

    /// Prints what a document is to the others, and which sinks have not taken it.
    static func output(_ record: StoredRecord, _ store: Store) async throws {
        try await outputVerdict(record, store)
        guard let key = DocumentKey(rawValue: record.document.key) else { return }
        for delivery in try await store.deliveries(of: key) { Terminal.output(line(delivery)) }
    }

    /// What of a document a sink has not taken.
    private static func line(_ delivery: PendingDelivery) -> String {
        let words = delivery.message.map { ": \(DisplayText.safe($0))" } ?? ""
        return
            "sink        \(delivery.sink) \(delivery.isDead ? "refuses its" : "waits for its") \(delivery.kind.rawValue)\(words)"
    }

    private static func outputVerdict(_ record: StoredRecord, _ store: Store) async throws {
        let verdict = try await store.duplicateVerdict(of: record)
        let document = record.document
        guard verdict.compares else {
            Terminal.output("verdict     not compared: deduplicate.policy of its source is \"keep\"\n")
            return
        }
        guard let other = verdict.representative?.document else {
            let others = verdict.clusterCount - 1
            Terminal.output(
                others == 0
                    ? "verdict     its own: no other document has enough in common with it"
                    : "verdict     represents itself and \(others) other\(others == 1 ? "" : "s"); `potok show --cluster` lists them"
            )
            outputHidden(verdict.hidden, "its site")
            Terminal.output("")
            return
        }
        Terminal.output("of          \(other.key)  \(other.url ?? other.identifier ?? ""): \(other.title)")
        guard let link = verdict.link else {
            Terminal.output("verdict     same text, but for case, diacritics, punctuation and white space (score 1)\n")
            return
        }
        Terminal.output("verdict     \(meaning(link)) (\(link.relation.rawValue), score \(rounded(link.score)))")
        Terminal.output(
            "shared      \(link.sharedCount) different runs of three words, of \(link.ownCount) here and \(link.otherCount) there"
        )
        if let closest = verdict.closest?.document {
            Terminal.output(
                "closer to   \(closest.key)  \(closest.url ?? closest.identifier ?? ""), which has the same representative"
            )
        }
        outputHidden(verdict.hidden, "its site")
        outputHidden(verdict.representativeHidden, "the other site")
        let passages = SharedPassages.find(
            in: document.text,
            without: verdict.hidden,
            sharedWith: other.text,
            without: verdict.representativeHidden
        )
        let longest = Set(passages.indices.sorted { passages[$0].count > passages[$1].count }.prefix(passageLimit))
        for index in longest.sorted() { Terminal.output("passage     \(shortened(passages[index]))") }
        if passages.count > passageLimit {
            Terminal.output("            and \(passages.count - passageLimit) shorter ones")
        }
        Terminal.output("")
    }

    private static func outputHidden(_ hidden: ParagraphSet, _ site: String) {
        let count = hidden.bits.reduce(0) { $0 + $1.nonzeroBitCount }
        if count > 0 { Terminal.output("left out    \(count) paragraphs that \(site) repeats") }
    }

    private static func meaning(_ link: DuplicateLink) -> String {
        let percent = "\(Int((link.score * 100).rounded(.down))) %"
        return switch link.relation {
        case .same: "the same text but for trifles: \(percent) of all that either has is in both"
        case .near: "an edited copy: \(percent) of all that either has is in both"
        case .contained: "contained: \(percent) of it is in the other"
        case .contains: "contains the other: \(percent) of that is in it"
        }
    }

    private static func rounded(_ score: Double) -> String { String((score * 1_000).rounded() / 1_000) }

    /// A passage on one line, its middle left out when it is long.
    private static func shortened(_ passage: String) -> String {
        let words = passage.split { $0.isWhitespace }
        guard words.count > 24 else { return words.joined(separator: " ") }
        return words.prefix(12).joined(separator: " ") + " … (\(words.count) words) … "
            + words.suffix(8).joined(separator: " ")
    }
}
