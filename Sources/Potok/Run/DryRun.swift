public import PotokConfiguration
public import PotokCore
import PotokDeduplicate
public import PotokFetch
public import PotokStore
public import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A run that changes nothing: it fetches and decides as a run does, on a copy of the database, and tells what would change.
///
/// Hosts that ask to be left alone are remembered all the same, and the pages that were fetched are kept for the next run.
public final class DryRun: Sendable {
    /// What a run would do to a document.
    public struct PlannedChange: Sendable, Hashable {
        /// What it is to who knew the corpus before.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// A document that was not there.
            case new
            /// One whose content is another.
            case changed
            /// One whose content is the same, and what it duplicates or where it stands is not.
            case linked
            /// One that goes.
            case gone
        }

        /// What it is.
        public var kind: Kind
        /// The document as it would be.
        public var document: ChangedDocument
    }

    /// What a dry run came to.
    public struct Result: Sendable {
        /// The report that the run would have given.
        public var report: RunReport
        /// What it would have changed, in order.
        public var changes: [PlannedChange]
    }

    private let configuration: PipelineConfiguration
    private let ingestion: Ingestion
    private let copy: String
    private let original = Lock<Store?>(nil)
    private let listener: any RunListener
    private let now: @Sendable () -> Timestamp

    /// Plans a dry run; nothing is opened yet.
    ///
    /// The arguments are those of `Ingestion`.
    public init(
        _ configuration: PipelineConfiguration,
        selection: Selection = .everything,
        budget: RunBudget = RunBudget(),
        allowingDeletesOf allowed: Set<String> = [],
        network: NetworkOptions = NetworkOptions(),
        shutdown: Shutdown = Shutdown(),
        listener: any RunListener = SilentListener(),
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) {
        self.configuration = configuration
        self.listener = listener
        self.now = now
        copy = "\(configuration.database).dry-run-\(getpid())"
        var trial = configuration
        trial.database = copy
        // What is not committed leaves no copy, nowhere.
        trial.fetch.warc = FetchOptions.noWARC
        for index in trial.sources.indices { trial.sources[index].fetch.warc = FetchOptions.noWARC }
        let keepsArchive = (configuration.sources.map(\.fetch) + [configuration.fetch]).contains {
            $0.warc != FetchOptions.noWARC
        }
        ingestion = Ingestion(
            trial,
            selection: selection,
            budget: budget,
            allowingDeletesOf: allowed,
            network: network,
            shutdown: shutdown,
            listener: listener,
            readers: .standard,
            // A page that an archive must hold has to be fetched by the run that commits it.
            keeper: { [original] in keepsArchive ? nil : original.withLock { $0 } },
            delivers: false,
            now: now
        )
    }

    /// What has been done so far; nil before the first stage has begun.
    public var counts: RunCounts? { ingestion.counts }

    /// Runs, tells, and leaves no trace but blocks of hosts and pages for the next run.
    ///
    /// - Throws: `PotokError` when the run could not begin.
    public func run() async throws -> Result {
        let path = configuration.database
        let lock = try await BlockingWork.run { try RunLock.acquire(database: path) }
        defer { lock.release() }
        let store = try await BlockingWork.run { try Store(path: path, mode: .create) }
        original.withLock { $0 = store }
        defer { removeCopy() }
        do {
            removeCopy()
            // What was forgotten may not be copied either.
            try await Forgetting.complete(store, judge: ExactJudge(configuration), listener: listener, now: now())
            try await store.backUp(to: copy)
            try await store.forgetKeptPages()
            let version = try await store.nextVersion()
            let report = try await ingestion.run()
            let trial = try await BlockingWork.run { [copy] in try Store(path: copy, mode: .read) }
            for host in try await trial.blockedHosts() where host.until > now() {
                try await store.block(host: host.name, until: host.until, reason: "in a dry run", blocks: host.blocks)
            }
            // What only showed itself to be forgotten when it had come must not stay for the next run.
            try await store.forgetKeptPages(of: trial.forgottenAddresses())
            var changes: [PlannedChange] = []
            for document in try await trial.changedDocuments(since: version) {
                if let change = try await plan(document, store) { changes.append(change) }
            }
            try await BlockingWork.run {
                try trial.close()
                try store.close()
            }
            return Result(report: report, changes: changes)
        } catch {
            try await BlockingWork.run { try store.close() }
            throw error
        }
    }

    /// What a change is to who knew the corpus before; nil for one that nobody notices.
    private func plan(_ document: ChangedDocument, _ store: Store) async throws -> PlannedChange? {
        let before = try await store.contentHash(of: document.key)
        switch document.kind {
        case .delete: return before == nil ? nil : PlannedChange(kind: .gone, document: document)
        case .upsert:
            guard let before else { return PlannedChange(kind: .new, document: document) }
            return PlannedChange(kind: before == document.contentHash ? .linked : .changed, document: document)
        }
    }

    private func removeCopy() {
        for suffix in ["", "-wal", "-shm", ".lock"] { unlink(copy + suffix) }
    }
}
