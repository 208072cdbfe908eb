import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokDeduplicate
import PotokFetch
import PotokStore
import PotokStreams

struct AcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Take new texts of pages that are not believed yet, or list them.",
        discussion: """
            A page that has lost most of its text, or says what other pages of its host say, keeps the text that it had before. The new
            one is kept beside it, so that nothing is fetched here; sinks are told by the next `potok run` or `potok deliver`.
            """
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "URLs; identifiers, keys or numbers of documents.")
    var names: [String] = []

    @Option(name: .customLong("source"), help: "All of this source; repeatable.", completion: .sources)
    var sources: [String] = []

    @Flag(help: "All of all sources.")
    var all = false

    @Flag(help: "Print what waits, and take nothing.")
    var list = false

    @Flag(help: "JSON: one object for each text that waits, or one that says how many were taken.")
    var json = false

    func validate() throws {
        guard [all, list && names.isEmpty, (!names.isEmpty || !sources.isEmpty) && !list].count(where: { $0 }) == 1
        else {
            throw ValidationError("name what to take, or say --source, --all or --list")
        }
    }

    func run() async throws {
        let configuration = try pipeline.loadIfThere()
        if list { return try await printList(configuration) }
        let path = configuration.database
        let lock = try await BlockingWork.run { try RunLock.acquire(database: path) }
        defer { lock.release() }
        let store = try await BlockingWork.run { try Store(path: path, mode: .write) }
        let chosen = try await choose(store, configuration)
        let count = try await store.accept(
            Array(Set(chosen.map(\.number))),
            judge: ExactJudge(configuration),
            now: SystemClock.now()
        )
        try await BlockingWork.run { try store.close() }
        if json { return try JSONLine.output(AcceptedJSON(accepted: count)) }
        let hint = configuration.sinks.isEmpty || count == 0 ? "" : "; `potok run` or `potok deliver` tells the sinks"
        Terminal.error("\(count) \(count == 1 ? "text" : "texts") taken\(hint)")
    }

    private func printList(_ configuration: PipelineConfiguration) async throws {
        let store = try await BlockingWork.run { try Store(path: configuration.database, mode: .read) }
        var found: [Suspect] = []
        if sources.isEmpty { found = try await store.suspects() }
        for source in sources { found += try await suspects(of: source, store, configuration) }
        for suspect in found {
            if json { try JSONLine.output(SuspectJSON(suspect)) } else { Terminal.output(SuspectText.line(suspect)) }
        }
        if found.isEmpty, !json { Terminal.error("all texts are believed") }
    }

    private func choose(_ store: Store, _ configuration: PipelineConfiguration) async throws -> [Suspect] {
        if all { return try await store.suspects() }
        var chosen: [Suspect] = []
        for source in sources { chosen += try await suspects(of: source, store, configuration) }
        for name in names {
            let records = try await store.documents(named: name)
            guard let record = records.first else {
                throw PotokError(
                    "show.not-found",
                    "no document goes by '\(DisplayText.safe(name))'",
                    hint: "`potok accept --list` shows what waits"
                )
            }
            guard records.count == 1 else {
                throw PotokError(
                    "show.ambiguous",
                    "'\(DisplayText.safe(name))' fits \(records.count) documents",
                    hint: "give more of the key"
                )
            }
            let found = try await store.suspects(document: record.number)
            if found.isEmpty { Terminal.error("the text of '\(DisplayText.safe(name))' is believed already") }
            chosen += found
        }
        return chosen
    }

    private func suspects(
        of source: String,
        _ store: Store,
        _ configuration: PipelineConfiguration
    ) async throws -> [Suspect] {
        let found = try await store.suspects(of: source)
        // A name that nothing waits of may be a slip, unless the pipeline knows it.
        if found.isEmpty, source != Selection.sourceOfItems { _ = try configuration.source(named: source) }
        return found
    }
}

/// How many texts were taken, as JSON.
private struct AcceptedJSON: Encodable {
    var type = "accepted"
    var accepted: Int
}
