import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Do all that is due: fetch, normalize, deduplicate, index.",
        discussion: "Meant for cron: incremental, one at a time, with exit codes that tell what happened."
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Option(name: .customLong("source"), help: "Only this source; repeatable.")
    var sources: [String] = []

    @Option(help: "Begin at most so many inputs, in place of limits.documents; the rest stays due.")
    var limit: Int?

    @Flag(help: "Wait while another run is at work, instead of exiting with 11.")
    var wait = false

    @OptionGroup var output: RunOutput

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is a number from 1 on") }
    }

    func run() async throws {
        let configuration = try pipeline.load()
        let selection = try selection(configuration)
        while true {
            do {
                finish(try await output.perform(configuration, selection, budget: budget(configuration.limits)))
            } catch let error as PotokError where wait && error.code == "database.locked" {
                // The kernel's lock tells nobody when it is free, but it is cheap to ask.
                try await Task.sleep(for: .milliseconds(250))
            }
        }
    }

    private func budget(_ limits: LimitOptions) -> RunBudget {
        var budget = RunBudget(inputs: limit ?? (limits.documents > 0 ? limits.documents : nil))
        if limits.duration > .zero {
            budget.duration = limits.duration
        } else if !Terminal.isWatched {
            budget.duration = .seconds(30 * 60)
        }
        return budget
    }

    private func selection(_ configuration: PipelineConfiguration) throws -> Selection {
        if sources.isEmpty { return .everything }
        return .sources(try sources.map { try configuration.source(named: $0) })
    }
}
