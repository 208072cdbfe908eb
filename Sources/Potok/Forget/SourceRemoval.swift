public import PotokConfiguration
public import PotokCore
import PotokDeduplicate
public import PotokFetch
public import PotokSinks
public import PotokStore
import PotokStreams

/// Removes what a source has brought that is in the pipeline no more.
///
/// Until somebody asks for it, such a source keeps all its documents: a slip in pipeline.json loses nothing.
public struct SourceRemoval: Sendable {
    private let configuration: PipelineConfiguration
    private let listener: any RunListener
    private let now: @Sendable () -> Timestamp

    /// Plans nothing yet; nothing is opened.
    public init(
        _ configuration: PipelineConfiguration,
        listener: any RunListener = SilentListener(),
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) {
        self.configuration = configuration
        self.listener = listener
        self.now = now
    }

    /// What would go with a source; nothing is changed.
    ///
    /// - Throws: `sources.in-use` when the pipeline has it still, `usage.source` when nobody knows it.
    public func contents(of name: String) async throws -> SourceContents {
        guard !configuration.sources.contains(where: { $0.name == name }) else {
            throw PotokError(
                "sources.in-use",
                "'\(DisplayText.safe(name))' is a source of the pipeline",
                hint: "take it out of pipeline.json first, or its pages would come back with the next run"
            )
        }
        let path = configuration.database
        let store = try await BlockingWork.run { try Store(path: path, mode: .read) }
        let contents = try await store.contents(ofSource: name)
        try await BlockingWork.run { try store.close() }
        guard let contents else {
            throw PotokError(
                "usage.source",
                "the database has no source '\(DisplayText.safe(name))'",
                hint: "`potok status` lists its sources"
            )
        }
        return contents
    }

    /// Removes a source and tells the sinks.
    ///
    /// - Throws: what ``contents(of:)`` throws. What a sink could not be told waits for it.
    public func carryOut(_ name: String) async throws -> (contents: SourceContents, deliveries: [DeliveryReport]) {
        let path = configuration.database
        let lock = try await BlockingWork.run { try RunLock.acquire(database: path) }
        let contents: SourceContents
        do {
            defer { lock.release() }
            contents = try await self.contents(of: name)
            let store = try await BlockingWork.run { try Store(path: path, mode: .write) }
            try await store.removeSource(name, judge: ExactJudge(configuration), now: now())
            try await BlockingWork.run { try store.close() }
        }
        guard !configuration.sinks.isEmpty else { return (contents, []) }
        return (contents, try await DeliveryRun(configuration, listener: listener, now: now).run())
    }
}
