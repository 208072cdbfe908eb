import PotokStreams

/// Normalizers that wait for the next page, so that their memory serves many.
public final class NormalizerPool: Sendable {
    /// A normalizer that nobody uses.
    ///
    /// It may change threads (`@unchecked Sendable`) because it is in the pool only while no task has it: ``take()`` removes it, and
    /// the pool's lock orders what one task did before what the next one does.
    private struct Idle: @unchecked Sendable {
        let normalizer: Normalizer
    }

    private let idle = Lock<[Idle]>([])

    /// Makes an empty pool.
    public init() {}

    /// Calls a function with a normalizer that nobody else uses meanwhile.
    public func with<Result: Sendable>(_ body: (Normalizer) -> Result) -> Result {
        let lent = idle.withLock { $0.popLast() } ?? Idle(normalizer: Normalizer())
        defer { idle.withLock { $0.append(lent) } }
        return body(lent.normalizer)
    }
}
