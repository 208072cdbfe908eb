/// The lock and the continuations of a bounded stream.
///
/// Every continuation is resumed outside the lock. A task that is cancelled between its first look and its suspension is
/// caught by looking at `Task.isCancelled` under the lock: the cancellation is marked on the task before its handler runs,
/// so either the handler finds the waiter or the waiter sees the mark.
final class BoundedStreamStorage<Element: Sendable>: Sendable {
    typealias Producer = CheckedContinuation<Void, any Error>
    typealias Consumer = CheckedContinuation<Element?, any Error>
    typealias Watcher = CheckedContinuation<Void, Never>
    typealias Machine = BoundedStreamMachine<Element, Producer, Consumer, Watcher>

    private let machine: Lock<Machine>

    init(capacity: Int) {
        machine = Lock(Machine(capacity: capacity))
    }

    /// What the rules say now, for tests and for reports.
    func inspect<Result: Sendable>(_ look: (Machine) -> Result) -> Result {
        machine.withLock { look($0) }
    }

    // MARK: Producers

    /// Sends one element; `heedsCancellation` is off only for the runtime, which must get settled elements to the sink.
    func send(_ element: Element, heedsCancellation: Bool) async throws {
        if heedsCancellation { try Task.checkCancellation() }
        guard let id = try trySend(element) else { return }
        guard heedsCancellation else {
            return try await suspend(element, id: id, heedsCancellation: false)
        }
        try await withTaskCancellationHandler {
            try await suspend(element, id: id, heedsCancellation: true)
        } onCancel: {
            machine.withLock { $0.cancelProducer(id) }?.resume(throwing: CancellationError())
        }
    }

    /// Sends if there is room, and otherwise names the waiter to be.
    private func trySend(_ element: Element) throws -> Machine.WaiterID? {
        switch machine.withLock({ $0.send(element) }) {
        case .deliver(let consumer): consumer.resume(returning: element)
        case .buffered(let watcher): watcher?.resume()
        case .full(let id): return id
        case .suspended: break
        case .closed: throw StreamClosed()
        }
        return nil
    }

    private func suspend(_ element: Element, id: Machine.WaiterID, heedsCancellation: Bool) async throws {
        try await withCheckedThrowingContinuation { (continuation: Producer) in
            let action = machine.withLock { machine -> Machine.SendAction? in
                if heedsCancellation, Task.isCancelled { return nil }
                return machine.send(element, waiter: (id, continuation))
            }
            switch action {
            case nil: continuation.resume(throwing: CancellationError())
            case .deliver(let consumer):
                consumer.resume(returning: element)
                continuation.resume()
            case .buffered(let watcher):
                watcher?.resume()
                continuation.resume()
            case .closed: continuation.resume(throwing: StreamClosed())
            case .suspended, .full: break
            }
        }
    }

    // MARK: Consumers

    /// The next element, or nil at the end; `heedsCancellation` is off only for the runtime's workers.
    func next(heedsCancellation: Bool) async throws -> Element? {
        if heedsCancellation { try Task.checkCancellation() }
        let id: Machine.WaiterID
        switch machine.withLock({ $0.next() }) {
        case .element(let element, let producer):
            producer?.resume()
            return element
        case .ended: return nil
        case .failed(let error): throw error
        case .closed: throw StreamClosed()
        case .suspended: return nil
        case .empty(let name): id = name
        }
        guard heedsCancellation else { return try await suspend(id: id, heedsCancellation: false) }
        return try await withTaskCancellationHandler {
            try await suspend(id: id, heedsCancellation: true)
        } onCancel: {
            machine.withLock { $0.cancelConsumer(id) }?.resume(throwing: CancellationError())
        }
    }

    private func suspend(id: Machine.WaiterID, heedsCancellation: Bool) async throws -> Element? {
        try await withCheckedThrowingContinuation { (continuation: Consumer) in
            let action = machine.withLock { machine -> Machine.NextAction? in
                if heedsCancellation, Task.isCancelled { return nil }
                return machine.next(waiter: (id, continuation))
            }
            switch action {
            case nil: continuation.resume(throwing: CancellationError())
            case .element(let element, let producer):
                producer?.resume()
                continuation.resume(returning: element)
            case .ended: continuation.resume(returning: nil)
            case .failed(let error): continuation.resume(throwing: error)
            case .closed: continuation.resume(throwing: StreamClosed())
            case .suspended, .empty: break
            }
        }
    }

    // MARK: Batches

    /// One more element for a batch, if there is one that fits.
    func take(batchIsEmpty: Bool, fits: (Element) -> Bool) -> Machine.TakeAction {
        let action = machine.withLock { $0.take(batchIsEmpty: batchIsEmpty, fits: fits) }
        if case .element(_, let producer?) = action { producer.resume() }
        return action
    }

    /// Waits until there may be something to take, the task is cancelled, or `wakeWatcher()` is called.
    ///
    /// `isOver` is asked under the lock; who makes it true calls `wakeWatcher()` afterwards, so the wake-up is never missed.
    func watch(batchIsEmpty: Bool, unless isOver: () -> Bool) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: Watcher) in
                let isReady = machine.withLock { machine in
                    Task.isCancelled || isOver() || machine.watch(continuation, batchIsEmpty: batchIsEmpty)
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            wakeWatcher()
        }
    }

    func wakeWatcher() {
        machine.withLock { $0.cancelWatch() }?.resume()
    }

    func flush() {
        machine.withLock { $0.flush() }?.resume()
    }

    // MARK: The end

    func finish() {
        let ending = machine.withLock { $0.finish() }
        for consumer in ending.consumers { consumer.resume(returning: nil) }
        ending.watcher?.resume()
    }

    func fail(_ error: any Error) {
        let ending = machine.withLock { $0.fail(error) }
        for consumer in ending.consumers { consumer.resume(throwing: error) }
        ending.watcher?.resume()
    }

    func cancel() -> [Element] {
        let ending = machine.withLock { $0.cancel() }
        for consumer in ending.consumers { consumer.resume(throwing: StreamClosed()) }
        for producer in ending.producers { producer.resume(throwing: StreamClosed()) }
        ending.watcher?.resume()
        return ending.elements
    }
}
