import Foundation
import PotokCore
import PotokSinks
import PotokTesting

/// A queue in memory that behaves as the outbox does.
actor MemoryQueue: ChangeQueue {
    struct Entry {
        var change: SinkChange
        var attempts = 0
        var dead: SinkFailure?
        var due: Duration = .zero
    }

    private(set) var entries: [DocumentKey: Entry] = [:]
    private(set) var pauses: [SinkPause] = []
    private(set) var dead: [DocumentKey: SinkFailure] = [:]
    private let clock: ManualClock?
    private var startPause: SinkPause?

    init(_ changes: [SinkChange] = [], clock: ManualClock? = nil, pause: SinkPause? = nil) {
        for change in changes { entries[change.change.key] = Entry(change: change) }
        self.clock = clock
        startPause = pause
    }

    var waiting: [DocumentKey] { entries.values.filter { $0.dead == nil }.map(\.change.change.key) }

    func add(_ change: SinkChange) { entries[change.change.key] = Entry(change: change) }

    func next(limit: Int, bytes: Int, excluding keys: Set<DocumentKey>) -> QueuedChanges {
        let now = clock?.now.offset ?? .zero
        let open = entries.values.filter { $0.dead == nil && !keys.contains($0.change.change.key) }
        let due = open.filter { $0.due <= now }.sorted { $0.change.change.version < $1.change.change.version }
        var size = 0
        var batch: [QueuedChange] = []
        for entry in due.prefix(limit) where size < bytes {
            size += entry.change.document?.text.utf8.count ?? 0
            batch.append(QueuedChange(entry.change, attempts: entry.attempts))
        }
        let later = open.filter { $0.due > now }.map { $0.due - now }.min()
        return QueuedChanges(batch, hasMore: due.count > batch.count, nextRetry: later)
    }

    func settle(_ endings: [ChangeEnding]) {
        for ending in endings {
            let key = ending.change.key
            guard let entry = entries[key], entry.change.change.version <= ending.change.version else { continue }
            switch ending.kind {
            case .delivered: entries[key] = nil
            case .dead(let failure):
                entries[key]?.dead = failure
                dead[key] = failure
            case .retry(let pause, _, let isSuspect):
                if isSuspect { entries[key]?.attempts += 1 }
                entries[key]?.due = (clock?.now.offset ?? .zero) + (clock == nil ? .zero : pause)
            }
        }
    }

    func pause() -> SinkPause? { startPause }
    func note(_ pause: SinkPause) { pauses.append(pause) }
    func left() -> (waiting: Int, dead: Int) { (waiting.count, dead.count) }
}

/// A sink whose answers a test decides, and that watches the order of what it is told.
actor ScriptedSink: Sink {
    typealias Script = @Sendable (_ call: Int, _ changes: [SinkChange]) async -> BatchAnswer

    nonisolated let capabilities: SinkCapabilities = [.delete]
    private let script: Script
    private(set) var batches: [[SinkChange]] = []
    private(set) var held: [DocumentKey: Int64] = [:]
    private(set) var problems: [String] = []
    private(set) var most = 0
    private(set) var isFinished = false
    private var underWay: Set<DocumentKey> = []
    private var running = 0
    private let health: SinkFailure?
    private var prepares: [SinkFailure]

    init(
        prepares: [SinkFailure] = [],
        health: SinkFailure? = nil,
        _ script: @escaping Script = { _, changes in .answered(changes.map { _ in .delivered }) }
    ) {
        self.script = script
        self.prepares = prepares
        self.health = health
    }

    func check() async throws(SinkFailure) -> SinkHealth {
        if let health { throw health }
        return SinkHealth(server: "script")
    }

    func prepare() async throws(SinkFailure) { if !prepares.isEmpty { throw prepares.removeFirst() } }
    func finish() async throws(SinkFailure) { isFinished = true }

    func deliver(_ changes: [SinkChange]) async -> BatchAnswer {
        let keys = Set(changes.map(\.change.key))
        if keys.count != changes.count { problems.append("a document is in a batch twice") }
        if !underWay.isDisjoint(with: keys) { problems.append("two changes of one document are under way") }
        if changes.map(\.change.version) != changes.map(\.change.version).sorted() {
            problems.append("a batch is not in the order of versions")
        }
        underWay.formUnion(keys)
        running += 1
        most = max(most, running)
        batches.append(changes)
        let answer = await script(batches.count, changes)
        underWay.subtract(keys)
        running -= 1
        if case .answered(let answers) = answer {
            for (change, answer) in zip(changes, answers) where answer == .delivered {
                if let known = held[change.change.key], known > change.change.version {
                    problems.append("an older change came after a newer one")
                }
                held[change.change.key] = change.change.version
            }
        }
        return answer
    }

    func count() async throws(SinkFailure) -> Int { held.count }
    func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] { [] }
    nonisolated func rebuilding(_ name: String) -> (any RebuildingSink)? { nil }
}

extension BatchAnswer {
    /// Takes all of a batch.
    static func all(_ changes: [SinkChange]) -> BatchAnswer { .answered(changes.map { _ in .delivered }) }
}

func upsert(_ number: Int, _ version: Int64? = nil, text: String = "words") -> SinkChange {
    let document = SinkDocuments.document(number, version: version ?? Int64(number), text: text)
    return SinkChange(upsert: document, key: SinkDocuments.key(number))
}

extension Delivery {
    /// A delivery whose chance is none.
    convenience init(
        _ sink: any Sink,
        _ queue: any ChangeQueue,
        _ options: Options = Options(),
        transform: (any ChangeTransform)? = nil,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.init("a", to: sink, from: queue, options: options, transform: transform, clock: clock) { 0 }
    }

    /// Delivers all that waits.
    func drained() async -> DeliveryReport {
        drain()
        return await run()
    }

    /// Delivers all that waits, moving a clock on whenever somebody sleeps, or as many as are to sleep when there is nothing to do.
    func drained(
        _ clock: ManualClock,
        step: Duration = .milliseconds(100),
        sleepers: Int = 1
    ) async -> DeliveryReport {
        drain()
        let mover = Task {
            while !Task.isCancelled {
                await Task.yield()
                if clock.sleepers >= sleepers { clock.advance(by: step) }
            }
        }
        defer { mover.cancel() }
        return await run()
    }
}
