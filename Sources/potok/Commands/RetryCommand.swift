import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams

struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Make addresses due now that failed or are set aside.",
        discussion: """
            Nothing is fetched: the next `potok run` tries them. Hosts that want to be left alone are left alone all the same.
            """
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "URLs; identifiers, keys or numbers of documents.")
    var names: [String] = []

    @Option(name: .customLong("source"), help: "All of this source; repeatable.", completion: .sources)
    var sources: [String] = []

    @Flag(help: "All of all sources.")
    var all = false

    @Flag(help: "One JSON object.")
    var json = false

    func validate() throws {
        guard [all, !names.isEmpty || !sources.isEmpty].count(where: { $0 }) == 1 else {
            throw ValidationError("name what to try again, or say --source or --all")
        }
    }

    func run() async throws {
        let configuration = try pipeline.loadIfThere()
        let store = try await BlockingWork.run { try Store(path: configuration.database, mode: .write) }
        var counts = RetryCounts()
        let now = SystemClock.now()
        if all { counts += try await store.retry(.everything, now: now) }
        for source in sources {
            let found = try await store.retry(.source(source), now: now)
            // A name that no address has ever come from may be a slip, unless the pipeline knows it.
            if found.found == 0 { _ = try configuration.source(named: source) }
            counts += found
        }
        for name in names {
            let found = try await store.retry(.name(name), now: now)
            if found.found == 0 {
                throw PotokError(
                    "usage.address",
                    "no source has ever named '\(DisplayText.safe(name))'",
                    hint: "`potok add` puts a page into the corpus now"
                )
            }
            counts += found
        }
        try await BlockingWork.run { try store.close() }
        if json { return try JSONLine.output(RetryJSON(counts)) }
        for line in Self.lines(counts) { Terminal.error(line) }
    }

    /// What became due, and what to do next.
    private static func lines(_ counts: RetryCounts) -> [String] {
        guard counts.due > 0 else {
            return ["nothing of it failed or is set aside; `potok add` looks at a page again in any case"]
        }
        var lines = [
            "\(counts.due) due now: \(counts.failed) failed, \(counts.setAside) set aside; `potok run` tries them"
        ]
        if counts.blocked > 0 {
            lines.append(
                "\(counts.blocked) of them wait until their hosts may be asked again; `potok explain URL` says when"
            )
        }
        return lines
    }
}

/// What became due, as JSON.
private struct RetryJSON: Encodable {
    var type = "retry"
    var due: Int
    var failed: Int
    var setAside: Int
    var blocked: Int

    init(_ counts: RetryCounts) {
        due = counts.due
        failed = counts.failed
        setAside = counts.setAside
        blocked = counts.blocked
    }
}
