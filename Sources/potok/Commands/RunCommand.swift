import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokFetch

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Do all that is due: fetch, normalize, deduplicate, index.",
        discussion: "Meant for cron: incremental, one at a time, with exit codes that tell what happened."
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Option(name: .customLong("source"), help: "Only this source; repeatable.", completion: .sources)
    var sources: [String] = []

    @Option(help: "Begin at most so many inputs, in place of limits.documents; the rest stays due.")
    var limit: Int?

    @Option(help: "Of feeds and sitemaps, take only what is dated since then, such as 2d or 2026-01-31.")
    var since: String?

    @Flag(help: "Look at everything, due or not and as if for the first time; deletes nothing.")
    var full = false

    @Flag(name: .customLong("dry-run"), help: "Fetch and decide, change nothing, and print what would change.")
    var dryRun = false

    @Option(
        name: .customLong("allow-deletes"),
        help: "Let the documents of this source go however many are gone, also those held before; repeatable.",
        completion: .sources
    )
    var allowDeletes: [String] = []

    @Flag(help: "Wait while another run is at work, instead of exiting with 11.")
    var wait = false

    @OptionGroup var output: RunOutput

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is a number from 1 on") }
    }

    func run() async throws {
        var configuration = try pipeline.load()
        if let since { try configuration.takeOnly(since: since, now: SystemClock.now()) }
        let selection = try selection(configuration)
        let budget = budget(configuration.limits)
        let allowed = try allowDeletes.map { name in
            name == Selection.sourceOfItems ? name : try configuration.source(named: name).name
        }
        finish(
            try await output.perform(
                configuration,
                selection,
                budget: budget,
                allowingDeletesOf: Set(allowed),
                isDry: dryRun,
                waits: wait
            )
        )
    }

    private func budget(_ limits: LimitOptions) -> RunBudget {
        var budget = RunBudget(inputs: limit ?? (limits.documents > 0 ? limits.documents : nil))
        if limits.duration > .zero {
            budget.duration = limits.duration
        } else if !Terminal.isWatched {
            budget.duration = .seconds(30 * 60)
        }
        budget.isFull = full
        return budget
    }

    private func selection(_ configuration: PipelineConfiguration) throws -> Selection {
        if sources.isEmpty { return .everything }
        return .sources(try sources.map { try configuration.source(named: $0) })
    }
}

extension PipelineConfiguration {
    /// Leaves out what feeds and sitemaps date before a time: a date, or a length of time ago.
    ///
    /// - Throws: `usage.since`.
    fileprivate mutating func takeOnly(since text: String, now: Timestamp) throws {
        let age: Duration
        if let length = Duration(text: text) {
            age = length
        } else if let date = PublishedDate(text) {
            age = .seconds(now.secondsSince1970 - date.earliest)
        } else {
            throw PotokError(
                "usage.since",
                "'\(text)' is neither a date nor a length of time",
                hint: "write 2026-01-31, or 2d"
            )
        }
        for index in sources.indices {
            guard case .listings(let kind, var options) = sources[index].kind else { continue }
            options.maxAge = max(age, .seconds(1))
            sources[index].kind = .listings(kind, options)
        }
    }
}
