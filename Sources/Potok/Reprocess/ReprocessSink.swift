import PotokCore
import PotokDeduplicate
import PotokStore
import PotokStreams

/// The end of a reprocessing: compares what was made now with what is stored, and commits it, where it may.
struct ReprocessSink: PipelineSink {
    typealias Payload = FingerprintStage.Output

    /// What is counted on the way.
    struct Tally: Sendable {
        var counts = ReprocessCounts()
        var fields: [String: Int] = [:]
        var failed = 0
        /// Documents whose bytes were thought to be there.
        var withoutBody = 0
    }

    /// Changes that may wait for a sink before the next batch: what has to be delivered comes no faster than it goes.
    static let mostWaiting = 2_000
    private static let batchDocuments = 128
    private static let batchBytes = 8 << 20

    let store: Store
    /// The run that commits; nil when nothing may be changed.
    let run: PotokStore.Run.Identifier?
    let judge: any Judge
    let state: NormalizerState
    /// Documents a second at most; nil for as many as there is time for.
    let pace: Double?
    let tally: Lock<Tally>
    let progress: RunProgress
    let shutdown: Shutdown
    /// Called with each document that is or would be otherwise.
    let differs: @Sendable (ReprocessedDifference) -> Void
    /// Called after each commit.
    let committed: @Sendable () -> Void
    let listener: any RunListener
    let now: @Sendable () -> Timestamp

    func consume(_ elements: BoundedStream<Envelope<Payload>>) async throws {
        let start = ContinuousClock.now
        var documents = 0
        while let batch = try await elements.nextBatch(
            count: Self.batchDocuments,
            weight: { envelope in
                guard case .next(let payload) = envelope.content else { return 256 }
                return payload.document.document.byteCount + 1_024
            },
            maxWeight: Self.batchBytes,
            age: .seconds(1)
        ) {
            let results = batch.compactMap(result)
            try await compare(results)
            if let run {
                let counts = try await store.commit(
                    reprocessed: results,
                    run: run,
                    judge: judge,
                    state: state,
                    now: now()
                )
                tally.withLock { $0.counts += counts }
                committed()
            }
            for envelope in batch { envelope.lease.release() }
            documents += batch.count
            progress.committed([.unchanged: batch.count])
            try await wait(documents, since: start)
        }
    }

    private func result(_ envelope: Envelope<Payload>) -> Reprocessed? {
        switch envelope.content {
        case .next(let payload): return Reprocessed(request: envelope.origin, result: .document(payload.document))
        case .settled(let outcome):
            switch outcome {
            case .deferred: return nil
            case .failed(_, let error, _) where error.code == StoredPageStage.noBody:
                tally.withLock { $0.withoutBody += 1 }
                return nil
            case .failed(_, let error, _):
                tally.withLock { $0.failed += 1 }
                listener.notice(
                    RunNotice(
                        severity: .error,
                        source: envelope.origin.source,
                        address: envelope.origin.locator.description,
                        code: outcome.code,
                        message: error.message,
                        hint: error.hint
                    )
                )
                return nil
            default: return Reprocessed(request: envelope.origin, result: .refused(outcome))
            }
        }
    }

    /// Tells what differs from what is stored, and counts it where nothing is committed.
    private func compare(_ results: [Reprocessed]) async throws {
        let stored = try await store.documents(of: results.map(\.request.claim))
        for item in results {
            guard let (page, sections) = stored[item.request.claim] else { continue }
            let before = page.document
            let address = before.url ?? before.identifier ?? before.key
            switch item.result {
            case .document(let candidate):
                guard candidate.document.bodyHash.hexadecimal == before.bodyHash else {
                    if run == nil { tally.withLock { $0.counts.replaced += 1 } }
                    continue
                }
                let difference = ReprocessedDifference(
                    address: address,
                    before: before,
                    after: candidate.document,
                    sections: sections.map(\.document)
                )
                let fields = difference.fields
                tally.withLock { tally in
                    for field in fields { tally.fields[field, default: 0] += 1 }
                    guard run == nil else { return }
                    if fields.isEmpty { tally.counts.unchanged += 1 } else { tally.counts.changed += 1 }
                }
                if !fields.isEmpty { differs(difference) }
            case .refused(let outcome):
                if run == nil { tally.withLock { $0.counts.refused += 1 } }
                let reason = outcome.reason ?? outcome.kind.rawValue
                differs(ReprocessedDifference(address: address, before: before, after: nil, refusal: reason))
            }
        }
    }

    /// Waits until sinks have caught up, and as the pace asks.
    private func wait(_ documents: Int, since start: ContinuousClock.Instant) async throws {
        if let pace, pace > 0 {
            let due = start.advanced(by: .seconds(Double(documents) / pace))
            while !shutdown.isRequested, ContinuousClock.now < due {
                try await Task.sleep(until: min(due, ContinuousClock.now.advanced(by: .milliseconds(200))))
            }
        }
        guard run != nil else { return }
        while !shutdown.isRequested {
            // What waits for a sink that takes nothing at all would hold this up for ever.
            let waiting = try await store.sinks().filter { $0.failures == 0 }.map(\.waiting).max() ?? 0
            if waiting <= Self.mostWaiting { return }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}
