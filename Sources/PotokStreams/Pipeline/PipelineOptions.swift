public import PotokCore

/// The limits of a run.
public struct PipelineOptions: Sendable {
    /// How long an orderly stop may take before what is in flight goes back to the frontier.
    public var grace: Duration
    /// How many elements wait before each stage, at least one; nil is twice its workers.
    public var capacity: Int?
    /// The bytes that elements in flight may hold.
    public var budget: ByteBudget
    /// The clock of the grace.
    public var clock: any Clock<Duration>

    /// Makes options.
    public init(
        grace: Duration = .seconds(30),
        capacity: Int? = nil,
        budget: ByteBudget = ByteBudget(limit: .mebibytes(256)),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.grace = grace
        self.capacity = capacity
        self.budget = budget
        self.clock = clock
    }

    /// The room of a stream that so many workers read.
    func capacity(workers: Int) -> Int {
        max(1, capacity ?? workers * 2)
    }
}
