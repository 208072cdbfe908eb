import PotokConfiguration
import PotokCore
import PotokDeduplicate
import PotokStore

/// Removes what is out of date at the end of a run: old documents by `retention.documents`, versions, tombstones, outcomes and runs.
///
/// It is done once a day, and when the configuration says otherwise than before. Everything goes in small steps, and a process that ends
/// in between leaves the rest to the next run.
struct Retention {
    private let configuration: PipelineConfiguration
    private let store: Store
    private let judge: ExactJudge
    private let listener: any RunListener
    private let now: Timestamp

    init(
        _ configuration: PipelineConfiguration,
        _ store: Store,
        judge: ExactJudge,
        listener: any RunListener,
        now: Timestamp
    ) {
        self.configuration = configuration
        self.store = store
        self.judge = judge
        self.listener = listener
        self.now = now
    }

    /// Removes what is out of date, unless that was done within a day.
    func apply() async throws {
        let rules = self.rules
        guard try await !store.isTidy(by: rules, now: now) else { return }
        // What a person has added by hand, and what sources have left that are in the pipeline no more, is not pruned.
        for source in configuration.sources where source.retention.documents > .zero {
            try await prune(source)
        }
        let own = Dictionary(configuration.sources.map { ($0.name, $0.retention) }) { first, _ in first }
        for name in try await store.sourceNames() {
            let options = own[name] ?? configuration.retention
            _ = try await store.removeVersions(
                ofSource: name,
                beyond: options.versions,
                olderThan: options.versionAge,
                now: now
            )
            if options.tombstones > .zero {
                _ = try await store.removeTombstones(ofSource: name, olderThan: options.tombstones, now: now)
            }
        }
        _ = try await store.removeOutcomes(olderThan: configuration.report.keepOutcomes, now: now)
        _ = try await store.removeRuns(olderThan: configuration.report.keepRuns, now: now)
        try await store.noteTidy(by: rules, now: now)
    }

    private func prune(_ source: SourceOptions) async throws {
        let rule = PruneRule(olderThan: source.retention.documents)
        let count = try await store.prune(source: source.name, rule, judge: judge, now: now)
        guard count > 0 else { return }
        listener.notice(
            RunNotice(
                severity: .note,
                source: source.name,
                code: "run.pruned",
                message:
                    "\(count) of its documents were pruned, which are older than \(source.retention.documents.text)",
                hint: nil
            )
        )
    }

    /// A hash of all that is said about it.
    private var rules: Int64 {
        let texts = [configuration.retention] + configuration.sources.map(\.retention)
        let names = [""] + configuration.sources.map(\.name)
        var hash = SHA256()
        for (name, options) in zip(names, texts) {
            let ages = [options.documents, options.versionAge, options.tombstones].map(\.text)
            hash.update("\(name)\n\(options.versions) \(ages)\n".utf8)
        }
        hash.update("\(configuration.report.keepOutcomes.text) \(configuration.report.keepRuns.text)".utf8)
        return Int64(bitPattern: hash.finish().prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
