import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokStreams

struct DeliverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver",
        abstract: "Deliver what waits for the sinks, without ingesting anything.",
        discussion:
            "`potok run` delivers too. This goes on with what a sink could not take then. Exits 4 when something is left."
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Option(name: .customLong("sink"), help: "Only this sink; repeatable.", completion: .sinks)
    var names: [String] = []

    @Flag(help: "One JSON object for each sink.")
    var json = false

    @Flag(name: .shortAndLong, help: "Only errors, and no report.")
    var quiet = false

    func run() async throws {
        let configuration = try pipeline.load()
        let names = try names.map { try configuration.sink(named: $0).name }
        guard !configuration.sinks.isEmpty else {
            throw PotokError(
                "usage.sink",
                "the pipeline has no sinks",
                hint: "`potok explain sinks` tells how to name some"
            )
        }
        let shutdown = Shutdown()
        let signals = StopSignals(shutdown: shutdown)
        let reports = try await DeliveryRun(
            configuration,
            only: names.isEmpty ? nil : Set(names),
            shutdown: shutdown,
            listener: NoticePrinter(isQuiet: quiet)
        ).run()
        signals.end()
        let isTaken = configuration.sinks.contains { $0.kind == .standardOutput }
        for report in reports {
            if json {
                try JSONLine.output(DeliveryJSON(report))
            } else if !quiet {
                let line = DeliveryText.line(report)
                if isTaken { Terminal.error(line) } else { Terminal.output(line) }
            }
        }
        finish(Potok.ExitCode(reports, isStopped: shutdown.isRequested))
    }
}

extension PipelineConfiguration {
    /// The sink of a name.
    ///
    /// - Throws: `usage.sink` when there is none, with the nearest name.
    func sink(named name: String) throws -> SinkOptions {
        if let sink = sinks.first(where: { $0.name == name }) { return sink }
        let near = Suggestion.closest(to: name, among: sinks.map(\.name))
        throw PotokError(
            "usage.sink",
            "the pipeline has no sink '\(DisplayText.safe(name))'",
            hint: near.map { "did you mean '\($0)'?" } ?? "`potok sinks list` lists its sinks"
        )
    }
}
