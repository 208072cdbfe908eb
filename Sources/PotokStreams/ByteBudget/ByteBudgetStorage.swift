/// The lock of a byte budget and those who wait at it.
final class ByteBudgetStorage: Sendable {
    /// Who is told that the bytes are there.
    enum Waiter: Sendable {
        case task(CheckedContinuation<Void, any Error>)
        case callback(@Sendable () -> Void)

        func resume() {
            switch self {
            case .task(let continuation): continuation.resume()
            case .callback(let call): call()
            }
        }

        /// The bytes will not come; a callback is just forgotten.
        func drop() {
            if case .task(let continuation) = self { continuation.resume(throwing: CancellationError()) }
        }
    }

    typealias Machine = ByteBudgetMachine<ObjectIdentifier, Waiter>

    private let machine: Lock<Machine>
    private let shortageCallback = Lock<(@Sendable () -> Void)?>(nil)

    init(limit: Int) {
        machine = Lock(Machine(limit: limit))
    }

    func inspect<Result: Sendable>(_ look: (Machine) -> Result) -> Result {
        machine.withLock { look($0) }
    }

    func onShortage(_ callback: @escaping @Sendable () -> Void) {
        shortageCallback.withLock { $0 = callback }
    }

    func tryGrow(_ lease: ObjectIdentifier, to bytes: Int) -> Bool {
        machine.withLock { $0.tryGrow(lease, to: bytes) }
    }

    func grow(_ lease: ObjectIdentifier, to bytes: Int) async throws {
        try Task.checkCancellation()
        guard !tryGrow(lease, to: bytes) else { return }
        let id = machine.withLock { $0.nextID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let result: Result<Void, any Error>? = machine.withLock { machine in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if machine.tryGrow(lease, to: bytes) { return .success(()) }
                    machine.wait(lease, for: bytes, id: id, .task(continuation))
                    return nil
                }
                if let result { continuation.resume(with: result) } else { reportShortage() }
            }
        } onCancel: {
            let (cancelled, served) = machine.withLock { $0.cancel(id) }
            cancelled?.drop()
            for waiter in served { waiter.resume() }
        }
    }

    func grow(_ lease: ObjectIdentifier, to bytes: Int, onAvailable callback: @escaping @Sendable () -> Void) -> Bool {
        let isGranted = machine.withLock { machine in
            if machine.tryGrow(lease, to: bytes) { return true }
            machine.wait(lease, for: bytes, id: machine.nextID(), .callback(callback))
            return false
        }
        if !isGranted { reportShortage() }
        return isGranted
    }

    func shrink(_ lease: ObjectIdentifier, to bytes: Int) {
        let served = machine.withLock { $0.shrink(lease, to: bytes) }
        for waiter in served { waiter.resume() }
    }

    func release(_ lease: ObjectIdentifier) {
        let (dropped, served) = machine.withLock { $0.release(lease) }
        for waiter in dropped { waiter.drop() }
        for waiter in served { waiter.resume() }
    }

    func passOn(_ lease: ObjectIdentifier) {
        machine.withLock { $0.passOn(lease) }
    }

    private func reportShortage() {
        shortageCallback.withLock { $0 }?()
    }
}
