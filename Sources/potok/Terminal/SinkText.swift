import Potok
import PotokConfiguration
import PotokCore
import PotokSinks
import PotokStore
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A sink, as `sinks list` prints it; no secret is part of it.
struct SinkLine: Encodable {
    var type = "sink"
    var name: String
    var target: String
    var duplicates: String
    var waiting: Int?
    var deadLetters: Int?
    var deliveredAt: String?
    var failedAt: String?
    var retryAt: String?
    var failure: String?
    var rebuildWaiting: Int?

    /// What the database knows of sinks, by name; nothing where there is no database yet.
    static func records(_ configuration: PipelineConfiguration) async throws -> [String: SinkRecord] {
        guard access(configuration.database, F_OK) == 0 else { return [:] }
        let store = try await BlockingWork.run { try Store(path: configuration.database, mode: .read) }
        return Dictionary(try await store.sinks().map { ($0.name, $0) }) { first, _ in first }
    }

    init(_ sink: SinkOptions, _ record: SinkRecord?) {
        name = sink.name
        target = sink.kind.target
        duplicates = sink.duplicates.rawValue
        waiting = record?.waiting
        deadLetters = record?.dead
        deliveredAt = record?.deliveredAt?.text
        failedAt = record?.failedAt?.text
        retryAt = record?.retryAt?.text
        failure = record?.failureMessage
        rebuildWaiting = record?.rebuildWaiting
    }

    var text: String {
        var parts = ["\(name)  \(DisplayText.safe(target))"]
        guard let waiting, let deadLetters else { return parts[0] + "  not begun" }
        parts.append("\(waiting) waiting")
        if deadLetters > 0 { parts.append("\(deadLetters) refused") }
        if failedAt != nil, let failure { parts.append(DisplayText.safe(failure)) }
        if rebuildWaiting != nil { parts.append("a rebuilding is under way") }
        return parts.joined(separator: "  ")
    }

    /// Everything, a line each.
    func details(_ record: SinkRecord?) -> [String] {
        var lines = ["sink        \(name)", "target      \(DisplayText.safe(target))", "duplicates  \(duplicates)"]
        guard let record else { return lines + ["not begun: the next run tells it everything there is"] }
        lines.append("since       \(record.registeredAt)")
        if let deliveredAt { lines.append("delivered   last \(deliveredAt)") }
        lines.append("waiting     \(record.waiting)")
        if let failedAt, let failure {
            lines.append("failed      \(failedAt): \(DisplayText.safe(failure)) [\(record.failureCode ?? "")]")
            if let retryAt { lines.append("next try    \(retryAt)") }
        }
        if let rebuildWaiting {
            lines.append("rebuilding  \(rebuildWaiting) left; `potok sinks rebuild \(name)` goes on")
        }
        lines.append("refused     \(record.dead)")
        return lines
    }
}

/// A change that a sink refused.
struct DeadLetterLine: Encodable {
    var type = "dead-letter"
    var sink: String
    var key: String
    var kind: String
    var version: Int64
    var address: String?
    var at: String
    var attempts: Int
    var code: String
    var message: String

    init(_ letter: DeadLetter, sink: String) {
        self.sink = sink
        key = letter.change.key.rawValue
        kind = letter.change.kind.rawValue
        version = letter.change.version
        address = letter.address
        at = letter.at.text
        attempts = letter.attempts
        code = letter.code
        message = letter.message
    }

    var text: String {
        "  \(key)  \(kind)  \(at)  \(address.map { DisplayText.safe($0) + ": " } ?? "")\(DisplayText.safe(message))"
            + " [\(DisplayText.safe(code))]"
    }
}

/// What a comparison found, in one line and some examples.
enum VerificationText {
    private static let most = 5

    static func line(_ sink: String, _ found: SinkVerification) -> String {
        var parts = ["\(found.equal) equal"]
        if found.waiting > 0 { parts.append("\(found.waiting) waiting or refused") }
        if found.withheld > 0 { parts.append("\(found.withheld) withheld by the transform") }
        if !found.missing.isEmpty { parts.append("\(found.missing.count) missing") }
        if !found.stale.isEmpty { parts.append("\(found.stale.count) older than ours") }
        if !found.newer.isEmpty { parts.append("\(found.newer.count) newer than ours") }
        if !found.extra.isEmpty { parts.append("\(found.extra.count) too many") }
        return "sink \(sink): \(parts.joined(separator: ", "))"
    }

    static func examples(_ found: SinkVerification) -> [String] {
        func some(_ word: String, _ keys: some Collection<DocumentKey>) -> [String] {
            let sorted = keys.sorted()
            return sorted.prefix(most).map { "  \(word) \($0)" }
                + (sorted.count > most ? ["  \(word) … and \(sorted.count - most) more"] : [])
        }
        return some("missing", found.missing) + some("older  ", found.stale) + some("newer  ", found.newer.keys)
            + some("extra  ", found.extra.keys)
    }
}

/// What a comparison found, as JSON.
struct VerificationJSON: Encodable {
    var type = "verification"
    var sink: String
    var equal: Int
    var waiting: Int
    var withheld: Int
    var missing: Int
    var stale: Int
    var newer: Int
    var extra: Int
    var repair: DeliveryJSON?

    init(_ sink: String, _ found: SinkVerification, _ report: DeliveryReport?) {
        self.sink = sink
        equal = found.equal
        waiting = found.waiting
        withheld = found.withheld
        missing = found.missing.count
        stale = found.stale.count
        newer = found.newer.count
        extra = found.extra.count
        repair = report.map(DeliveryJSON.init)
    }
}
