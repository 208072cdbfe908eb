import PotokCore

/// The rules of the host queues: whose turn it is, when a host may be asked again, when to claim more, when it is over.
///
/// No lock, task or clock is in here: the time comes in with each event, counted from some start, and every event says
/// what is to be done. Each host that can be asked is in the heap once, at the time at which its next request may start;
/// one whose parallel limit is reached is out until a request of it finishes. So a slow or blocked host costs nothing
/// while it waits, and holds up nobody.
struct HostQueuesMachine: Sendable {
    typealias Token = UInt64

    /// What whoever asked is to do.
    enum Action: Sendable {
        /// Fetch this.
        case start(Request)
        /// Claim so many requests of these hosts, and report with `claimed`.
        case claim([String: Int])
        /// Ask which hosts are due, and report with `surveyed`.
        case survey
        /// Ask again after the next event, or at this time at the latest.
        case wait(until: Duration?)
        /// Nothing is due any more.
        case finished
    }

    private struct Host {
        /// Requests that were claimed, the next one last.
        var pending: [Request] = []
        var running = 0
        /// When the next request may start.
        var readyAt: Duration = .zero
        /// The delay with its jitter that follows the request started last.
        var gap: Duration = .zero
        /// When the next request that was handed out may begin: a gap after the last one has really begun.
        var beginAt: Duration = .zero
        /// When its own wish to be left alone ends.
        var blockedUntil: Duration = .zero
        /// The pace of the request started last, or of robots.txt if that is slower.
        var pace = HostPace(delay: .zero)
        /// What robots.txt asks for.
        var crawlDelay: Duration = .zero
        /// Whether the frontier may have more of it.
        var mayHaveMore = true
        /// Whether it is among those to claim for, or being claimed for.
        var isWanting = false
        /// The ticket of its entry in the heap; nil when it has none.
        var ticket: UInt64?
        /// Fetches that were redirected here and wait for their turn, with what is to be told when it comes.
        var arriving: [(token: Token, pace: HostPace)] = []

        var nextStart: Duration { max(readyAt, blockedUntil) }
        var hasWork: Bool { !pending.isEmpty || mayHaveMore }
        var isIdle: Bool { !hasWork && !isWanting && running == 0 && arriving.isEmpty }
    }

    /// Hosts claimed for at once, and requests held for all of them together.
    private static let claimWidth = 64
    private static let claimedInAll = 4_096
    private static let claimedPerHost = 32
    /// With so few requests left, a host that is asked without pause is claimed for again.
    private static let lowMark = 4
    /// How often the frontier is asked for hosts that have come up meanwhile.
    static let surveyInterval: Duration = .seconds(5)

    /// A host that asks to be left alone for longer than this has its requests given back.
    let patience: Duration
    private let grouping: HostGrouping
    private let paceOf: @Sendable (Request) -> HostPace
    private let jitter: @Sendable () -> Double

    private var hosts: [String: Host] = [:]
    private var heap = HostHeap()
    private var lastTicket: UInt64 = 0
    private var hostOfClaim: [Request.Claim: String] = [:]
    private var running = 0
    /// Hosts to claim for next, and those being claimed for, in the order of their turns.
    private var wanting: [String] = []
    private var claiming: [String] = []
    /// Requests whose results may make others due, until these are in the frontier.
    private var held = 0
    /// Whether something has come into the frontier while it was being asked.
    private var mustSurveyAgain = false
    private var isSurveying = false
    private var nextSurvey: Duration = .zero
    /// Whether the frontier had nothing new when it was asked, and nothing has happened since.
    private var isDry = false
    private var isStopped = false

    init(
        patience: Duration,
        grouping: HostGrouping,
        pace: @escaping @Sendable (Request) -> HostPace,
        jitter: @escaping @Sendable () -> Double
    ) {
        self.patience = patience
        self.grouping = grouping
        self.paceOf = pace
        self.jitter = jitter
    }

    // MARK: What is next

