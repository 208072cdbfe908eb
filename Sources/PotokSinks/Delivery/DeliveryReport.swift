/// What a delivery to one sink came to.
public struct DeliveryReport: Sendable, Hashable {
    /// Why it ended.
    public enum End: Sendable, Hashable {
        /// Nothing waits any more.
        case done
        /// It was asked to stop.
        case stopped
        /// The target took nothing for too long, and the rest waits.
        case noProgress
        /// The time for it is up, and the rest waits.
        case timeUp
        /// The target does not let us in, is not what it must be, or refuses everything.
        case refused
        /// Another process delivers to it.
        case locked
        /// It could not begin or go on, through no fault of the target.
        case failed
    }

    /// The name of the sink.
    public var sink: String
    /// Why it ended.
    public var end = End.done
    /// Documents that the target was told to store, and that it holds.
    public var upserts = 0
    /// Documents that the target was told to remove, and that it does not hold.
    public var deletes = 0
    /// Changes that the target will never take as they are, found in this delivery.
    public var newDead = 0
    /// Changes that still wait.
    public var waiting = 0
    /// All changes that the target does not take.
    public var dead = 0
    /// The last failure that was not followed by a success.
    public var failure: SinkFailure?

    /// Makes a report of nothing.
    public init(sink: String) { self.sink = sink }

    /// Whether everything was delivered and nothing was given up.
    public var isComplete: Bool { waiting == 0 && newDead == 0 && end != .failed }
}
