import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokDeduplicate
import PotokFetch
import PotokNormalize
import PotokStore
import PotokStreams

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What the corpus holds, what is due, and how the last runs ended."
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Flag(help: "One JSON object.")
    var json = false

    @Flag(help: "Check the whole file and the index too; slow on a large one.")
    var check = false

    func run() async throws {
        let configuration = try pipeline.loadIfThere()
        let path = configuration.database
        let store = try await BlockingWork.run { try Store(path: path, mode: check ? .write : .read) }
        let problems = check ? try await store.check().map(\.message) : []
        let status = try await store.status(now: SystemClock.now())
        let left = status.sources.filter { $0.isLeftOver(in: configuration) }.map(\.name)
        let runs = try await store.runs(limit: 5)
        let sinks = try await store.sinks()
        let rules = try await store.ruleSets(
            normalizer: NormalizeStage.version,
            fingerprints: Fingerprinter.version
        )
        if json {
            let problems = check ? problems : nil
            try JSONLine.output(StatusJSON(status, runs, sinks, rules: rules, left: left, problems: problems))
        } else {
            printText(status, runs, sinks, rules, left)
            if check { Terminal.output(problems.isEmpty ? "check       ok" : problems.joined(separator: "\n")) }
        }
        if !problems.isEmpty { finish(.unexpected) }
    }

    private func printText(
        _ status: CorpusStatus,
        _ runs: [Run],
        _ sinks: [SinkRecord],
        _ rules: [RuleSet],
        _ left: [String]
    ) {
        Terminal.output(
            "documents   \(status.documents) (\(status.duplicates) duplicates), \(status.tombstones) tombstones, \(status.versions) old versions,"
                + " \(status.databaseSize.rounded)"
        )
        Terminal.output(
            "addresses   \(status.addresses), \(status.due) due now, \(status.quarantined) set aside"
        )
        for source in status.sources {
            let heard = source.heardAt.map { ", last new \($0)" } ?? ""
            let next = source.nextDue.map { ", next due \($0)" } ?? ""
            let failing = source.failing > 0 ? ", \(source.failing) failing" : ""
            Terminal.output(
                "source      \(source.name): \(source.documents) documents of \(source.addresses)\(failing)\(heard)\(next)"
            )
        }
        for sink in sinks {
            let refused = sink.dead > 0 ? ", \(sink.dead) refused" : ""
            let failure = sink.failureMessage.map { "; \(DisplayText.safe($0))" } ?? ""
            Terminal.output("sink        \(sink.name): \(sink.waiting) waiting\(refused)\(failure)")
        }
        for name in left {
            Terminal.output(
                "left over   \(name): not in pipeline.json any more; `potok sources forget \(name)` removes it"
            )
        }
        for rule in rules where rule.outdated > 0 { Terminal.output("outdated    \(Self.line(rule))") }
        if status.suspects > 0 { Terminal.output("suspect     \(SuspectText.line(status.suspects))") }
        for held in status.held { Terminal.output("held        \(HeldText.line(held))") }
        for alarm in status.sources.flatMap(\.alarms) { Terminal.output(AlarmText.line(alarm)) }
        for run in runs { Terminal.output(RunText.line(run)) }
    }
}

extension StatusCommand {
    /// What other rules have made, and what makes it again.
    fileprivate static func line(_ rule: RuleSet) -> String {
        switch rule.name {
        case .normalizer:
            "made by an older normalizer: \(rule.outdated); `potok reprocess` makes them again"
        case .fingerprints:
            "the fingerprints, made by another version; `potok db rebuild fingerprints` makes them again"
        case .analyser:
            "in the index by other rules: \(rule.outdated); `potok db rebuild index` makes it again"
        }
    }
}

extension CorpusStatus.Source {
    /// Whether a pipeline that has sources has this one no more; what was added by hand is in none.
    fileprivate func isLeftOver(in configuration: PipelineConfiguration) -> Bool {
        !configuration.sources.isEmpty && name != "added" && documents + addresses > 0
            && !configuration.sources.contains { $0.name == name }
    }
}

private struct StatusJSON: Encodable {
    struct Source: Encodable {
        var name: String
        var documents: Int
        var addresses: Int
        var failing: Int
        var nextDue: String?
        var lastComplete: String?
        var lastNew: String?
        var alarms: [AlarmJSON]
    }

    var type = "status"
    var documents: Int
    var duplicates: Int
    var tombstones: Int
    var versions: Int
    var addresses: Int
    var due: Int
    var quarantined: Int
    var held: [HeldJSON]
    var suspects: Int
    var bodies: Int
    var rules: [Rules]
    var changes: Int
    var databaseBytes: Int
    var sources: [Source]
    var sinks: [Sink]
    var runs: [RunJSON]
    var leftOver: [String]
    var problems: [String]?

    struct Rules: Encodable {
        var name: String
        var version: String
        var outdated: Int
    }

    struct Sink: Encodable {
        var name: String
        var waiting: Int
        var deadLetters: Int
        var failure: String?
    }

    init(
        _ status: CorpusStatus,
        _ runs: [Run],
        _ sinks: [SinkRecord],
        rules: [RuleSet],
        left: [String],
        problems: [String]?
    ) {
        documents = status.documents
        duplicates = status.duplicates
        tombstones = status.tombstones
        versions = status.versions
        addresses = status.addresses
        due = status.due
        quarantined = status.quarantined
        suspects = status.suspects
        bodies = status.bodies
        // The hash of the analyser is larger than what readers of JSON may count on.
        self.rules = rules.map { Rules(name: $0.name.rawValue, version: "\($0.version)", outdated: $0.outdated) }
        held = status.held.map(HeldJSON.init)
        changes = status.changes
        databaseBytes = status.databaseSize.bytes
        sources = status.sources.map {
            Source(
                name: $0.name,
                documents: $0.documents,
                addresses: $0.addresses,
                failing: $0.failing,
                nextDue: $0.nextDue?.text,
                lastComplete: $0.completeAt?.text,
                lastNew: $0.heardAt?.text,
                alarms: $0.alarms.map { AlarmJSON($0) }
            )
        }
        self.sinks = sinks.map {
            Sink(name: $0.name, waiting: $0.waiting, deadLetters: $0.dead, failure: $0.failureMessage)
        }
        self.runs = runs.map { RunJSON($0) }
        leftOver = left
        self.problems = problems
    }
}
