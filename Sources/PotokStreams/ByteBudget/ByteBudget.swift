public import PotokCore

/// The memory that the bodies in flight of one run may take together.
///
/// Bytes are taken by growing a lease when a body arrives, and given back when the lease is released with its batch. They
/// are lent in the order of asking, those who hold some already before those who hold none. It never deadlocks: see
/// `ByteLease.grow(to:)` for who may go over the limit.
public final class ByteBudget: Sendable {
    let storage: ByteBudgetStorage
    /// How much is lent before leases have to wait.
    public let limit: ByteCount

    /// Makes a budget.
    public init(limit: ByteCount) {
        self.limit = limit
        storage = ByteBudgetStorage(limit: limit.bytes)
    }

    /// A lease that holds nothing yet.
    public func lease() -> ByteLease {
        ByteLease(storage: storage)
    }

    /// How many bytes are lent now.
    public var held: Int { storage.inspect(\.held) }

    /// The most bytes that were ever lent at one time.
    public var peak: Int { storage.inspect(\.peak) }

    /// Whether a lease waits for bytes.
    public var hasWaiters: Bool { storage.inspect(\.hasWaiters) }

    /// Sets what is called each time a lease begins to wait, on the thread that asked: whoever keeps bytes until a batch is
    /// full may end the batch now (`BoundedStream.flush()`).
    public func onShortage(_ callback: @escaping @Sendable () -> Void) {
        storage.onShortage(callback)
    }
}
