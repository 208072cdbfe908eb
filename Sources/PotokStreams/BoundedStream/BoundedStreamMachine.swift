/// The rules of a bounded stream: what happens to elements and waiters at each event, and nothing else.
///
/// There is no lock, no task and no continuation here. Waiters are opaque tokens; every event returns what the caller has
/// to do, after it has left its lock. Three things always hold: producers wait only while the buffer is full, consumers
/// wait only while it is empty, and an element is in exactly one place (with its producer, in the buffer, with a consumer).
struct BoundedStreamMachine<Element, Producer, Consumer, Watcher> {
    /// The name of one suspended waiter, for its cancellation.
    typealias WaiterID = UInt64

    /// What a producer's element met.
    enum SendAction {
        /// A consumer was waiting: resume it with the element.
        case deliver(Consumer)
        /// The element is in the buffer; resume the watcher, if there is one.
        case buffered(Watcher?)
        /// There is no room: come back with a token under this name.
        case full(WaiterID)
        /// The producer waits.
        case suspended
        /// The stream takes nothing any more.
        case closed
    }

    /// What a consumer met.
    enum NextAction {
        /// This element, and a producer to resume whose element took its place.
        case element(Element, Producer?)
        /// There is nothing yet: come back with a token under this name.
        case empty(WaiterID)
        /// The consumer waits.
        case suspended
        /// Nothing will ever come.
        case ended
        /// Nothing will ever come, because of this error.
        case failed(any Error)
        /// The stream was cancelled.
        case closed
    }

    /// What the collector of a batch met.
    enum TakeAction {
        /// This element, and a producer to resume whose element took its place.
        case element(Element, Producer?)
        /// The batch ends here: a flush, no room for the next element, or the end of the stream.
        case batchEnds
        /// There is nothing yet.
        case empty
        /// Nothing will ever come.
        case ended
        /// Nothing will ever come, because of this error.
        case failed(any Error)
        /// The stream was cancelled.
        case closed
    }

    /// Whom to tell that nothing will come.
    struct Ending {
        /// Consumers to resume with the end, or with the error.
        var consumers: [Consumer] = []
        /// Producers to resume with `StreamClosed`.
        var producers: [Producer] = []
        /// The watcher to resume.
        var watcher: Watcher?
        /// Elements that nobody will get.
        var elements: [Element] = []
    }

    private enum End {
        case open
        case finished
        case failed(any Error)
        case cancelled
    }

    /// How many elements the buffer holds at most.
    let capacity: Int
    private var end = End.open
    private var buffer = Queue<Element>()
    private var producers = Queue<(id: WaiterID, element: Element, token: Producer)>()
    private var consumers = Queue<(id: WaiterID, token: Consumer)>()
    private var watcher: Watcher?
    private var isFlushRequested = false
    private var lastID: WaiterID = 0

    /// Makes the rules for a buffer of this size, at least one.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// How many elements are in the buffer.
    var bufferedCount: Int { buffer.count }
    /// How many producers wait for room.
    var suspendedProducers: Int { producers.count }
    /// How many consumers wait for an element.
    var suspendedConsumers: Int { consumers.count }
    /// Whether the stream has ended and everything in it was taken.
    var isDrained: Bool {
        if case .open = end { return false }
        return buffer.isEmpty
    }

    // MARK: Producers

    /// A producer brings an element; with a token it waits when there is no room.
    mutating func send(_ element: Element, waiter: (id: WaiterID, token: Producer)? = nil) -> SendAction {
        guard case .open = end else { return .closed }
        if let consumer = consumers.popFirst() { return .deliver(consumer.token) }
        if buffer.count < capacity {
            buffer.append(element)
            return .buffered(watcher.take())
        }
        guard let waiter else { return .full(nextID()) }
        producers.append((waiter.id, element, waiter.token))
        return .suspended
    }

