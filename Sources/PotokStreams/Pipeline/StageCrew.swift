import PotokCore

/// The workers of one stage in one run.
final class StageCrew<Work: Stage>: Sendable {
    private let stage: Work
    private let name: String
    private let input: BoundedStream<Envelope<Work.Input>>
    private let output: BoundedStream<Envelope<Work.Output>>
    private let run: PipelineRun
    private let working: Lock<Int>
    private let failed = Signal()

    init(
        stage: Work,
        workers: Int,
        input: BoundedStream<Envelope<Work.Input>>,
        output: BoundedStream<Envelope<Work.Output>>,
        run: PipelineRun
    ) {
        self.stage = stage
        self.name = stage.name
        self.input = input
        self.output = output
        self.run = run
        working = Lock(workers)
    }

    /// Reads the stage's input until it ends; the last worker to end finishes the output.
    ///
    /// Taking and giving do not heed cancellation: when a worker is cancelled it stops processing, and gets everything that
    /// comes in to the sink as it is.
    @concurrent
    func work(as worker: Int) async {
        do {
            while let envelope = try await input.storage.next(heedsCancellation: false) {
                let result = await handle(envelope, worker)
                do {
                    try await output.storage.send(result, heedsCancellation: false)
                } catch {
                    // Only the sink's stream is ever cancelled, and only when the sink has failed.
                    result.lease.release()
                }
            }
        } catch {
            run.fail(error)
        }
        let isLast = working.withLock { working in
            working -= 1
            return working == 0
        }
        if isLast { output.finish() }
    }

    private func handle(_ envelope: Envelope<Work.Input>, _ worker: Int) async -> Envelope<Work.Output> {
        let content: Step<Work.Output>
        switch envelope.content {
        case .settled(let outcome):
            content = .settled(outcome)
        case .next(let input):
            content = await process(input, envelope, worker)
            if case .settled(let outcome) = content {
                envelope.lease.release()
                run.observer.settled(envelope.origin, as: outcome, stage: name)
            } else {
                envelope.lease.passOn()
            }
        }
        return Envelope(origin: envelope.origin, lease: envelope.lease, content: content)
    }

    private func process(
        _ input: Work.Input,
        _ envelope: Envelope<Work.Input>,
        _ worker: Int
    ) async -> Step<Work.Output> {
        if Task.isCancelled || failed.isFired { return deferred() }
        run.observer.began(envelope.origin, stage: name, worker: worker)
        defer { run.observer.ended(envelope.origin, stage: name, worker: worker) }
        do {
            return try await stage.process(input, holding: envelope.lease)
        } catch var failure as StageFailure {
            failure.stage = name
            failed.fire()
            run.fail(failure)
            return deferred()
        } catch {
            return Task.isCancelled ? deferred() : settled(by: error)
        }
    }

    private func deferred() -> Step<Work.Output> {
        .settled(.deferred(.shutdown, reason: run.stopReason, until: nil))
    }

    private func settled(by error: any Error) -> Step<Work.Output> {
        switch error {
        case is CancellationError:
            return deferred()
        case let error as PotokError:
            return .settled(.failed(stage: name, error: error, retryAt: nil))
        default:
            let unexpected = PotokError(
                PotokError.Code("\(name).unexpected"),
                "stage \(name) met an error it does not know",
                underlying: error
            )
            return .settled(.failed(stage: name, error: unexpected, retryAt: nil))
        }
    }
}
