import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams

struct ReprocessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reprocess",
        abstract: "Make texts again from the pages that are kept, without fetching.",
        discussion: """
            Takes the documents that an older normalizer has made, or that were made with other options of `normalize` than today's. What \
            comes out as it was changes nothing, and sinks are told nothing of it. --dry-run shows what would differ first.
            """
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "The sources; all when none is named.", completion: .sources)
    var sources: [String] = []

    @Flag(name: .customLong("dry-run"), help: "Change nothing, and tell what would differ.")
    var dryRun = false

    @Option(help: "Only so many documents, spread over all of them; with --dry-run, line by line what would differ.")
    var sample: Int?

    @Flag(help: "Also documents that were made by today's normalizer with today's options.")
    var all = false

    @Option(help: "At most so many documents a second; without it, as many as sinks keep up with.")
    var pace: Double?

    @OptionGroup var output: RunOutput

    func validate() throws {
        if let sample, sample < 1 { throw ValidationError("--sample is a number of documents") }
        if let pace, !(pace > 0) { throw ValidationError("--pace is a number of documents a second") }
    }

    func run() async throws {
        let configuration = try pipeline.load()
        for source in sources { _ = try configuration.source(named: source) }
        var options = Reprocessing.Options()
        options.sources = sources.isEmpty ? nil : sources
        options.takesAll = all
        options.isDry = dryRun
        options.sample = sample
        options.pace = pace
        let shutdown = Shutdown()
        let tellsLines = sample != nil
        let reprocessing = Reprocessing(
            configuration,
            options: options,
            shutdown: shutdown,
            listener: NoticePrinter(isQuiet: output.quiet),
            differs: { [output, dryRun] difference in
                guard dryRun else { return }
                do {
                    try tell(difference, byLine: tellsLines, asJSON: output.json)
                } catch {
                    // Whoever read it has gone: there is nobody left to tell.
                    shutdown.stopNow()
                }
            }
        )
        let signals = StopSignals(shutdown: shutdown)
        let progress = output.progress(RunBudget()) { reprocessing.counts }
        let result = await Result { try await reprocessing.run() }
        progress.cancel()
        await progress.value
        signals.end()
        let report = try result.get()
        if let failure = report.failure { Terminal.problem(failure.description, hint: failure.hint) }
        if output.json {
            try JSONLine.output(ReprocessJSON(report, isDry: dryRun))
        } else if !output.quiet {
            for line in Self.lines(report, isDry: dryRun) { Terminal.output(line) }
        }
        finish(report.exitCode)
    }

    private static func lines(_ report: ReprocessReport, isDry: Bool) -> [String] {
        let counts = report.counts
        var lines = [
            "\(counts.documents) documents normalized again, \(counts.changed) \(isDry ? "would differ" : "differ")"
        ]
        for (field, count) in report.fields.sorted(by: { $0.key < $1.key }) { lines.append("  \(field): \(count)") }
        if counts.refused > 0 {
            lines.append("  \(counts.refused) would not be taken today; they stay as they are")
        }
        if counts.replaced > 0 { lines.append("  \(counts.replaced) have changed since; `potok run` takes them") }
        if report.failed > 0 { lines.append("  \(report.failed) failed") }
        if report.withoutBody > 0 {
            lines.append(
                "  \(report.withoutBody) are outdated and their bytes are not kept: they become better when their pages change"
            )
        }
        if report.setAside > 0 {
            lines.append(
                "  \(report.setAside) are left as they are: processes ended while they were in work; `potok explain` tells more of each"
            )
        }
        lines += report.deliveries.map { "  \(DeliveryText.line($0))" }
        if isDry { lines.append("a dry run: nothing of this was kept") }
        return lines
    }
}

/// Prints how a document would differ.
private func tell(_ difference: ReprocessedDifference, byLine: Bool, asJSON: Bool) throws {
    if asJSON { return try JSONLine.output(ReprocessedJSON(difference, byLine: byLine)) }
    let what = difference.refusal.map { "would not be taken: \($0)" } ?? difference.fields.joined(separator: ", ")
    Terminal.output("\(difference.address)  \(DisplayText.safe(what))")
    guard byLine else { return }
    for line in difference.lines { Terminal.output("  \(DisplayText.safe(line))") }
}

/// How a document would differ, as JSON.
private struct ReprocessedJSON: Encodable {
    var type = "reprocessed"
    var address: String
    var key: String
    var fields: [String]
    var refusal: String?
    var lines: [String]?

    init(_ difference: ReprocessedDifference, byLine: Bool) {
        address = difference.address
        key = difference.before.key
        fields = difference.fields
        refusal = difference.refusal
        lines = byLine ? difference.lines : nil
    }
}

/// What a reprocessing came to, as JSON.
private struct ReprocessJSON: Encodable {
    var type = "reprocess"
    var run: Int64?
    var end: String
    var exitCode: Int32
    var dryRun: Bool
    var documents: Int
    var unchanged: Int
    var changed: Int
    var refused: Int
    var replaced: Int
    var failed: Int
    var withoutBody: Int
    var setAside: Int
    var fields: [String: Int]
    var seconds: Double
    var sinks: [DeliveryJSON]

    init(_ report: ReprocessReport, isDry: Bool) {
        run = report.run?.rawValue
        end = report.end.rawValue
        exitCode = report.exitCode.rawValue
        dryRun = isDry
        documents = report.counts.documents
        unchanged = report.counts.unchanged
        changed = report.counts.changed
        refused = report.counts.refused
        replaced = report.counts.replaced
        failed = report.failed
        withoutBody = report.withoutBody
        setAside = report.setAside
        fields = report.fields
        seconds = (report.duration.seconds * 1_000).rounded() / 1_000
        sinks = report.deliveries.map(DeliveryJSON.init)
    }
}
