import PotokCore
import PotokStreams

/// The host queues' lock, their waiting tasks and their timer.
final class HostQueuesStorage: Sendable {
    private typealias Token = HostQueuesMachine.Token

    private struct State {
        var machine: HostQueuesMachine
        /// Tasks that wait for an event, in the order of their coming.
        var waiting: [(token: Token, continuation: CheckedContinuation<Void, Never>)] = []
        /// Fetches that wait for their turn at another host, and those whose turn came before they waited.
        var moving: [Token: CheckedContinuation<Duration?, Never>] = [:]
        var arrived: [Token: Duration] = [:]
        var lastToken: Token = 0
        /// Counts events, so that nobody falls asleep over one.
        var events: UInt64 = 0
        var alarm: (time: Duration, task: Task<Void, Never>)?
    }

    private let state: Lock<State>
    private let supply: any FrontierSupply
    private let wallNow: @Sendable () -> Timestamp
    private let now: @Sendable () -> Duration
    private let sleep: @Sendable (Duration) async throws -> Void

    init(
        supply: some FrontierSupply,
        clock: some Clock<Duration>,
        wallNow: @escaping @Sendable () -> Timestamp,
        machine: HostQueuesMachine
    ) {
        self.supply = supply
        self.wallNow = wallNow
        let start = clock.now
        now = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
        state = Lock(State(machine: machine))
    }

    deinit { state.withLock { $0.alarm?.task.cancel() } }

    var waitingHosts: Int {
        let time = now()
        return state.withLock { $0.machine.waitingHosts(now: time) }
    }

    var waitsForHeld: Bool { state.withLock { $0.machine.waitsForHeld } }

    // MARK: The next request

    func next() async throws -> Request? {
        while true {
            try Task.checkCancellation()
            let time = now()
            let (action, events, mayPassOn, waitsForHeld) = state.withLock { state in
                let action = state.machine.next(now: time)
                // Whoever goes on to wait has seen another machine than this one.
                if !state.waiting.isEmpty, let time = state.machine.nextTime { setAlarm(time, in: &state) }
                return (action, state.events, state.machine.hasWork(now: time), state.machine.waitsForHeld)
            }
            switch action {
            case .start(let request):
                if mayPassOn { wakeOne() }
                return request
            case .claim(let counts):
                if mayPassOn { wakeOne() }
                try await claim(counts)
            case .survey: try await survey()
            case .wait(let until):
                if waitsForHeld { supply.onlyHeldAreLeft() }
                await wait(until: until, unlessAfter: events)
            case .finished:
                wakeAll()
                return nil
            }
        }
    }

    private func claim(_ counts: [String: Int]) async throws {
        do {
            let requests = try await supply.claim(counts)
            state.withLock { state in
                state.machine.claimed(requests, of: counts)
                state.events += 1
            }
            wakeOne()
        } catch {
            state.withLock { $0.machine.claimFailed() }
            wakeAll()
            throw error
        }
    }

    private func survey() async throws {
        do {
            let due = try await supply.dueHosts()
            let wall = wallNow()
            let time = now()
            let hosts = due.map { host in
                let wait = (host.blockedUntil ?? wall).secondsSince1970 - wall.secondsSince1970
                return (host: host.host, blockedUntil: time + .seconds(max(0, wait)))
            }
            state.withLock { state in
                state.machine.surveyed(hosts, now: time)
                state.events += 1
            }
            wakeOne()
        } catch {
            state.withLock { $0.machine.surveyFailed(now: now()) }
            wakeAll()
            throw error
        }
    }

    // MARK: Events

    func finished(_ claim: Request.Claim) {
        event { $0.finished(claim, now: $1) }
        wakeOne()
    }

    func hold() { state.withLock { $0.machine.hold() } }

    func letGo(_ count: Int) {
        event { machine, time in
            machine.letGo(count, now: time)
            return []
        }
        wakeAll()
    }

    func begin(_ claim: Request.Claim) async throws {
        let (time, start) = state.withLock { state in
            let time = now()
            return (time, state.machine.begin(claim, now: time))
        }
        if start > time { try await sleep(start) }
        try await waitForBlock { $0.host(of: claim) }
    }

    func answered(_ claim: Request.Claim, since: Duration) {
        state.withLock { $0.machine.answered(claim, at: now() - since) }
    }

    /// Waits while a host wants to be left alone, if that is not too long.
    ///
    /// - Throws: ``HostIsBlocked`` when it is.
    private func waitForBlock(_ host: (HostQueuesMachine) -> String?) async throws {
        while true {
            let (time, end, patience) = state.withLock { state in
                (now(), host(state.machine).map(state.machine.blockEnd) ?? .zero, state.machine.patience)
            }
            guard end > time else { return }
            if end - time > patience { throw HostIsBlocked(until: wallNow() + (end - time)) }
            try await sleep(end)
        }
    }

