/// The bytes that one element of a run holds of its budget; given back at the latest when the lease is freed.
public final class ByteLease: Sendable {
    private let storage: ByteBudgetStorage

    init(storage: ByteBudgetStorage) {
        self.storage = storage
    }

    deinit {
        storage.release(id)
    }

    private var id: ObjectIdentifier { ObjectIdentifier(self) }

    /// How many bytes it holds.
    public var held: Int { storage.inspect { [id] in $0.bytes(of: id) } }

    /// Grows to `bytes`, waiting until the budget has them; a lease that is larger already stays as it is.
    ///
    /// It never waits for ever, as long as what is held comes back some day: one lease at a time that holds bytes may go over
    /// the limit, so that bodies held in part cannot wait for each other; a lease larger than the whole budget is granted
    /// when nothing else is held; and a lease whose element has left the stage in which it took bytes grows at once and is
    /// only counted. For this to hold, one stage of a pipeline takes the first bytes of all elements.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled, or the lease is released, before. What was held
    ///   stays held.
    public func grow(to bytes: Int) async throws {
        try await storage.grow(id, to: bytes)
    }

    /// Grows to `bytes` if that needs no waiting; callable from any thread.
    public func tryGrow(to bytes: Int) -> Bool {
        storage.tryGrow(id, to: bytes)
    }

    /// Grows to `bytes` now (true), or later and then calls back once: for a thread that must not wait.
    ///
    /// When the callback runs, the bytes are held already. It runs on the thread that gave bytes back, so it should only post
    /// a message; it is forgotten when the lease is released before.
    public func grow(to bytes: Int, onAvailable callback: @escaping @Sendable () -> Void) -> Bool {
        storage.grow(id, to: bytes, onAvailable: callback)
    }

    /// Gives back what is held above `bytes`.
    public func shrink(to bytes: Int) {
        storage.shrink(id, to: bytes)
    }

    /// Gives back everything; doing it again changes nothing.
    public func release() {
        storage.release(id)
    }

    /// From here on the lease grows without waiting, if it holds bytes; the runtime calls it between stages.
    func passOn() {
        storage.passOn(id)
    }
}