    /// Says what somebody who wants a request is to do now.
    mutating func next(now: Duration) -> Action {
        if isStopped { return .finished }
        if !isSurveying, now >= nextSurvey { return survey() }
        let ready = gather(now: now)
        if !wanting.isEmpty, claiming.isEmpty, ready == nil || wanting.count >= Self.claimWidth {
            return claim(ready, now)
        }
        if let ready { return .start(start(ready, now: now)) }
        if let first = heap.first { return .wait(until: min(first.time, nextSurvey)) }
        if isSurveying { return .wait(until: nil) }
        if !claiming.isEmpty || running > 0 || held > 0 { return .wait(until: nextSurvey) }
        return isDry ? .finished : survey()
    }

    /// When something may happen without an event.
    var nextTime: Duration? {
        let times = [heap.first?.time, isSurveying ? nil : nextSurvey].compactMap { $0 }
        return times.min()
    }

    /// How many hosts have work that is known and are not to be asked yet.
    func waitingHosts(now: Duration) -> Int {
        hosts.values.count { $0.nextStart > now && ($0.hasWork || !$0.arriving.isEmpty) }
    }

    /// Whether held requests are all that there is to wait for.
    var waitsForHeld: Bool {
        held > 0 && running == 0 && heap.first == nil && wanting.isEmpty && claiming.isEmpty
    }

    /// Whether a request could be handed out, or claimed, without waiting.
    func hasWork(now: Duration) -> Bool {
        if isStopped { return true }
        if let first = heap.first, first.time <= now { return true }
        return !wanting.isEmpty && claiming.isEmpty
    }

    /// Takes hosts that are up from the heap until one has a request; those without want to be claimed for.
    private mutating func gather(now: Duration) -> String? {
        while let entry = heap.first, entry.time <= now, wanting.count < Self.claimWidth {
            _ = heap.popFirst()
            guard var host = hosts[entry.host], host.ticket == entry.ticket else { continue }
            host.ticket = nil
            hosts[entry.host] = host
            if !host.pending.isEmpty { return entry.host }
            want(entry.host)
        }
        return nil
    }

    private mutating func claim(_ ready: String?, _ now: Duration) -> Action {
        if let ready { enqueue(ready) }
        claiming = wanting
        wanting = []
        let each = min(max(Self.claimedInAll / max(hosts.count, 1), 1), Self.claimedPerHost)
        return .claim(Dictionary(claiming.map { ($0, each) }, uniquingKeysWith: { first, _ in first }))
    }

    private mutating func want(_ name: String) {
        guard let host = hosts[name], host.mayHaveMore, !host.isWanting else { return }
        hosts[name]?.isWanting = true
        wanting.append(name)
    }

    private mutating func survey() -> Action {
        isSurveying = true
        nextSurvey = .seconds(Int64.max / 4)
        return .survey
    }

    private mutating func start(_ name: String, now: Duration) -> Request {
        var runsLow = false
        let (paceOf, jitter) = (paceOf, jitter)
        // In place: a copy of the host would copy its requests too.
        let request = { (host: inout Host) in
            let request = host.pending.removeLast()
            host.pace = paceOf(request).slower(HostPace(delay: host.crawlDelay, parallel: .max))
            host.running += 1
            host.gap = Self.spread(host.pace.delay, jitter)
            host.readyAt = now + host.gap
            runsLow = host.pending.count <= Self.lowMark && host.pace.delay == .zero
            return request
        }(&hosts[name, default: Host()])
        running += 1
        isDry = false
        hostOfClaim[request.claim] = name
        // A host that is asked without pause must not run dry between two claims.
        if runsLow { want(name) }
        enqueue(name)
        return request
    }

    /// The delay with its jitter: up to a fifth longer and never shorter, so that what was configured is kept.
    private static func spread(_ delay: Duration, _ jitter: () -> Double) -> Duration {
        delay == .zero ? .zero : delay + delay * (0.2 * min(max(jitter(), 0), 1))
    }

    /// Puts a host into the heap, if it is not there and there is something to look for.
    private mutating func enqueue(_ name: String) {
        guard var host = hosts[name], host.ticket == nil, host.hasWork, host.arriving.isEmpty,
            host.running < host.pace.parallel
        else { return }
        if host.pending.isEmpty, host.isWanting { return }
        lastTicket += 1
        host.ticket = lastTicket
        hosts[name] = host
        heap.insert(HostHeap.Entry(time: host.nextStart, ticket: lastTicket, host: name))
    }

