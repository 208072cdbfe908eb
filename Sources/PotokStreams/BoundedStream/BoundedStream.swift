/// A stream that holds at most so many elements, between any number of producers and any number of consumers.
///
/// A full stream suspends its producers, an empty one its consumers, and each is served in the order of its arrival. Every
/// element goes to exactly one consumer. Nothing is ever dropped in silence: `send(_:)` returns when the element is in the
/// stream, and throws when it is not; a consumer whose task is cancelled gets an error and takes no element with it.
public final class BoundedStream<Element: Sendable>: AsyncSequence, Sendable {
    let storage: BoundedStreamStorage<Element>

    /// Makes a stream for at most `capacity` elements; less than one counts as one.
    public init(capacity: Int) {
        storage = BoundedStreamStorage(capacity: capacity)
    }

    /// Puts an element into the stream, and waits for room while it is full.
    ///
    /// - Throws: `StreamClosed` when the stream has ended, or is cancelled while this call waits; `CancellationError` when
    ///   the calling task is cancelled before there was room. In either case the element is not in the stream.
    public func send(_ element: Element) async throws {
        try await storage.send(element, heedsCancellation: true)
    }

    /// Takes the next element, waiting while there is none; nil when the stream has finished and is empty.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled; `StreamClosed` after `cancel()`; the error of
    ///   `fail(_:)` when the stream is empty.
    public func next() async throws -> Element? {
        try await storage.next(heedsCancellation: true)
    }

    /// Ends the stream: it takes no more, consumers get what is in it, then nil.
    ///
    /// Producers that wait now are served before the end. The first of `finish()` and `fail(_:)` counts.
    public func finish() {
        storage.finish()
    }

    /// Ends the stream with an error: consumers get what is in it, then each of them the error.
    public func fail(_ error: any Error) {
        storage.fail(error)
    }

    /// Ends the stream at once and gives back the elements that nobody took.
    ///
    /// Producers and consumers that wait, and those who come later, meet `StreamClosed`.
    @discardableResult
    public func cancel() -> [Element] {
        storage.cancel()
    }

    /// Whether the stream has ended and every element in it was taken.
    public var isDrained: Bool { storage.inspect(\.isDrained) }

    /// How many elements are in the stream now; never more than its capacity.
    public var count: Int { storage.inspect(\.bufferedCount) }

    /// An iterator; any number of them share the elements.
    public func makeAsyncIterator() -> Iterator {
        Iterator(stream: self)
    }

    /// Takes elements from a stream that it shares with other iterators.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let stream: BoundedStream<Element>

        /// The next element; see `BoundedStream.next()`.
        public mutating func next() async throws -> Element? {
            try await stream.next()
        }
    }
}
