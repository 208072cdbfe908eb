extension BoundedStream {
    /// Takes elements together: the next batch, or nil when the stream has finished and is empty.
    ///
    /// A batch ends when it has `count` elements; when the next element would bring its weight above `maxWeight` (one
    /// element alone may weigh more); when `age` has passed since its first element was taken; at a `flush()`; and with
    /// the stream. It is never empty. One task at a time may collect batches of a stream.
    ///
    /// Nothing taken is lost: when the task is cancelled or the stream fails while a batch is being collected, that batch
    /// is returned and the next call throws. `weight` is called under the stream's lock: it must be quick and must not use
    /// the stream.
    ///
    /// - Throws: as `next()`.
    public func nextBatch(
        count: Int,
        weight: (Element) -> Int = { _ in 0 },
        maxWeight: Int = .max,
        age: Duration,
        clock: any Clock<Duration> = ContinuousClock()
    ) async throws -> [Element]? {
        try Task.checkCancellation()
        var batch = StreamBatch<Element>(count: count, maxWeight: maxWeight)
        while batch.isEmpty {
            switch try fill(&batch, weight) {
            case .complete: return batch.elements
            case .streamEnded: return nil
            case .waiting: break
            }
            if batch.isEmpty {
                await storage.watch(batchIsEmpty: true, unless: { false })
                try Task.checkCancellation()
            }
        }
        // The batch has begun and nothing more is there yet: from here its age counts.
        try await withDeadline(after: age, clock: clock) { isOver in
            while !isOver(), !Task.isCancelled {
                await storage.watch(batchIsEmpty: false, unless: isOver)
                guard case .waiting = try fill(&batch, weight) else { return }
            }
        }
        return batch.elements
    }

    /// Ends the batch that is being collected as soon as everything sent until now is in it.
    ///
    /// When none is being collected, the next one ends so; a flush of an empty stream does nothing.
    public func flush() {
        storage.flush()
    }

    private enum Filling {
        case complete, waiting, streamEnded
    }

    /// Takes what is there and fits.
    private func fill(_ batch: inout StreamBatch<Element>, _ weight: (Element) -> Int) throws -> Filling {
        while !batch.isFull {
            let room = batch.room
            switch storage.take(batchIsEmpty: batch.isEmpty, fits: { weight($0) <= room }) {
            case .element(let element, _): batch.append(element, weight: weight(element))
            case .batchEnds: return .complete
            case .empty: return .waiting
            case .ended: return .streamEnded
            case .failed(let error): throw error
            case .closed: throw StreamClosed()
            }
        }
        return .complete
    }

    /// Runs the body beside a timer that wakes the collector once, when its batch is old enough.
    private func withDeadline<C: Clock>(
        after age: Duration,
        clock: C,
        _ body: (_ isOver: () -> Bool) async throws -> Void
    ) async throws where C.Duration == Duration {
        let deadline = clock.now.advanced(by: age)
        let isOver = Lock(false)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [storage] in
                try await clock.sleep(until: deadline, tolerance: nil)
                isOver.withLock { $0 = true }
                storage.wakeWatcher()
            }
            defer { group.cancelAll() }
            try await body { isOver.withLock { $0 } }
        }
    }
}
