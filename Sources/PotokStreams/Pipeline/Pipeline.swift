public import PotokCore

/// A source and a chain of stages, typed so that only stages that fit can follow each other.
///
///     try await Pipeline(source: frontier)
///         .stage(fetch, workers: 64)
///         .stage(normalize, workers: 2)
///         .run(into: store, shutdown: shutdown)
///
/// It is a plan; nothing runs before `run`. Between two stages is a bounded stream, so a slow stage holds up those before it.
public struct Pipeline<Payload: Sendable>: Sendable {
    /// Makes the streams and jobs of one run, and returns the stream that the last stage fills, for readers of this number.
    typealias Assembly = @Sendable (_ run: PipelineRun, _ capacity: Int) -> BoundedStream<Envelope<Payload>>

    let assemble: Assembly

    init(assemble: @escaping Assembly) {
        self.assemble = assemble
    }

    /// Adds a stage that so many workers run in parallel; less than one counts as one.
    public func stage<Next: Stage>(_ stage: Next, workers: Int) -> Pipeline<Next.Output> where Next.Input == Payload {
        let workers = max(1, workers)
        return Pipeline<Next.Output> { [assemble] run, capacity in
            let input = assemble(run, run.options.capacity(workers: workers))
            let output = BoundedStream<Envelope<Next.Output>>(capacity: capacity)
            let crew = StageCrew(stage: stage, workers: workers, input: input, output: output, run: run)
            for worker in 0..<workers {
                run.addWorker { await crew.work(as: worker) }
            }
            return output
        }
    }

    /// Runs until everything that the source sent has reached the sink.
    ///
    /// Each element reaches the sink exactly once, unless the sink fails. The order of the end is that of the flow: the
    /// source returns, each stage drains, the sink sees the end of its stream. A stop (`Shutdown`) ends only the source; when
    /// the grace is over the workers are cancelled too, and what they held or had not begun arrives at the sink as
    /// `deferred(.shutdown)`. The sink is never cancelled. Cancelling the calling task is `shutdown.stopNow()`. After a stop
    /// this call returns as after any other run: ask `shutdown.isRequested`.
    ///
    /// - Throws: the `StageFailure` or the source's error that ended the run, after everything drained; or the sink's error,
    ///   after everything else was cancelled and all bytes were given back. Of several, the sink's, then the first.
    public func run<Sink: PipelineSink>(
        into sink: Sink,
        options: PipelineOptions = PipelineOptions(),
        shutdown: Shutdown = Shutdown(),
        observer: any PipelineObserver = SilentObserver()
    ) async throws where Sink.Payload == Payload {
        if Task.isCancelled { shutdown.stopNow("cancelled") }
        let run = PipelineRun(options: options, shutdown: shutdown, observer: observer)
        let elements = assemble(run, options.capacity(workers: 1))
        // A task of its own, because the sink must not be cancelled with the caller.
        let whole = Task { @concurrent in
            try await run.execute(elements) { try await sink.consume(elements) }
        }
        try await withTaskCancellationHandler {
            try await whole.value
        } onCancel: {
            shutdown.stopNow("cancelled")
        }
    }
}

extension Pipeline where Payload == Request {
    /// Begins a pipeline with its source.
    public init(source: some PipelineSource) {
        self.init { run, capacity in
            let output = BoundedStream<Envelope<Request>>(capacity: capacity)
            run.setSource { [budget = run.options.budget] in
                try await source.produce { request in
                    try await output.send(Envelope(origin: request, lease: budget.lease(), content: .next(request)))
                }
            } finish: {
                output.finish()
            }
            return output
        }
    }
}