    /// Puts a host into the heap anew, since its time has changed.
    private mutating func enqueueAgain(_ name: String) {
        hosts[name]?.ticket = nil
        enqueue(name)
    }

    // MARK: Events

    /// The requests that a claim brought.
    mutating func claimed(_ requests: [Request], of counts: [String: Int]) {
        let asked = claiming
        claiming = []
        var received: [String: Int] = [:]
        // The next one is last, so that taking it moves nothing; what was claimed before comes before.
        let queues = Dictionary(grouping: requests) { HostQueues.host(of: $0).map(grouping.queue) ?? "" }
        for (name, batch) in queues.sorted(by: { $0.key < $1.key }) where !name.isEmpty {
            hosts[name, default: Host()].pending.insert(contentsOf: batch.reversed(), at: 0)
            received[name] = batch.count
        }
        for name in asked {
            hosts[name]?.isWanting = false
            hosts[name]?.mayHaveMore = received.removeValue(forKey: name) ?? 0 >= counts[name] ?? 0
            enqueue(name)
        }
        // Other hosts than those asked for are welcome too.
        for name in received.keys { enqueue(name) }
    }

    /// A claim failed: the hosts may be claimed for again.
    mutating func claimFailed() {
        for name in claiming {
            hosts[name]?.isWanting = false
            enqueue(name)
        }
        claiming = []
    }

    /// The hosts that are due, with the time until which each is to be left alone.
    mutating func surveyed(_ due: [(host: String, blockedUntil: Duration)], now: Duration) {
        isSurveying = false
        nextSurvey = mustSurveyAgain ? now : now + Self.surveyInterval
        isDry = !mustSurveyAgain
        mustSurveyAgain = false
        // Hosts whose last request is long enough ago need not be remembered.
        hosts = hosts.filter { !$0.value.isIdle || $0.value.nextStart > now }
        for (name, blockedUntil) in due {
            var host = hosts[name] ?? Host()
            let until = max(host.blockedUntil, blockedUntil)
            guard until - now <= patience else { continue }
            isDry = false
            host.mayHaveMore = true
            host.blockedUntil = until
            hosts[name] = host
            enqueue(name)
        }
    }

    /// The survey failed: it may be tried again.
    mutating func surveyFailed(now: Duration) {
        isSurveying = false
        nextSurvey = now
    }

    /// A request that was handed out some time ago really begins: when it may.
    mutating func begin(_ claim: Request.Claim, now: Duration) -> Duration {
        guard let name = hostOfClaim[claim], var host = hosts[name] else { return now }
        let start = max(now, host.beginAt)
        host.beginAt = start + host.gap
        let isLater = host.readyAt < host.beginAt
        host.readyAt = max(host.readyAt, host.beginAt)
        hosts[name] = host
        if isLater { enqueueAgain(name) }
        return start
    }

    /// The host of a request has begun to answer at this time.
    ///
    /// A request may be on the way for longer than the one after it, and be seen by its host that much later. By its first
    /// byte it has been seen for certain: the delay counts from there, if that is later than what the start gave.
    mutating func answered(_ claim: Request.Claim, at time: Duration) {
        guard let name = hostOfClaim[claim], let host = hosts[name], host.pace.delay > .zero else { return }
        let earliest = time + host.pace.delay
        guard host.readyAt < earliest else { return }
        hosts[name]?.readyAt = earliest
        hosts[name]?.beginAt = max(host.beginAt, earliest)
        if host.ticket != nil { enqueueAgain(name) }
    }

    /// A request has ended: the fetches whose turn comes by it, and when each may start.
    mutating func finished(_ claim: Request.Claim, now: Duration) -> [(token: Token, start: Duration)] {
        guard let name = hostOfClaim.removeValue(forKey: claim) else { return [] }
        running -= 1
        isDry = false
        return leave(name, now: now)
    }

    /// The result of a request may make others due: it is not over until that is known.
    mutating func hold() { held += 1 }

    /// The results of so many held requests are in the frontier, which may have something new now.
    mutating func letGo(_ count: Int, now: Duration) {
        held = max(0, held - count)
        isDry = false
        if isSurveying { mustSurveyAgain = true } else { nextSurvey = min(nextSurvey, now) }
    }

