import PotokStreams

/// How much one run does before it leaves the rest to the next one, in order.
public struct RunBudget: Sendable, Hashable {
    /// The most inputs that it begins; nil for all that are due.
    public var inputs: Int?
    /// The longest that it begins inputs; nil for as long as it takes.
    public var duration: Duration?
    /// Whether it looks at everything, due or not and as if for the first time; such a run deletes nothing.
    public var isFull = false

    /// Makes a budget; without an end by default.
    public init(inputs: Int? = nil, duration: Duration? = nil, isFull: Bool = false) {
        self.inputs = inputs
        self.duration = duration
        self.isFull = isFull
    }
}

/// Ends the source of a run whose budget is spent.
struct BudgetSpent: Error {}

/// Counts what a run may still begin.
final class Allowance: Sendable {
    private let left: Lock<Int>

    init(_ inputs: Int?) { left = Lock(inputs ?? .max) }

    /// Takes one; false when there is none left.
    func take() -> Bool {
        left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }
}
