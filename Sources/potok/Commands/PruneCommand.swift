import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokStore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct PruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Let documents of sources go that are older than an age.",
        discussion: """
            They go from here and from all sinks, and their pages are not fetched again, whatever names them; `potok add URL` brings one \
            back. `retention.documents` in pipeline.json does the same once a day. Exits 4 when a sink could not be told.
            """
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "The names of the sources, as `potok status` prints them.")
    var sources: [String]

    @Option(name: .customLong("older-than"), help: "The age, such as 90d or 52w.")
    var olderThan: AgeArgument

    @Option(
        help:
            "What it counts from: published (the day of publication, or when a document without one was seen first), added (when it was seen first) or changed (when it changed last)."
    )
    private var by = CountFrom.published

    @Flag(name: [.customLong("dry-run"), .customShort("n")], help: "Only tell how many would go.")
    var dryRun = false

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() async throws {
        let rule = PruneRule(by.age, olderThan: olderThan.duration)
        let pruning = Pruning(try pipeline.loadIfThere(), listener: NoticePrinter(isQuiet: false))
        let names = sources.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        if dryRun {
            return try tell(try await pruning.plan(names, rule), "would go")
        }
        if !yes { try confirm(try await pruning.plan(names, rule)) }
        let (parts, deliveries) = try await pruning.carryOut(names, rule)
        try tell(parts, "gone")
        for report in deliveries {
            if json { try JSONLine.output(DeliveryJSON(report)) } else { Terminal.output(DeliveryText.line(report)) }
        }
        let code = Potok.ExitCode(deliveries, isStopped: false)
        if code != .done { Glibc.exit(code.rawValue) }
    }

    private func tell(_ parts: [Pruning.Part], _ what: String) throws {
        for part in parts {
            if json {
                try JSONLine.output(PrunedJSON(part, isDryRun: dryRun))
            } else {
                Terminal.output("\(DisplayText.safe(part.source)): \(part.documents) documents \(what)")
            }
        }
    }

    private func confirm(_ parts: [Pruning.Part]) throws {
        let text = "\(parts.reduce(0) { $0 + $1.documents }) documents"
        guard isatty(STDIN_FILENO) == 1 else {
            throw PotokError(
                "prune.confirm",
                "\(text) would go, and nobody is there to be asked",
                hint: "`--yes` lets them go"
            )
        }
        Terminal.error("\(text) go. Type yes:")
        guard readLine() == "yes" else { throw PotokError("prune.confirm", "nothing has gone", hint: nil) }
    }
}

/// What the age of a document counts from, as the command line names it.
private enum CountFrom: String, ExpressibleByArgument, CaseIterable {
    case published
    case added
    case changed

    var age: PruneRule.Age {
        switch self {
        case .published: .published
        case .added: .added
        case .changed: .changed
        }
    }
}

/// What went of a source, as JSON.
private struct PrunedJSON: Encodable {
    var type = "pruned"
    var source: String
    var documents: Int
    var dryRun: Bool

    init(_ part: Pruning.Part, isDryRun: Bool) {
        source = part.source
        documents = part.documents
        dryRun = isDryRun
    }
}
