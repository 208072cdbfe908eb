public import PotokConfiguration
public import PotokCore
import PotokDeduplicate
public import PotokFetch
public import PotokSinks
public import PotokStore
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Forgets documents, hosts and sources for good: in the database and its file, at the sinks, and for every run and backup to come.
public struct Forgetting: Sendable {
    /// What forgetting came to.
    public struct Result: Sendable {
        /// What was taken away, with the receipt.
        public var plan: ForgetPlan
        /// What the sinks were told.
        public var deliveries: [DeliveryReport]
        /// What is left to do in the file of the database; nil when nothing is.
        public var unfinished: PotokError?
    }

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

    /// What a request would take away; nothing is changed.
    ///
    /// - Throws: `PotokError` when the database is not there, or a name stands for nothing or for several documents.
    public func plan(_ request: ForgetRequest) async throws -> ForgetPlan {
        let path = configuration.database
        let store = try await BlockingWork.run { try Store(path: path, mode: .read) }
        let plan = try await withCopies(store.planForgetting(request, now: now()))
        try await BlockingWork.run { try store.close() }
        return plan
    }

    /// Forgets, and tells the sinks.
    ///
    /// - Throws: `PotokError` when nothing was forgotten. What a sink could not be told waits for it.
    public func carryOut(_ request: ForgetRequest) async throws -> Result {
        let lock = try await BlockingWork.run { [path = configuration.database] in try RunLock.acquire(database: path) }
        var unfinished: PotokError?
        let plan: ForgetPlan
        do {
            defer { lock.release() }
            let store = try await BlockingWork.run { [path = configuration.database] in
                try Store(path: path, mode: .write)
            }
            let judge = ExactJudge(configuration)
            try await Self.complete(store, judge: judge, listener: listener, now: now())
            plan = try await withCopies(store.planForgetting(request, now: now()))
            do {
                try await store.forget(plan.receipt, judge: judge, now: now())
            } catch let error as PotokError where error.code == "forget.unfinished" {
                unfinished = error
            }
            removeRemains()
            try await BlockingWork.run { try store.close() }
        }
        let deliveries =
            configuration.sinks.isEmpty
            ? [] : try await DeliveryRun(configuration, listener: listener, now: now).run()
        return Result(plan: plan, deliveries: deliveries, unfinished: unfinished)
    }

    /// Lets what a receipt names come again.
    ///
    /// - Throws: `PotokError` when there is no such receipt.
    public func lift(_ receipt: String) async throws -> ForgetReceipt {
        try await withStore { store in try await store.lift(receipt: receipt, now: now()) }
    }

    /// Does what receipts say and the database has not done yet, and removes traces in its file.
    ///
    /// - Returns: how many receipts were carried out.
    public func finish() async throws -> Int {
        try await withStore { store in
            try await store.completeForgetting(judge: ExactJudge(configuration), now: now())
        }
    }

    private func withStore<Value: Sendable>(_ body: (Store) async throws -> Value) async throws -> Value {
        let path = configuration.database
        let lock = try await BlockingWork.run { try RunLock.acquire(database: path) }
        defer { lock.release() }
        let store = try await BlockingWork.run { try Store(path: path, mode: .write) }
        let value = try await body(store)
        try await BlockingWork.run { try store.close() }
        return value
    }

    /// Does, at the beginning of a run, what receipts say and the database does not know.
    ///
    /// Traces that cannot be removed from the file now are told and left to the next run.
    static func complete(
        _ store: Store,
        judge: any Judge,
        listener: any RunListener,
        now: Timestamp
    ) async throws {
        let count: Int
        do {
            count = try await store.completeForgetting(judge: judge, now: now)
        } catch let error as PotokError where error.code == "forget.unfinished" {
            return listener.notice(
                RunNotice(severity: .warning, code: error.code.rawValue, message: error.message, hint: error.hint)
            )
        }
        guard count > 0 else { return }
        listener.notice(
            RunNotice(
                severity: .note,
                code: "forget.replayed",
                message:
                    "\(count) \(count == 1 ? "receipt" : "receipts") beside the database carried out: what was forgotten stays so"
            )
        )
    }

    // MARK: Beside the database

    /// Adds what lies beside the database.
    private func withCopies(_ plan: ForgetPlan) -> ForgetPlan {
        var plan = plan
        plan.copies += siblings(["before-"]).map { ForgetPlan.Copy(file: $0, count: 0) }
        return plan
    }

    /// Removes what dead processes have left of copies of the database; whoever makes one holds the lock.
    private func removeRemains() {
        for path in siblings(["dry-run-", "restore-"]) { unlink(path) }
    }

    /// The files whose names are that of the database, a dot, and one of some words.
    private func siblings(_ words: [String]) -> [String] {
        let database = configuration.database
        guard let slash = database.lastIndex(of: "/") else { return [] }
        let folder = slash == database.startIndex ? "/" : String(database[..<slash])
        let name = database[database.index(after: slash)...]
        let names = (try? FolderNames.read(folder)) ?? []
        return names.compactMap { $0 }
            .filter { other in words.contains { other.hasPrefix("\(name).\($0)") } }
            .map { "\(folder)/\($0)" }.sorted()
    }
}
