import PotokCore
import PotokSinks
import PotokStore

/// The outbox of the database, as the delivery to one sink sees it.
struct StoreQueue: ChangeQueue {
    let store: Store
    let sink: String
    let now: @Sendable () -> Timestamp

    func next(limit: Int, bytes: Int, excluding keys: Set<DocumentKey>) async throws -> QueuedChanges {
        let now = now()
        let found = try await store.waiting(for: sink, limit: limit, bytes: bytes, excluding: keys, now: now)
        return QueuedChanges(
            found.changes.map { waiting in
                var change = SinkChange(delete: waiting.change.key, version: waiting.change.version)
                change.change = waiting.change
                change.document = waiting.document
                return QueuedChange(change, attempts: waiting.attempts)
            },
            hasMore: found.hasMore,
            nextRetry: found.nextRetry.map { .seconds($0.secondsSince1970 - now.secondsSince1970) }
        )
    }

    func settle(_ endings: [ChangeEnding]) async throws {
        let now = now()
        let results = endings.map { ending in
            let result: DeliveryResult.Ending =
                switch ending.kind {
                case .delivered: .delivered
                case .dead(let failure): .dead(code: failure.code, message: failure.message)
                case .retry(let pause, let failure, let isSuspect):
                    .retry(
                        at: pause > .zero ? now + pause : nil,
                        code: failure.code,
                        message: failure.message,
                        isSuspect: isSuspect
                    )
                }
            return DeliveryResult(key: ending.change.key, version: ending.change.version, ending: result)
        }
        try await store.settle(results, sink: sink, now: now)
    }

    func pause() async throws -> SinkPause? {
        guard let record = try await store.sink(sink), record.failures > 0 else { return nil }
        let seconds = record.retryAt.map { max(0, $0.secondsSince1970 - now().secondsSince1970) } ?? 0
        let failure = record.failureMessage.map {
            SinkFailure(.unreachable, code: record.failureCode ?? "", message: $0)
        }
        return SinkPause(failures: record.failures, length: .seconds(seconds), failure: failure)
    }

    func note(_ pause: SinkPause) async throws {
        let now = now()
        try await store.pause(
            sink: sink,
            failures: pause.failures,
            until: pause.length > .zero ? now + pause.length : nil,
            code: pause.failure?.code ?? "",
            message: pause.failure?.message ?? "",
            now: now
        )
    }

    func left() async throws -> (waiting: Int, dead: Int) {
        guard let record = try await store.sink(sink) else { return (0, 0) }
        return (record.waiting, record.dead)
    }
}
