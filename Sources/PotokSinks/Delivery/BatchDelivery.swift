import PotokCore

/// Sends one batch, finds what in it the target refuses, and says what became of each change.
struct BatchDelivery {
    /// What came of a batch.
    struct Result: Sendable {
        /// What became of the changes that the target said something of, or that are to be tried again.
        var endings: [ChangeEnding] = []
        /// Why the target has to be left alone; nil when it answered.
        var failure: SinkFailure?
        /// The size of the smallest part that was refused as a whole and had more than one change.
        var refusedSize: Int?
        /// Whether the target could not be made ready.
        var isPreparation = false
        /// Whether the failure is that of one change, and the target takes others.
        var isOfChange = false

        /// How many changes were delivered.
        var delivered: Int { endings.count { $0.kind == .delivered } }
    }

    let sink: any Sink
    let transform: (any ChangeTransform)?
    /// A number from 0 to 1.
    let random: @Sendable () -> Double
    /// How often in a row the target had taken nothing before.
    let failures: Int
    /// Notes that a change failed alone.
    let failedAlone: @Sendable (DocumentKey) async -> LoneFailure

    /// What is known of a change that fails alone.
    struct LoneFailure: Sendable {
        /// How often it failed alone in this delivery.
        var count: Int
        /// Whether the target takes others meanwhile.
        var takesOthers: Bool
    }

    /// How often a change fails alone before it is given up, where the target takes others.
    static let trials = 6

    /// Sends a batch.
    func send(_ batch: [QueuedChange]) async -> Result {
        var result = Result()
        var ready = batch
        if let transform {
            do throws(SinkFailure) {
                let outputs = try await transform.apply(batch.map(\.change))
                guard outputs.count == batch.count else {
                    throw SinkFailure(
                        .malformed,
                        code: "transform",
                        message: "it gave \(outputs.count) lines for \(batch.count)"
                    )
                }
                ready = []
                for (queued, output) in zip(batch, outputs) {
                    switch output {
                    case .change(let change): ready.append(QueuedChange(change, attempts: queued.attempts))
                    case .rejected(let failure):
                        result.endings.append(ChangeEnding(queued.change.change, .dead(failure)))
                    }
                }
            } catch {
                await fail(batch, error, &result)
                return result
            }
        }
        await send(ready[...], &result)
        return result
    }

    private func send(_ batch: ArraySlice<QueuedChange>, _ result: inout Result) async {
        guard !batch.isEmpty else { return }
        switch await sink.deliver(batch.map(\.change)) {
        case .answered(let answers):
            guard answers.count == batch.count else {
                let message = "it answered \(answers.count) of \(batch.count) changes"
                return await fail(Array(batch), SinkFailure(.malformed, code: "answers", message: message), &result)
            }
            for (queued, answer) in zip(batch, answers) { await settle(queued, answer, &result) }
        case .retry(let failure):
            await fail(Array(batch), failure, &result)
        case .refused(let failure):
            if failure.endsDelivery {
                result.failure = failure
                return
            }
            guard batch.count > 1 else {
                return batch.forEach { result.endings.append(ChangeEnding($0.change.change, .dead(failure))) }
            }
            result.refusedSize = min(result.refusedSize ?? .max, batch.count)
            let middle = batch.startIndex + batch.count / 2
            await send(batch[..<middle], &result)
            // When the target went away meanwhile, the other half waits with what is left.
            guard result.failure == nil, !Task.isCancelled else { return }
            await send(batch[middle...], &result)
        }
    }

    private func settle(_ queued: QueuedChange, _ answer: ChangeAnswer, _ result: inout Result) async {
        let change = queued.change.change
        switch answer {
        case .delivered: result.endings.append(ChangeEnding(change, .delivered))
        case .rejected(let failure):
            if failure.endsDelivery {
                result.failure = failure
            } else {
                result.endings.append(ChangeEnding(change, .dead(failure)))
            }
        case .retry(let failure):
            if failure.endsDelivery {
                result.failure = failure
                return
            }
            var pause = DeliveryPace.pause(1, failure, random: random())
            if failure.mayBeOfChange {
                let alone = await failedAlone(change.key)
                if alone.takesOthers, alone.count >= Self.trials {
                    return result.endings.append(ChangeEnding(change, .dead(failure)))
                }
                pause = DeliveryPace.pause(alone.count, failure, random: random())
            } else {
                result.failure = failure
            }
            result.endings.append(
                ChangeEnding(change, .retry(after: pause, failure, isSuspect: failure.mayBeOfChange))
            )
        }
    }

    /// Nothing is certain of a part: where one of its changes may be the cause, it is tried in smaller parts from now on.
    private func fail(_ batch: [QueuedChange], _ failure: SinkFailure, _ result: inout Result) async {
        result.failure = failure
        guard failure.mayBeOfChange, !Task.isCancelled else { return }
        for queued in batch {
            let change = queued.change.change
            var pause = Duration.zero
            if batch.count == 1 {
                let alone = await failedAlone(change.key)
                result.isOfChange = alone.takesOthers
                if alone.takesOthers, alone.count >= Self.trials {
                    result.endings.append(ChangeEnding(change, .dead(failure)))
                    continue
                }
                // Longer than the target is left alone, so that others go before it and show whether it takes them.
                pause =
                    alone.takesOthers
                    ? DeliveryPace.pause(alone.count, failure, random: random())
                    : DeliveryPace.pause(failures + 1, failure, random: 1) * 2
            }
            result.endings.append(ChangeEnding(change, .retry(after: pause, failure, isSuspect: true)))
        }
    }
}

extension SinkFailure {
    /// Whether nothing is sent any more in this run.
    var endsDelivery: Bool { kind == .denied || kind == .mismatch }

    /// Whether one of the changes may be the cause.
    var mayBeOfChange: Bool { kind == .failed || kind == .timeout || kind == .malformed }
}

/// Changes documents on their way to a sink.
public protocol ChangeTransform: Sendable {
    /// What is to be sent of some changes, in their order.
    ///
    /// - Throws: `SinkFailure` when nothing is certain of any of them; all are tried again.
    func apply(_ changes: [SinkChange]) async throws(SinkFailure) -> [TransformedChange]
}

/// What a transform made of a change.
public enum TransformedChange: Sendable, Hashable {
    /// What is sent; a delete for what is not to be there.
    case change(SinkChange)
    /// It will never be sent as it is.
    case rejected(SinkFailure)
}