    /// A host wants to be left alone; its requests are given back when that is longer than the patience.
    mutating func block(_ name: String, until: Duration, now: Duration) -> [Request] {
        // Of a host that nobody has asked for, nothing is known to be due.
        var host = hosts[name] ?? Host(mayHaveMore: false)
        host.blockedUntil = max(host.blockedUntil, until)
        var released: [Request] = []
        if host.blockedUntil - now > patience {
            released = host.pending.reversed()
            host.pending = []
            host.mayHaveMore = false
        }
        hosts[name] = host
        enqueueAgain(name)
        return released
    }

    /// When a host's wish to be left alone ends; in the past when it has none.
    func blockEnd(_ name: String) -> Duration { hosts[name]?.blockedUntil ?? .zero }

    /// The host that a request is at.
    func host(of claim: Request.Claim) -> String? { hostOfClaim[claim] }

    /// robots.txt asks for this time between two requests.
    mutating func setCrawlDelay(_ delay: Duration, of name: String, now: Duration) {
        guard hosts[name, default: Host()].crawlDelay != delay else { return }
        hosts[name, default: Host()].crawlDelay = delay
        // It holds from now on, for the request that is under way too.
        let earliest = now + Self.spread(delay, jitter)
        if let readyAt = hosts[name]?.readyAt { hosts[name]?.readyAt = max(readyAt, earliest) }
        enqueueAgain(name)
    }

    /// A fetch leaves its host for another, or asks its own once more: when it may go on, or nil when it has to wait for
    /// the token to be named by another event.
    ///
    /// Nobody holds one host while waiting for another, so nothing can lock up.
    mutating func move(
        _ request: Request,
        to target: String,
        token: Token,
        now: Duration
    ) -> (start: Duration?, others: [(token: Token, start: Duration)]) {
        guard let origin = hostOfClaim[request.claim] else { return (now, []) }
        hostOfClaim[request.claim] = target
        let others = leave(origin, now: now)
        var host = hosts[target] ?? Host(mayHaveMore: false)
        let pace = paceOf(request).slower(HostPace(delay: host.crawlDelay, parallel: .max))
        guard host.running < host.pace.parallel, host.arriving.isEmpty else {
            host.arriving.append((token, pace))
            hosts[target] = host
            return (nil, others)
        }
        hosts[target] = host
        return (arrive(target, pace, now: now), others)
    }

    /// A fetch that waits at a host gives up.
    mutating func cancelMove(_ claim: Request.Claim, token: Token) {
        guard let name = hostOfClaim[claim] else { return }
        guard let index = hosts[name]?.arriving.firstIndex(where: { $0.token == token }) else { return }
        hosts[name]?.arriving.remove(at: index)
        // It is at no host now; to finish it must not count against one.
        hostOfClaim[claim] = nil
        running -= 1
        enqueue(name)
    }

    /// Starts nothing more; gives back the requests that have not been started.
    mutating func stop() -> [Request] {
        isStopped = true
        var released: [Request] = []
        for name in hosts.keys {
            released += hosts[name]?.pending.reversed() ?? []
            hosts[name]?.pending = []
        }
        return released
    }

    /// Whether `stop` was called.
    var hasStopped: Bool { isStopped }

    private mutating func leave(_ name: String, now: Duration) -> [(token: Token, start: Duration)] {
        guard var host = hosts[name] else { return [] }
        host.running = max(0, host.running - 1)
        var starts: [(token: Token, start: Duration)] = []
        hosts[name] = host
        while let (token, pace) = hosts[name]?.arriving.first, let host = hosts[name], host.running < host.pace.parallel
        {
            hosts[name]?.arriving.removeFirst()
            starts.append((token, arrive(name, pace, now: now)))
        }
        enqueue(name)
        return starts
    }

    /// Takes the next turn of a host for a fetch that was redirected to it.
    private mutating func arrive(_ name: String, _ pace: HostPace, now: Duration) -> Duration {
        guard var host = hosts[name] else { return now }
        let start = max(now, host.nextStart)
        host.running += 1
        host.pace = pace
        host.gap = Self.spread(pace.delay, jitter)
        host.readyAt = start + host.gap
        host.beginAt = host.readyAt
        hosts[name] = host
        enqueueAgain(name)
        return start
    }
}
