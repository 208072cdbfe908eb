public import PotokCore
import PotokStreams

/// Delivers what waits for one sink, until nothing waits or it is told to stop.
///
/// Two changes of one document are never under way at once, and older ones go first. What the target refuses is found by halving
/// the batch and set aside as a dead letter; everything else is sent again until the target acknowledges it. Nothing leaves the queue
/// but by an acknowledgement. Start with `run()`; what a batch comes to is in `BatchDelivery`, how fast it goes in `DeliveryPace`.
public final class Delivery: Sendable {
    /// What bounds a delivery.
    public struct Options: Sendable, Hashable {
        /// Changes in a batch at the most.
        public var batchDocuments = 500
        /// Bytes of text in a batch at the most.
        public var batchBytes: ByteCount = .mebibytes(4)
        /// The longest that a change waits for its batch to fill, while more may come.
        public var batchAge: Duration = .seconds(1)
        /// Batches under way at once at the most.
        public var parallel = 4
        /// How long it goes on without progress when no more changes come.
        public var patience: Duration = .seconds(60)
        /// How long it goes on at all when no more changes come; nil for as long as there is progress.
        public var bound: Duration?

        /// The defaults.
        public init() {}
    }

    private struct Control {
        var mayHaveMore = true
        var isDraining = false
        var isStopping = false
        var isCancelled = false
        var finished: [Finished] = []
    }

    private struct Finished: Sendable {
        var batch: [QueuedChange]
        var result: BatchDelivery.Result
        var error: PotokError?
        var took: Duration
    }

    /// How many changes may be refused in a row before nothing more is sent.
    static let refusalsInARow = 1_000

    private let name: String
    private let sink: any Sink
    private let queue: any ChangeQueue
    private let options: Options
    private let transform: (any ChangeTransform)?
    private let clock: any Clock<Duration>
    private let random: @Sendable () -> Double
    private let control = Lock(Control())
    private let bell = Wakeup()
    /// How many changes were delivered, and what is known of those that failed alone.
    private let taken = Lock(Taken())

    private struct Taken {
        var count = 0
        /// How often each failed alone, and how many had been delivered when it did so first.
        var alone: [DocumentKey: (failures: Int, before: Int)] = [:]
    }

