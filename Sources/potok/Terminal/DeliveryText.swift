import PotokConfiguration
import PotokSinks

/// What was delivered to a sink, in one line.
enum DeliveryText {
    static func line(_ report: DeliveryReport) -> String {
        var parts: [String] = []
        if report.upserts > 0 { parts.append("\(report.upserts) stored") }
        if report.deletes > 0 { parts.append("\(report.deletes) removed") }
        if report.newDead > 0 { parts.append("\(report.newDead) refused") }
        if report.dead > report.newDead { parts.append("\(report.dead - report.newDead) refused before") }
        if report.waiting > 0 { parts.append("\(report.waiting) waiting") }
        if parts.isEmpty { parts.append("nothing to deliver") }
        var line = "sink \(report.sink): \(parts.joined(separator: ", "))"
        if let reason = reason(report) { line += "; \(reason)" }
        return line
    }

    /// Why not all was delivered; nil when it was.
    private static func reason(_ report: DeliveryReport) -> String? {
        let failure = report.failure.map { words($0) }
        switch report.end {
        case .done: return nil
        case .stopped: return "stopped"
        case .noProgress: return failure ?? "it made no progress"
        case .timeUp: return failure ?? "its time is up, `potok deliver` goes on"
        case .refused: return failure.map { "nothing more is sent in this run: \($0)" }
        case .locked: return "another process delivers to it"
        case .failed: return failure
        }
    }

    /// The words of a failure, on one line and without control characters.
    static func words(_ failure: SinkFailure) -> String {
        "\(DisplayText.safe(failure.message)) [\(DisplayText.safe(failure.code))]"
    }
}

/// What was delivered to a sink, as JSON.
struct DeliveryJSON: Encodable {
    struct Failure: Encodable {
        var kind: String
        var code: String
        var message: String
    }

    var type = "delivery"
    var sink: String
    var end: String
    var upserts: Int
    var deletes: Int
    var refused: Int
    var waiting: Int
    var deadLetters: Int
    var failure: Failure?

    init(_ report: DeliveryReport) {
        sink = report.sink
        end =
            switch report.end {
            case .done: "done"
            case .stopped: "stopped"
            case .noProgress: "no-progress"
            case .timeUp: "time-up"
            case .refused: "refused"
            case .locked: "locked"
            case .failed: "failed"
            }
        upserts = report.upserts
        deletes = report.deletes
        refused = report.newDead
        waiting = report.waiting
        deadLetters = report.dead
        failure = report.failure.map { Failure(kind: $0.kind.rawValue, code: $0.code, message: $0.message) }
    }
}
