import Potok
import PotokCore
import PotokStore

/// The report of a run in a few lines.
enum ReportText {
    static func lines(_ report: RunReport) -> [String] {
        var lines: [String] = []
        let end =
            switch report.end {
            case .finished: "done"
            case .stopped: "stopped"
            case .failed: "failed"
            case .interrupted: "interrupted"
            }
        lines.append(
            "run \(report.run) \(end) in \(seconds(report.duration)): \(report.inputs)"
                + " \(report.inputs == 1 ? "input" : "inputs"), \(report.documents)"
                + " \(report.documents == 1 ? "document" : "documents") in the corpus"
        )
        if report.end == .finished, report.sourceProblems == 0, report.inputs == report.count(.unchanged) {
            lines.append("nothing has changed")
        }
        for kind in Outcome.Kind.allCases {
            let parts = report.outcomes.filter { $0.kind == kind }
            guard !parts.isEmpty else { continue }
            let details = parts.compactMap { part in part.code.map { "\(part.count) \($0)" } }
            lines.append(
                "  \(pad(kind.rawValue)) \(report.count(kind))"
                    + (details.isEmpty ? "" : "  (\(details.joined(separator: ", ")))")
            )
        }
        if report.stillDue > 0 { lines.append("  \(pad("still due")) \(report.stillDue)") }
        if report.notDue > 0 { lines.append("  \(pad("not due")) \(report.notDue)") }
        if !report.resting.isEmpty {
            let names = report.resting.map { "\($0.name) until \($0.until)" }
            lines.append("  \(pad("resting")) \(report.resting.count)  (\(names.joined(separator: ", ")))")
        }
        if report.quarantined > 0 { lines.append("  \(pad("set aside")) \(report.quarantined)") }
        if report.sourceProblems > 0 { lines.append("  \(pad("unreadable")) \(report.sourceProblems)") }
        if report.suspects > 0 { lines.append("  \(pad("suspect")) \(SuspectText.line(report.suspects))") }
        lines += report.held.map { "  \(pad("held")) \(HeldText.line($0))" }
        for delivery in report.deliveries { lines.append("  \(DeliveryText.line(delivery))") }
        if !report.alarms.isEmpty {
            let names = report.alarms.map { "\($0.source) \($0.kind.rawValue)" }
            lines.append("  \(pad("alarms")) \(report.alarms.count)  (\(names.joined(separator: ", ")))")
        }
        if let note = robots(report.robotsIgnored) { lines.append("  \(note)") }
        return lines
    }

    /// What is said of sources for which robots.txt does not count; nil when there are none.
    static func robots(_ sources: [String]) -> String? {
        sources.isEmpty ? nil : "robots.txt and noindex are ignored for: \(sources.joined(separator: ", "))"
    }

    private static func pad(_ name: String) -> String {
        name + String(repeating: " ", count: max(0, 11 - name.count))
    }

    private static func seconds(_ duration: Duration) -> String {
        let tenths = Int((duration.seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

/// The report of a run as one JSON object.
struct ReportJSON: Encodable {
    struct Count: Encodable {
        var kind: String
        var code: String?
        var count: Int
    }

    var type = "report"
    var run: Int64
    var end: String
    var failure: String?
    var exitCode: Int32
    var inputs: Int
    var outcomes: [Count]
    var stillDue: Int
    var notDue: Int
    var quarantined: Int
    var resting: [String: String]
    var sourceProblems: Int
    var robotsIgnored: [String]
    var held: [HeldJSON]
    var suspects: Int
    var sinks: [DeliveryJSON]
    var documents: Int
    var seconds: Double
    var alarms: [AlarmJSON]

    init(_ report: RunReport) {
        run = report.run.rawValue
        end = report.end.rawValue
        failure = report.failure?.description
        exitCode = report.exitCode.rawValue
        inputs = report.inputs
        outcomes = report.outcomes.map { Count(kind: $0.kind.rawValue, code: $0.code, count: $0.count) }
        stillDue = report.stillDue
        notDue = report.notDue
        quarantined = report.quarantined
        resting = Dictionary(report.resting.map { ($0.name, $0.until.text) }) { first, _ in first }
        sourceProblems = report.sourceProblems
        robotsIgnored = report.robotsIgnored
        suspects = report.suspects
        held = report.held.map(HeldJSON.init)
        sinks = report.deliveries.map(DeliveryJSON.init)
        documents = report.documents
        alarms = report.alarms.map { AlarmJSON($0) }
        seconds = (report.duration.seconds * 1_000).rounded() / 1_000
    }
}
