import PotokConfiguration
public import PotokCore
public import PotokSinks
import PotokStore

/// How far a sink holds what it should.
public struct SinkVerification: Sendable, Hashable {
    /// Documents that it holds as it should.
    public var equal = 0
    /// Documents of which a change waits for it, or that it refused.
    public var waiting = 0
    /// Documents that the transform does not let out.
    public var withheld = 0
    /// Documents that it should hold and does not.
    public var missing: [DocumentKey] = []
    /// Documents that it holds in an older version.
    public var stale: [DocumentKey] = []
    /// Documents that it holds in a version newer than ours, with that version.
    public var newer: [DocumentKey: Int64] = [:]
    /// Documents that it holds and should not, with their versions.
    public var extra: [DocumentKey: Int64] = [:]

    /// Whether it holds what it should, or will when what waits is delivered.
    public var isSound: Bool { missing.isEmpty && stale.isEmpty && newer.isEmpty && extra.isEmpty }
}

extension SinkUpkeep {
    /// Documents that are compared at a time.
    private static let page = 5_000

    /// Compares what the sink holds with what it should hold, key by key, and repairs what differs if that is wanted.
    ///
    /// - Returns: what was found, and with `repairs` what the delivery of the repair came to.
    /// - Throws: `PotokError` when the target cannot be asked, or cannot say what it holds.
    public func verify(repairs: Bool) async throws -> (found: SinkVerification, report: DeliveryReport?) {
        let (lock, sink) = try await open()
        defer { withExtendedLifetime(lock) {} }
        guard sink.capabilities.contains(.holdings) else {
            throw PotokError(
                "sink.no-holdings",
                "the sink '\(options.name)' cannot say what it holds",
                hint: "a file on standard output or a webhook keeps nothing that could be asked for"
            )
        }
        let found: SinkVerification
        do {
            found = try await compare(sink, with: options.name)
        } catch let failure as SinkFailure {
            throw PotokError(failure, of: options.name)
        }
        guard repairs, !found.isSound else { return (found, nil) }
        var repair = HoldingRepair()
        repair.missing = found.missing
        repair.stale = found.stale
        repair.newer = found.newer
        repair.extra = found.extra
        try await store.enter(repair, sink: options.name, now: now())
        return (found, try await deliver(options.name, to: sink))
    }

    /// Compares what a sink holds with what it should hold once everything in a queue is delivered.
    func compare(_ sink: any Sink, with queue: String) async throws -> SinkVerification {
        var found = SinkVerification()
        var ours = Pages<ExpectedHolding> { [store] last in
            try await store.expectedHoldings(of: queue, after: last?.key, limit: Self.page)
        }
        var theirs = Pages<Holding> { last in try await sink.holdings(after: last?.key, limit: Self.page) }
        // Differences that may be due to what waits.
        var open = SinkVerification()
        var mine = try await ours.next()
        var other = try await theirs.next()
        while mine != nil || other != nil {
            if let expected = mine, expected.key < other?.key ?? expected.key || other == nil {
                if expected.isWaiting { found.waiting += 1 } else { open.missing.append(expected.key) }
                mine = try await ours.next()
            } else if let held = other, mine == nil || held.key < mine?.key ?? held.key {
                open.extra[held.key] = held.version
                other = try await theirs.next()
            } else if let expected = mine, let held = other {
                if held.version > expected.version {
                    found.newer[held.key] = held.version
                } else if expected.isWaiting {
                    found.waiting += 1
                } else if held.version < expected.version {
                    open.stale.append(held.key)
                } else {
                    found.equal += 1
                }
                mine = try await ours.next()
                other = try await theirs.next()
            }
        }
        // A run may have changed documents meanwhile; nobody has delivered, so those changes wait.
        let waiting = try await store.waitingVersions(
            for: queue,
            among: open.missing + open.stale + Array(open.extra.keys)
        )
        let missing = open.missing.filter { waiting[$0] == nil }
        found.missing = try await letOut(missing)
        found.withheld = missing.count - found.missing.count
        found.stale = open.stale.filter { waiting[$0] == nil }
        // A delete that is older than what the sink holds would remove nothing.
        found.extra = open.extra.filter { waiting[$0.key] ?? .min < $0.value }
        found.waiting += open.missing.count + open.stale.count + open.extra.count
        found.waiting -= missing.count + found.stale.count + found.extra.count
        return found
    }

    /// Of documents that are missing those that the transform lets out.
    private func letOut(_ keys: [DocumentKey]) async throws -> [DocumentKey] {
        guard let transform = CommandTransform(options.transform, folder: configuration.folder) else { return keys }
        var rest = keys[...]
        var found: [DocumentKey] = []
        while !rest.isEmpty {
            let part = rest.prefix(options.batchDocuments)
            rest = rest.dropFirst(part.count)
            let changes = try await store.documents(keys: Array(part)).compactMap { document in
                DocumentKey(rawValue: document.key).map { SinkChange(upsert: document, key: $0) }
            }
            for output in try await transform.apply(changes) {
                if case .change(let change) = output, change.document != nil { found.append(change.change.key) }
            }
        }
        return found
    }
}

/// A list that comes page by page.
private struct Pages<Element: Sendable> {
    let load: @Sendable (Element?) async throws -> [Element]
    private var page: [Element] = []
    private var place = 0
    private var isAtEnd = false

    init(load: @escaping @Sendable (Element?) async throws -> [Element]) { self.load = load }

    /// The next element; nil behind the last.
    mutating func next() async throws -> Element? {
        if place == page.count {
            guard !isAtEnd else { return nil }
            page = try await load(page.last)
            place = 0
            isAtEnd = page.isEmpty
            if isAtEnd { return nil }
        }
        defer { place += 1 }
        return page[place]
    }
}
