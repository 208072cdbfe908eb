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

    @OptionGroup var output: RunOutput

    func run() async throws {
        let configuration = try pipeline.load()
        finish(try await output.perform(configuration, try selection(configuration)))
    }

    private func selection(_ configuration: PipelineConfiguration) throws -> Selection {
        if sources.isEmpty { return .everything }
        return .sources(try sources.map { try configuration.source(named: $0) })
    }
}