    /// Plans a delivery; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - name: the name of the sink.
    ///   - sink: the sink.
    ///   - queue: what waits for it.
    ///   - options: what bounds it.
    ///   - transform: what changes documents on their way.
    ///   - clock: the clock of pauses and bounds.
    ///   - random: a number from 0 to 1, for spreading pauses.
    public init(
        _ name: String,
        to sink: any Sink,
        from queue: any ChangeQueue,
        options: Options = Options(),
        transform: (any ChangeTransform)? = nil,
        clock: any Clock<Duration> = ContinuousClock(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
        self.name = name
        self.sink = sink
        self.queue = queue
        self.options = options
        self.transform = transform
        self.clock = clock
        self.random = random
    }

    /// Tells that changes have come.
    public func wake() {
        control.withLock { $0.mayHaveMore = true }
        bell.ring()
    }

    /// Tells that no more changes come: what waits is delivered without waiting for batches to fill, and then it ends.
    public func drain() {
        control.withLock {
            $0.mayHaveMore = true
            $0.isDraining = true
        }
        bell.ring()
    }

    /// Ends after the batches that are under way.
    public func stop() {
        control.withLock { $0.isStopping = true }
        bell.ring()
    }

    /// Ends at once; what is under way is sent again by the next delivery.
    public func stopNow() {
        control.withLock {
            $0.isStopping = true
            $0.isCancelled = true
        }
        bell.ring()
    }

    /// Delivers until nothing waits and no more comes, until it is stopped, or until there is no progress any more.
    public func run() async -> DeliveryReport {
        await course(clock)
    }

    private func course<Time: Clock<Duration>>(_ clock: Time) async -> DeliveryReport {
        await withDiscardingTaskGroup(returning: DeliveryReport.self) { group in
            var course = Course(clock: clock, name: name, options: options)
            do {
                if let pause = try await queue.pause() { course.resume(pause) }
                while try await step(&course, &group) {}
            } catch {
                course.report.end = .failed
                course.report.failure = SinkFailure(.failed, code: "queue", message: Self.text(error))
            }
            group.cancelAll()
            if course.isPrepared {
                do throws(SinkFailure) {
                    try await sink.finish()
                } catch {
                    course.report.end = .failed
                    course.report.failure = error
                }
            }
            if let left = try? await queue.left() { (course.report.waiting, course.report.dead) = left }
            return course.report
        }
    }

    private static func text(_ error: any Error) -> String {
        (error as? PotokError)?.description ?? String(describing: error)
    }

    /// What one delivery knows while it goes on.
    private struct Course<Time: Clock<Duration>> {
        let clock: Time
        var report: DeliveryReport
        var pace: DeliveryPace
        var underWay: Set<DocumentKey> = []
        var batches = 0
        var isPrepared = false
        /// Until when the target is left alone.
        var pausedUntil: Time.Instant?
        /// When the next change may be tried that has to wait.
        var retryAt: Time.Instant?
        /// Since when changes wait for their batch to fill.
        var gatheringSince: Time.Instant?
        var progressAt: Time.Instant
        /// When it was told that no more changes come.
        var drainedAt: Time.Instant?
        var refusals = 0

        init(clock: Time, name: String, options: Options) {
            self.clock = clock
            report = DeliveryReport(sink: name)
            pace = DeliveryPace(parallel: options.parallel, size: options.batchDocuments)
            progressAt = clock.now
        }

        mutating func resume(_ pause: SinkPause) {
            pace = DeliveryPace(parallel: pace.most, size: pace.largest, failures: pause.failures)
            if pause.length > .zero { pausedUntil = clock.now.advanced(by: pause.length) }
            report.failure = pause.failure
        }
    }

    /// Does what is to be done now, and waits for the next thing.
    ///
    /// - Returns: false when it is over.
    private func step<Time: Clock<Duration>>(
        _ course: inout Course<Time>,
        _ group: inout DiscardingTaskGroup
    ) async throws -> Bool {
        let (finished, isDraining, isStopping, isCancelled) = control.withLock { control in
            defer { control.finished = [] }
            return (control.finished, control.isDraining, control.isStopping, control.isCancelled)
        }
        for batch in finished { try await settle(batch, &course) }
        let now = course.clock.now
        if isDraining, course.drainedAt == nil {
            course.drainedAt = now
            course.progressAt = now
        }
        // Nil until it is known that no more changes come.
        let timeIsUp = course.drainedAt.flatMap { drained in options.bound.map { drained.advanced(by: $0) } }
        if course.report.end == .done, let timeIsUp, now >= timeIsUp,
            control.withLock({ $0.mayHaveMore }) || course.batches > 0
        {
            course.report.end = .timeUp
        }
        if course.report.end != .done || isStopping {
            // What is under way is waited for, unless nobody has the time.
            if course.batches == 0 || isCancelled {
                if course.report.end == .done { course.report.end = .stopped }
                return false
            }
            await wait(until: isDraining ? course.progressAt.advanced(by: options.patience) : nil, course.clock)
            if course.clock.now >= course.progressAt.advanced(by: options.patience), isDraining { return false }
            return true
        }
        if let end = course.pausedUntil, end <= now { course.pausedUntil = nil }
        if let time = course.retryAt, time <= now {
            course.retryAt = nil
            control.withLock { $0.mayHaveMore = true }
        }
        var wakeAt = [course.pausedUntil, course.retryAt].compactMap { $0 }.min()
        if course.pausedUntil == nil, course.batches < course.pace.limit {
            if try await begin(&course, &group, isDraining: isDraining, wakeAt: &wakeAt) { return true }
        }
        if isDraining {
            let mayHaveMore = control.withLock { $0.mayHaveMore }
            if course.batches == 0, !mayHaveMore, course.pausedUntil == nil, course.retryAt == nil { return false }
            let bound = min(course.progressAt.advanced(by: options.patience), timeIsUp ?? .farAway(from: now))
            if now >= bound || (course.batches == 0 && (wakeAt.map { $0 > bound } ?? false)) {
                course.report.end = .noProgress
                return false
            }
            wakeAt = min(wakeAt ?? bound, bound)
        }
        await wait(until: wakeAt, course.clock)
        return true
    }

    /// Begins a batch when there is one.
    ///
    /// - Returns: whether there may be another at once.
    private func begin<Time: Clock<Duration>>(
        _ course: inout Course<Time>,
        _ group: inout DiscardingTaskGroup,
        isDraining: Bool,
        wakeAt: inout Time.Instant?
    ) async throws -> Bool {
        let mayHaveMore = control.withLock { control in
            defer { control.mayHaveMore = false }
            return control.mayHaveMore
        }
        guard mayHaveMore || course.gatheringSince != nil else { return false }
        let found = try await queue.next(
            limit: course.pace.size,
            bytes: options.batchBytes.bytes,
            excluding: course.underWay
        )
        if let wait = found.nextRetry {
            let time = course.clock.now.advanced(by: wait)
            course.retryAt = min(course.retryAt ?? time, time)
            wakeAt = min(wakeAt ?? time, time)
        }
        guard let oldest = found.changes.first else {
            course.gatheringSince = nil
            return false
        }
        if found.hasMore { control.withLock { $0.mayHaveMore = true } }
        let isFull = found.hasMore || found.changes.count >= course.pace.size
        if !isFull, !isDraining, oldest.attempts == 0 {
            let since = course.gatheringSince ?? course.clock.now
            course.gatheringSince = since
            let end = since.advanced(by: options.batchAge)
            if end > course.clock.now {
                wakeAt = min(wakeAt ?? end, end)
                return false
            }
        }
        course.gatheringSince = nil
        // What may be the cause of failures goes in ever smaller parts, and apart from what was not tried yet.
        let isSuspect = oldest.attempts > 0
        var batch = found.changes.filter { ($0.attempts > 0) == isSuspect }
        batch = Array(batch.prefix(isSuspect ? course.pace.size(attempts: oldest.attempts) : .max))
        if batch.count < found.changes.count { control.withLock { $0.mayHaveMore = true } }
        course.underWay.formUnion(batch.map(\.change.change.key))
        course.batches += 1
        let isPrepared = course.isPrepared
        // The first batch makes the target ready, and so goes alone.
        course.isPrepared = true
        let isLast = batch.count == found.changes.count && !found.hasMore && course.batches == 1
        let (failures, clock) = (course.pace.failures, course.clock)
        group.addTask { [batch] in
            await self.deliver(batch, isPrepared: isPrepared, isLast: isLast, failures: failures, clock)
        }
        return isPrepared
    }

    private func deliver(
        _ batch: [QueuedChange],
        isPrepared: Bool,
        isLast: Bool,
        failures: Int,
        _ clock: some Clock<Duration>
    ) async {
        let start = clock.now
        var finished = Finished(batch: batch, result: BatchDelivery.Result(), took: .zero)
        do throws(SinkFailure) {
            if !isPrepared { try await sink.prepare() }
            finished.result = await BatchDelivery(
                sink: sink,
                transform: transform,
                random: random,
                failures: failures,
                failedAlone: { [self] in await failedAlone($0, isLast: isLast) }
            ).send(batch)
        } catch {
            finished.result.failure = error
            finished.result.isPreparation = true
        }
        finished.took = start.duration(to: clock.now)
        do {
            try await queue.settle(finished.result.endings)
        } catch {
            finished.error = error as? PotokError ?? PotokError("sink.queue", Self.text(error))
        }
        control.withLock { $0.finished.append(finished) }
        bell.ring()
    }

    /// Notes that a change failed alone.
    ///
    /// The target takes others when it has taken some since; or when there is no other, and it says that it is well.
    private func failedAlone(_ key: DocumentKey, isLast: Bool) async -> BatchDelivery.LoneFailure {
        let (failures, hasTaken) = taken.withLock { taken in
            let known = taken.alone[key] ?? (0, taken.count)
            taken.alone[key] = (known.failures + 1, known.before)
            return (known.failures + 1, taken.count > known.before)
        }
        if hasTaken || !isLast { return .init(count: failures, takesOthers: hasTaken) }
        return .init(count: failures, takesOthers: (try? await sink.check()) != nil)
    }

    private func settle<Time: Clock<Duration>>(_ finished: Finished, _ course: inout Course<Time>) async throws {
        course.batches -= 1
        course.underWay.subtract(finished.batch.map(\.change.change.key))
        control.withLock { $0.mayHaveMore = true }
        if let error = finished.error { throw error }
        let result = finished.result
        if result.isPreparation { course.isPrepared = false }
        count(result, &course)
        if result.endings.contains(where: { $0.isFinal }) { course.progressAt = course.clock.now }
        if let size = result.refusedSize { course.pace.refused(size: size) }
        guard let failure = result.failure else {
            if result.endings.contains(where: { $0.isFinal }) { course.report.failure = nil }
            course.pace.answered(changes: finished.batch.count, took: finished.took)
            if course.refusals >= Self.refusalsInARow {
                course.report.end = .refused
                course.report.failure = SinkFailure(
                    .mismatch,
                    code: "refused",
                    message: "it refused \(course.refusals) changes in a row and took none"
                )
            }
            return
        }
        // Somebody has lost patience; the target is not to blame.
        if control.withLock({ $0.isCancelled }) { return }
        course.report.failure = failure
        if failure.endsDelivery {
            course.report.end = .refused
            try await queue.note(SinkPause(failures: course.pace.failures + 1, length: .zero, failure: failure))
            return
        }
        if result.delivered > 0 { course.pace.answered(changes: finished.batch.count, took: finished.took) }
        if result.isOfChange { return }
        let length = course.pace.failed(failure, changes: finished.batch.count, random: random())
        let end = course.clock.now.advanced(by: length)
        course.pausedUntil = max(course.pausedUntil ?? end, end)
        try await queue.note(SinkPause(failures: course.pace.failures, length: length, failure: failure))
    }

    private func count<Time: Clock<Duration>>(_ result: BatchDelivery.Result, _ course: inout Course<Time>) {
        for ending in result.endings {
            switch ending.kind {
            case .delivered:
                if ending.change.kind == .upsert { course.report.upserts += 1 } else { course.report.deletes += 1 }
                course.refusals = 0
            case .dead:
                course.report.newDead += 1
                course.refusals += 1
            case .retry: break
            }
        }
        taken.withLock { $0.count += result.delivered }
    }

    /// Waits until something happens or the time has come.
    private func wait<Time: Clock<Duration>>(until time: Time.Instant?, _ clock: Time) async {
        guard let time else { return await bell.wait() }
        let alarm = Task { [bell] in
            do { try await clock.sleep(until: time, tolerance: nil) } catch { return }
            bell.ring()
        }
        await bell.wait()
        alarm.cancel()
    }
}

extension InstantProtocol where Duration == Swift.Duration {
    /// An instant that nobody waits for.
    fileprivate static func farAway(from instant: Self) -> Self { instant.advanced(by: .seconds(1 << 40)) }
}

extension ChangeEnding {
    /// Whether nothing more is to be done about the change.
    var isFinal: Bool {
        if case .retry = kind { false } else { true }
    }
}