    /// The task of a waiting producer was cancelled: the producer to resume, unless its element was taken before.
    mutating func cancelProducer(_ id: WaiterID) -> Producer? {
        producers.removeFirst { $0.id == id }?.token
    }

    // MARK: Consumers

    /// A consumer asks for an element; with a token it waits when there is none.
    mutating func next(waiter: (id: WaiterID, token: Consumer)? = nil) -> NextAction {
        if let element = buffer.popFirst() { return .element(element, refill()) }
        switch end {
        case .finished: return .ended
        case .failed(let error): return .failed(error)
        case .cancelled: return .closed
        case .open:
            guard let waiter else { return .empty(nextID()) }
            consumers.append(waiter)
            return .suspended
        }
    }

    /// The task of a waiting consumer was cancelled: the consumer to resume, unless it was given an element before.
    mutating func cancelConsumer(_ id: WaiterID) -> Consumer? {
        consumers.removeFirst { $0.id == id }?.token
    }

    // MARK: Batches

    /// The collector of a batch asks for one more element, if it fits.
    ///
    /// A flush and the end of the stream end a batch that has something in it, never an empty one.
    mutating func take(batchIsEmpty: Bool, fits: (Element) -> Bool) -> TakeAction {
        if let first = buffer.first {
            guard batchIsEmpty || fits(first) else { return .batchEnds }
            guard let element = buffer.popFirst() else { return .empty }
            return .element(element, refill())
        }
        let wasFlushed = isFlushRequested
        isFlushRequested = false
        if case .open = end { return wasFlushed && !batchIsEmpty ? .batchEnds : .empty }
        guard batchIsEmpty else { return .batchEnds }
        return switch end {
        case .failed(let error): .failed(error)
        case .cancelled: .closed
        case .open, .finished: .ended
        }
    }

    /// The collector waits until something happens; true when something already has, and it must ask again.
    mutating func watch(_ token: Watcher, batchIsEmpty: Bool) -> Bool {
        precondition(watcher == nil, "one task at a time collects batches of a stream")
        guard buffer.isEmpty, case .open = end, !isFlushRequested || batchIsEmpty else { return true }
        watcher = token
        return false
    }

    /// The collector is to stop waiting: the watcher to resume.
    mutating func cancelWatch() -> Watcher? {
        watcher.take()
    }

    /// The batch being collected is to end when what was sent until now is in it: the watcher to resume.
    mutating func flush() -> Watcher? {
        isFlushRequested = true
        return watcher.take()
    }

    // MARK: The end

    /// No element is taken any more; those taken, and those of producers that wait, are still given out.
    mutating func finish() -> Ending {
        end(as: .finished)
    }

    /// As `finish()`, and then every consumer meets the error.
    mutating func fail(_ error: any Error) -> Ending {
        end(as: .failed(error))
    }

    /// Nothing is taken or given any more; what is in the buffer goes back to the caller.
    mutating func cancel() -> Ending {
        if case .cancelled = end { return Ending() }
        end = .cancelled
        return Ending(
            consumers: consumers.removeAll().map(\.token),
            producers: producers.removeAll().map(\.token),
            watcher: watcher.take(),
            elements: buffer.removeAll()
        )
    }

    private mutating func end(as newEnd: End) -> Ending {
        guard case .open = end else { return Ending() }
        end = newEnd
        // Consumers wait only while the buffer is empty, so those who wait now will get nothing.
        return Ending(consumers: consumers.removeAll().map(\.token), watcher: watcher.take())
    }

    private mutating func refill() -> Producer? {
        guard let producer = producers.popFirst() else { return nil }
        buffer.append(producer.element)
        return producer.token
    }

    private mutating func nextID() -> WaiterID {
        lastID &+= 1
        return lastID
    }
}

extension BoundedStreamMachine: Sendable
where Element: Sendable, Producer: Sendable, Consumer: Sendable, Watcher: Sendable {}

extension BoundedStreamMachine.TakeAction: Sendable where Element: Sendable, Producer: Sendable {}
