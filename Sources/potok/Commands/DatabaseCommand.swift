import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokDeduplicate
import PotokFetch
import PotokStore
import PotokStreams

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Look after the database.",
        subcommands: [Rebuild.self]
    )

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild",
            abstract: "Make what follows from the documents anew.",
            discussion: "fingerprints: those by which duplicates are found; all documents are judged again."
        )

        enum Part: String, ExpressibleByArgument, CaseIterable { case fingerprints }

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "What: fingerprints.")
        var part: Part

        func run() async throws {
            let configuration = try pipeline.loadIfThere()
            let path = configuration.database
            let lock = try await BlockingWork.run { try RunLock.acquire(database: path) }
            defer { lock.release() }
            let store = try await BlockingWork.run { try Store(path: path, mode: .write) }
            let result = try await store.rebuildFingerprints(
                judge: ExactJudge(configuration),
                parameters: .wanted(configuration),
                now: SystemClock.now()
            )
            try await BlockingWork.run { try store.close() }
            Terminal.output("\(result.documents) documents, \(result.relinked) with another link than before")
        }
    }
}
