import Potok
import PotokConfiguration
import PotokCore

/// Fixtures in words.
enum FixtureText {
    /// How many lines that are equal are shown before and after those that differ.
    private static let context = 2

    /// Prints what is to be said of a fixture; nothing when all is as it should be.
    static func tell(_ result: FixtureResult, isUpdated: Bool, isColoured: Bool) {
        switch result.outcome {
        case .equal: return
        case .broken(let diagnostic):
            if isUpdated {
                Terminal.output("\(DisplayText.safe(result.name)) expects now what is found")
            } else {
                Terminal.error(diagnostic.description)
            }
        case .differs(let differences, let reason):
            let source = result.source.map { " (source \($0))" } ?? ""
            Terminal.output("\(DisplayText.safe(result.name))\(source) \(isUpdated ? "is updated" : "differs")")
            for difference in differences {
                Terminal.output("  \(difference.field)")
                for line in lines(difference.lines, isColoured: isColoured) {
                    Terminal.output(line.isEmpty ? "" : "  \(line)")
                }
            }
            if let reason { Terminal.output("  because \(DisplayText.safe(reason))") }
        }
    }

    /// The lines that differ with a few around them; `…` stands for what is left out.
    private static func lines(_ lines: [LineDifference.Line], isColoured: Bool) -> [String] {
        var isShown = [Bool](repeating: false, count: lines.count)
        for (index, line) in lines.enumerated() {
            if case .kept = line { continue }
            for near in max(0, index - context)...min(lines.count - 1, index + context) { isShown[near] = true }
        }
        var shown: [String] = []
        for (index, line) in lines.enumerated() {
            guard isShown[index] else {
                if index == 0 || isShown[index - 1] { shown.append("  …") }
                continue
            }
            switch line {
            case .kept(let text): shown.append(text.isEmpty ? "" : "  \(DisplayText.safe(text))")
            case .removed(let text): shown.append(coloured("- \(DisplayText.safe(text))", "31", isColoured))
            case .added(let text): shown.append(coloured("+ \(DisplayText.safe(text))", "32", isColoured))
            }
        }
        return shown
    }

    private static func coloured(_ text: String, _ colour: String, _ isColoured: Bool) -> String {
        isColoured ? "\u{1B}[\(colour)m\(text)\u{1B}[0m" : text
    }

    /// The last line: how many there are, and how they ended.
    static func line(_ summary: FixtureSummary) -> String {
        var parts = ["\(summary.fixtures) fixture\(summary.fixtures == 1 ? "" : "s")"]
        if summary.updated > 0 { parts.append("\(summary.updated) updated") }
        if summary.differing > 0 { parts.append("\(summary.differing) differ\(summary.differing == 1 ? "s" : "")") }
        if summary.broken > 0 { parts.append("\(summary.broken) cannot be run") }
        if parts.count == 1 { parts.append(summary.fixtures == 1 ? "it is as expected" : "all are as expected") }
        return parts.joined(separator: ", ")
    }

    /// Prints what was recorded.
    static func tell(_ recording: FixtureRecorder.Recording) {
        Terminal.output(recording.body)
        Terminal.output(recording.path)
        let source = recording.source.map { "source \($0)" } ?? "the pipeline's own options"
        Terminal.error("\(recording.name): \(source), \(words(recording))")
    }

    private static func words(_ recording: FixtureRecorder.Recording) -> String {
        guard let reason = recording.reason else { return "a document" }
        return "no document: \(DisplayText.safe(reason)) [\(recording.outcome)]"
    }
}

/// How many fixtures ended in which way; also as JSON.
struct FixtureSummary: Encodable {
    var type = "fixtures"
    var fixtures = 0
    var equal = 0
    var updated = 0
    var differing = 0
    var broken = 0

    mutating func count(_ result: FixtureResult, isUpdated: Bool) {
        fixtures += 1
        switch result.outcome {
        case _ where isUpdated: updated += 1
        case .equal: equal += 1
        case .differs: differing += 1
        case .broken: broken += 1
        }
    }
}

/// A fixture as JSON.
struct FixtureJSON: Encodable {
    struct Difference: Encodable {
        var field: String
        var expected: [String]
        var found: [String]
    }

    struct Problem: Encodable {
        var code: String
        var file: String
        var line: Int?
        var message: String
    }

    var type = "fixture"
    var name: String
    var source: String?
    var result: String
    var isUpdated: Bool
    var differences: [Difference]?
    var reason: String?
    var problem: Problem?

    init(_ fixture: FixtureResult, isUpdated: Bool) {
        name = fixture.name
        source = fixture.source
        self.isUpdated = isUpdated
        switch fixture.outcome {
        case .equal: result = "equal"
        case .differs(let all, let reason):
            result = "differs"
            differences = all.map { Difference(field: $0.field, expected: $0.expected, found: $0.found) }
            self.reason = reason
        case .broken(let diagnostic):
            result = "broken"
            problem = Problem(
                code: diagnostic.code.rawValue,
                file: diagnostic.file,
                line: diagnostic.location?.line,
                message: diagnostic.message
            )
        }
    }
}

/// A fixture that was made, as JSON.
struct RecordedFixtureJSON: Encodable {
    var type = "recorded"
    var name: String
    var path: String
    var page: String
    var source: String?
    var outcome: String
    var reason: String?

    init(_ recording: FixtureRecorder.Recording) {
        name = recording.name
        path = recording.path
        page = recording.body
        source = recording.source
        outcome = recording.outcome
        reason = recording.reason
    }
}
