/// The rules by which bytes are lent: who gets them now, who waits, who may go over the limit.
///
/// There is no lock and no continuation here; waiters are opaque tokens, and every event returns the tokens to resume.
///
/// The rules never deadlock, and this is why. A lease waits in one stage only: once its element has left the first stage in
/// which it held bytes (`passOn`), it grows at once. So whatever holds bytes past that stage flows on to the sink and gives
/// them back. Inside that stage, one lease at a time may go over the limit (the *overdraft*) and so never waits either; when
/// its bytes come back, the next one may. Leases that hold bytes are served before those that hold none, because to finish
/// what has begun is what gives bytes back; a lease that holds none may go over the limit only when nothing at all is held.
/// What is lent is therefore at most the limit, and the one lease in overdraft, and what leases grew after they were passed
/// on.
struct ByteBudgetMachine<Lease: Hashable, Waiter> {
    /// The name of one waiter, for its cancellation.
    typealias WaiterID = UInt64

    private struct Holding {
        var bytes: Int
        var isPassedOn = false
    }

    fileprivate struct Entry {
        let id: WaiterID
        let lease: Lease
        let bytes: Int
        let waiter: Waiter
    }

    /// No lease is taken to be larger than this, so that sums cannot overflow.
    static var largestLease: Int { 1 << 48 }

    /// How many bytes are lent before leases have to wait.
    let limit: Int
    /// How many bytes are lent now.
    private(set) var held = 0
    /// The most that were ever lent at one time.
    private(set) var peak = 0
    /// The lease that may go over the limit, while there is one.
    private(set) var overdraft: Lease?
    private var holdings: [Lease: Holding] = [:]
    private var resuming = Queue<Entry>()
    private var starting = Queue<Entry>()
    private var lastID: WaiterID = 0

    /// Makes the rules for a limit in bytes.
    init(limit: Int) {
        self.limit = max(0, limit)
    }

    /// Whether a lease waits.
    var hasWaiters: Bool { !resuming.isEmpty || !starting.isEmpty }

    /// How many bytes a lease holds.
    func bytes(of lease: Lease) -> Int { holdings[lease]?.bytes ?? 0 }

    /// A new name for a waiter.
    mutating func nextID() -> WaiterID {
        lastID &+= 1
        return lastID
    }

    /// Lets a lease grow to `bytes` when nobody waits before it and the rules allow it; a lease that is larger already stays.
    mutating func tryGrow(_ lease: Lease, to bytes: Int) -> Bool {
        let current = self.bytes(of: lease)
        if bytes <= current || isFree(lease) || (resuming.isEmpty && (current > 0 || starting.isEmpty)) {
            return grant(lease, bytes)
        }
        return false
    }

    /// A lease that could not grow waits its turn.
    mutating func wait(_ lease: Lease, for bytes: Int, id: WaiterID, _ waiter: Waiter) {
        let entry = Entry(id: id, lease: lease, bytes: bytes, waiter: waiter)
        if self.bytes(of: lease) > 0 { resuming.append(entry) } else { starting.append(entry) }
    }

    /// A waiter gives up: its token, unless it was served before, and the tokens of those whose turn it now is.
    mutating func cancel(_ id: WaiterID) -> (cancelled: Waiter?, served: [Waiter]) {
        let entry = resuming.removeFirst { $0.id == id } ?? starting.removeFirst { $0.id == id }
        return (entry?.waiter, entry == nil ? [] : serve())
    }

    /// A lease gives back what it holds above `bytes`: the tokens of those whose turn it now is.
    mutating func shrink(_ lease: Lease, to bytes: Int) -> [Waiter] {
        guard var holding = holdings[lease], holding.bytes > bytes else { return [] }
        held -= holding.bytes - max(0, bytes)
        holding.bytes = max(0, bytes)
        holdings[lease] = holding.bytes == 0 && !holding.isPassedOn ? nil : holding
        if holding.bytes == 0, overdraft == lease { overdraft = nil }
        return serve()
    }

    /// A lease gives back everything and waits no longer: its own tokens, and those of the ones whose turn it now is.
    mutating func release(_ lease: Lease) -> (dropped: [Waiter], served: [Waiter]) {
        var dropped: [Waiter] = []
        if hasWaiters {
            while let entry = resuming.removeFirst(where: { $0.lease == lease })
                ?? starting.removeFirst(where: { $0.lease == lease })
            {
                dropped.append(entry.waiter)
            }
        }
        guard let holding = holdings.removeValue(forKey: lease) else {
            return (dropped, dropped.isEmpty ? [] : serve())
        }
        held -= holding.bytes
        if overdraft == lease { overdraft = nil }
        return (dropped, serve())
    }

    /// The element of a lease left the stage in which it took bytes: from here on the lease grows at once.
    mutating func passOn(_ lease: Lease) {
        guard let holding = holdings[lease], holding.bytes > 0 else { return }
        holdings[lease]?.isPassedOn = true
    }

    private func isFree(_ lease: Lease) -> Bool {
        overdraft == lease || holdings[lease]?.isPassedOn == true
    }

    private mutating func grant(_ lease: Lease, _ bytes: Int) -> Bool {
        let bytes = min(bytes, Self.largestLease)
        let current = self.bytes(of: lease)
        guard bytes > current else { return true }
        let more = bytes - current
        if more > limit - held, !isFree(lease) {
            guard overdraft == nil, current > 0 || held == 0 else { return false }
            overdraft = lease
        }
        holdings[lease, default: Holding(bytes: 0)].bytes = bytes
        held += more
        peak = max(peak, held)
        return true
    }

    private mutating func serve() -> [Waiter] {
        if held <= limit { overdraft = nil }
        var served: [Waiter] = []
        while true {
            // A lease in overdraft waits for nothing, wherever its waiter stands.
            if let overdraft, let entry = resuming.removeFirst(where: { $0.lease == overdraft }) {
                _ = grant(entry.lease, entry.bytes)
                served.append(entry.waiter)
            } else if let first = resuming.first {
                guard grant(first.lease, first.bytes) else { break }
                _ = resuming.popFirst()
                served.append(first.waiter)
            } else if let first = starting.first {
                guard grant(first.lease, first.bytes) else { break }
                _ = starting.popFirst()
                served.append(first.waiter)
            } else {
                break
            }
        }
        return served
    }
}

extension ByteBudgetMachine.Entry: Sendable where Lease: Sendable, Waiter: Sendable {}

extension ByteBudgetMachine: Sendable where Lease: Sendable, Waiter: Sendable {}
