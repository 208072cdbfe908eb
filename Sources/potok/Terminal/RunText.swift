import PotokCore
import PotokStore

/// What was told of a run, in words.
enum RunText {
    /// A run in a line.
    static func line(_ run: Run) -> String {
        let outcomes = Outcome.Kind.allCases.compactMap { kind in run.outcomes[kind].map { "\($0) \(kind.rawValue)" } }
        let end = run.end?.rawValue ?? "running in process \(run.processIdentifier)"
        let kind = run.kind == .run ? "" : " \(run.kind.rawValue)"
        let took = run.endedAt.map { " after \($0.secondsSince1970 - run.startedAt.secondsSince1970) s" } ?? ""
        return "run \(run.identifier)       \(run.startedAt)\(kind) \(end)\(took)"
            + (outcomes.isEmpty ? "" : ": \(outcomes.joined(separator: ", "))")
            + (run.failure.map { " (\($0))" } ?? "")
    }

    /// How many inputs ended so, in a line.
    static func count(_ outcome: OutcomeCount) -> String {
        "  \(outcome.kind.rawValue)\(outcome.code.map { " [\($0)]" } ?? "")  \(outcome.count)"
    }

    /// How an input ended, in a word or two.
    static func ending(_ ending: OutcomeDifference.Ending?) -> String {
        guard let ending else { return "-" }
        return ending.code.map { "\(ending.kind.rawValue) [\($0)]" } ?? ending.kind.rawValue
    }
}

/// A run as JSON.
struct RunJSON: Encodable {
    struct Count: Encodable {
        var outcome: String
        var code: String?
        var count: Int
    }

    var type = "run"
    var run: Int64
    var kind: String
    var startedAt: String
    var endedAt: String?
    var end: String?
    var failure: String?
    var outcomes: [String: Int]
    var codes: [Count]?

    init(_ run: Run, _ counts: [OutcomeCount]? = nil) {
        self.run = run.identifier.rawValue
        kind = run.kind.rawValue
        startedAt = run.startedAt.text
        endedAt = run.endedAt?.text
        end = run.end?.rawValue
        failure = run.failure
        outcomes = Dictionary(uniqueKeysWithValues: run.outcomes.map { ($0.key.rawValue, $0.value) })
        codes = counts.map { $0.map { Count(outcome: $0.kind.rawValue, code: $0.code, count: $0.count) } }
    }
}
