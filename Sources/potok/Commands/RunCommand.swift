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
        return .sources(
            try sources.map { name in
                if let source = configuration.sources.first(where: { $0.name == name }) { return source }
                let near = Suggestion.closest(to: name, among: configuration.sources.map(\.name))
                throw PotokError(
                    "usage.source",
                    "the pipeline has no source '\(name)'",
                    hint: near.map { "did you mean '\($0)'?" } ?? "`potok validate` lists its sources"
                )
            }
        )
    }
}
