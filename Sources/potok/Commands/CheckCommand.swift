import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokSinks

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Ask every sink who it is and whether it lets us in, and change nothing.",
        discussion: "Exits 4 when one does not answer as it should."
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Option(name: .customLong("sink"), help: "Only this sink; repeatable.", completion: .sinks)
    var names: [String] = []

    @Flag(help: "One JSON object for each sink.")
    var json = false

    func run() async throws {
        let configuration = try pipeline.load()
        let sinks = try names.isEmpty ? configuration.sinks : names.map { try configuration.sink(named: $0) }
        var hasFailed = false
        for check in await SinkCheck.check(sinks) {
            if check.failure != nil { hasFailed = true }
            if json { try JSONLine.output(CheckJSON(check)) } else { tell(check) }
        }
        if sinks.isEmpty { Terminal.error("the pipeline has no sinks") }
        if hasFailed { finish(Potok.ExitCode.undelivered) }
    }

    private func tell(_ check: SinkCheck) {
        if let failure = check.failure {
            Terminal.output("\(check.sink): \(DeliveryText.words(failure))")
        } else if let health = check.health {
            Terminal.output("\(check.sink): ok, \(DisplayText.safe(health.server))")
            for note in health.notes { Terminal.output("  \(DisplayText.safe(note))") }
        }
    }
}

/// What came of a check, as JSON.
private struct CheckJSON: Encodable {
    var type = "check"
    var sink: String
    var ok: Bool
    var server: String?
    var notes: [String]?
    var failure: DeliveryJSON.Failure?

    init(_ check: SinkCheck) {
        sink = check.sink
        ok = check.failure == nil
        server = check.health?.server
        notes = check.health?.notes
        failure = check.failure.map {
            DeliveryJSON.Failure(kind: $0.kind.rawValue, code: $0.code, message: $0.message)
        }
    }
}
