public import PotokCore

/// How far a run is, at one moment.
public struct ProgressState: Sendable, Hashable {
    /// Inputs in one stage.
    public struct Stage: Sendable, Hashable {
        /// The name of the stage.
        public var name: String
        /// How many.
        public var count: Int
    }

    /// How long the rest takes.
    public enum TimeLeft: Sendable, Hashable {
        /// As long as this, if all goes on as it does.
        case about(Duration)
        /// As long as this, and longer where single hosts have more than others: they are asked one thing at a time.
        case atLeast(Duration)
    }

    /// Inputs with an outcome, and committed.
    public var done = 0
    /// Inputs that are known to be due; more may be found.
    public var known = 0
    /// The stages with something in them, in the order of the flow.
    public var stages: [Stage] = []
    /// Inputs a second of late; nil as long as it says nothing.
    public var rate: Double?
    /// What has come over the network.
    public var bytes = ByteCount(0)
    /// Hosts with something due that are not to be asked yet.
    public var hostsWaiting = 0
    /// Inputs that have failed.
    public var failed = 0
    /// How long the rest takes; nil as long as that cannot be known.
    public var left: TimeLeft?

    /// Makes the state of a run that has not begun.
    public init() {}
}
