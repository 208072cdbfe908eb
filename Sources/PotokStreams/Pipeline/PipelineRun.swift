import PotokCore

/// One run of a pipeline: its jobs, its two ways to stop, and the first error.
///
/// Nothing is cancelled by a task handle. Two signals say what is over, and each group of jobs runs beside a task that waits
/// for one of them: the source until `sourceOver`, all workers until `workOver`, the sink until it ends.
final class PipelineRun: Sendable {
    typealias Job = @Sendable () async -> Void
    typealias ThrowingJob = @Sendable () async throws -> Void

    private struct State {
        var source: (produce: ThrowingJob, finish: @Sendable () -> Void)?
        var workers: [Job] = []
        var error: (any Error)?
    }

    let options: PipelineOptions
    let shutdown: Shutdown
    let observer: any PipelineObserver
    private let state = Lock(State())
    private let sourceOver = Signal()
    private let workOver = Signal()

    init(options: PipelineOptions, shutdown: Shutdown, observer: any PipelineObserver) {
        self.options = options
        self.shutdown = shutdown
        self.observer = observer
    }

    // MARK: Assembly

    func setSource(_ produce: @escaping ThrowingJob, finish: @escaping @Sendable () -> Void) {
        state.withLock { $0.source = (produce, finish) }
    }

    func addWorker(_ job: @escaping Job) {
        state.withLock { $0.workers.append(job) }
    }

    // MARK: What went wrong

    /// Ends the run in order, with this error unless there was one before.
    func fail(_ error: any Error) {
        state.withLock { state in
            if state.error == nil { state.error = error }
        }
        sourceOver.fire()
    }

    /// Ends the run at once with this error: the sink's counts more than any other, because what was in flight is lost.
    private func abort(_ error: any Error) {
        state.withLock { $0.error = error }
        sourceOver.fire()
        workOver.fire()
    }

    /// Why elements are deferred now.
    var stopReason: String {
        if let reason = shutdown.reason { return reason }
        if let error = state.withLock({ $0.error }) { return String(describing: error) }
        return "the stage gave up its work"
    }

    // MARK: Execution

    /// Runs all jobs, with the sink at the end of these elements, and returns when they have ended.
    func execute<Payload: Sendable>(
        _ elements: BoundedStream<Envelope<Payload>>,
        sink: @escaping ThrowingJob
    ) async throws {
        if shutdown.isRequested { sourceOver.fire() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { @concurrent [self] in await watchShutdown() }
            await withTaskGroup(of: Void.self) { jobs in
                jobs.addTask { @concurrent [self] in await runSource() }
                jobs.addTask { @concurrent [self] in await runWorkers() }
                jobs.addTask { @concurrent [self] in await runSink(sink, elements) }
            }
            group.cancelAll()
        }
        if let error = state.withLock({ $0.error }) { throw error }
    }

    private func runSource() async {
        guard let (produce, finish) = state.withLock({ $0.source }) else { return }
        defer { finish() }
        guard !sourceOver.isFired else { return }
        do {
            try await run(until: sourceOver) { try await produce() }
        } catch is CancellationError {
            // The normal end of a source that was told to stop.
        } catch {
            fail(error)
        }
    }

    private func runWorkers() async {
        let workers = state.withLock { $0.workers }
        try? await run(until: workOver) {
            await withTaskGroup(of: Void.self) { group in
                for worker in workers {
                    group.addTask { await worker() }
                }
            }
        }
    }

    private func runSink<Payload: Sendable>(
        _ consume: @escaping ThrowingJob,
        _ elements: BoundedStream<Envelope<Payload>>
    ) async {
        do {
            try await consume()
            if elements.isDrained { return }
            abort(PotokError("pipeline.sinkEnded", "the sink returned before the end of its stream"))
        } catch {
            abort(error)
        }
        // Nobody will take what is still in flight: the workers meet a closed stream and give its bytes back.
        for envelope in elements.cancel() { envelope.lease.release() }
    }

    /// Turns a requested stop into the end of the source, and the end of its grace into the end of all work.
    private func watchShutdown() async {
        do {
            try await shutdown.requested.wait()
            sourceOver.fire()
            try await run(until: shutdown.immediate) { [options] in
                try await options.clock.sleep(for: options.grace)
            }
            workOver.fire()
        } catch {
            // The run is over, or the grace was cut short.
            if shutdown.isImmediate { workOver.fire() }
        }
    }

    /// Runs a job in a task that is cancelled when the signal fires, and waits for its end.
    private func run(until signal: Signal, _ job: @escaping ThrowingJob) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { @concurrent in
                try await job()
                return true
            }
            group.addTask { @concurrent in
                try await signal.wait()
                return false
            }
            while let isJobDone = try await group.next() {
                group.cancelAll()
                if isJobDone { return }
            }
        }
    }
}