    func block(_ host: String, until: Timestamp) -> [Request] {
        let wait = max(0, until.secondsSince1970 - wallNow().secondsSince1970)
        let released = state.withLock { state in
            state.events += 1
            let time = now()
            return state.machine.block(host, until: time + .seconds(wait), now: time)
        }
        wakeOne()
        return released
    }

    func setCrawlDelay(_ delay: Duration, of host: String) {
        state.withLock { $0.machine.setCrawlDelay(delay, of: host, now: now()) }
    }

    func stop() -> [Request] {
        let released = state.withLock { state in
            state.events += 1
            return state.machine.stop()
        }
        wakeAll()
        return released
    }

    /// Tells the machine of an event, and the fetches whose turn has come by it.
    private func event(_ change: (inout HostQueuesMachine, Duration) -> [(token: Token, start: Duration)]) {
        let due = state.withLock { state in
            state.events += 1
            return Self.settle(change(&state.machine, now()), in: &state)
        }
        for (continuation, start) in due { continuation.resume(returning: start) }
    }

    /// Finds who waits for these turns; a turn that comes before its fetch waits is kept for it.
    private static func settle(
        _ starts: [(token: Token, start: Duration)],
        in state: inout State
    ) -> [(CheckedContinuation<Duration?, Never>, Duration)] {
        starts.compactMap { token, start in
            if let continuation = state.moving.removeValue(forKey: token) { return (continuation, start) }
            state.arrived[token] = start
            return nil
        }
    }

    // MARK: Moving to another host

    func move(_ request: Request, to host: String) async throws {
        try Task.checkCancellation()
        // Before its own host is left: what is not to be asked for need not wait for its turn.
        let (end, patience) = state.withLock { ($0.machine.blockEnd(host), $0.machine.patience) }
        let time = now()
        if end - time > patience { throw HostIsBlocked(until: wallNow() + (end - time)) }
        let token = state.withLock { state in
            state.lastToken += 1
            return state.lastToken
        }
        var start: Duration?
        event { machine, time in
            let result = machine.move(request, to: host, token: token, now: time)
            start = result.start
            return result.others
        }
        wakeOne()
        if start == nil { start = await turn(token) }
        guard let start, !Task.isCancelled else {
            state.withLock { state in
                state.arrived[token] = nil
                state.machine.cancelMove(request.claim, token: token)
            }
            throw CancellationError()
        }
        // A block that came meanwhile may have put the start off for hours.
        try await waitForBlock { _ in host }
        if start > now() { try await sleep(start) }
        try await waitForBlock { _ in host }
    }

    /// Waits until another event names the token; nil when the task is cancelled.
    private func turn(_ token: Token) async -> Duration? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let result: Duration?? = state.withLock { state in
                    if let start = state.arrived.removeValue(forKey: token) { return .some(start) }
                    if Task.isCancelled { return .some(nil) }
                    state.moving[token] = continuation
                    return nil
                }
                if let result { continuation.resume(returning: result) }
            }
        } onCancel: {
            let continuation = state.withLock { $0.moving.removeValue(forKey: token) }
            continuation?.resume(returning: nil)
        }
    }

    // MARK: Waiting

    /// Waits for an event, or until a time; not at all when an event came after the one that is known.
    private func wait(until time: Duration?, unlessAfter events: UInt64) async {
        let token = state.withLock { state in
            state.lastToken += 1
            return state.lastToken
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isVoid = state.withLock { state in
                    if state.events != events || Task.isCancelled { return true }
                    state.waiting.append((token, continuation))
                    if let time { setAlarm(time, in: &state) }
                    return false
                }
                if isVoid { continuation.resume() }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                let index = state.waiting.firstIndex { $0.token == token }
                return index.map { state.waiting.remove(at: $0).continuation }
            }
            continuation?.resume()
            // It may have been woken for a request that it will not take now.
            wakeOne()
        }
    }

    /// One alarm is enough: it wakes a task that sets the next one if it finds nothing.
    private func setAlarm(_ time: Duration, in state: inout State) {
        if let alarm = state.alarm, alarm.time <= time { return }
        state.alarm?.task.cancel()
        let task = Task { [weak self, sleep] in
            guard (try? await sleep(time)) != nil else { return }
            self?.ring(time)
        }
        state.alarm = (time, task)
    }

    private func ring(_ time: Duration) {
        state.withLock { state in
            state.events += 1
            if state.alarm?.time == time { state.alarm = nil }
        }
        wakeOne()
    }

    private func wakeOne() {
        let continuation = state.withLock { state in
            state.waiting.isEmpty ? nil : state.waiting.removeFirst().continuation
        }
        continuation?.resume()
    }

    private func wakeAll() {
        let waiting = state.withLock { state in
            state.events += 1
            let waiting = state.waiting
            state.waiting = []
            return waiting
        }
        for waiter in waiting { waiter.continuation.resume() }
    }
}
