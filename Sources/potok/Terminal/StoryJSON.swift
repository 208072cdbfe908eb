import Potok
import PotokCore
import PotokStore

/// The story of an address as JSON.
struct StoryJSON: Encodable {
    struct Finder: Encodable {
        var address: String
        var role: String
    }

    struct Ending: Encodable {
        var run: Int64
        var at: String
        var outcome: String
        var code: String?
        var reason: String?
    }

    struct Step: Encodable {
        var from: String
        var to: String
        var status: Int
        var observedAt: String
    }

    struct Alias: Encodable {
        var address: String
        var reason: String
    }

    struct Copy: Encodable {
        var file: String
        var offset: Int
        var observedAt: String
    }

    struct Delivery: Encodable {
        var sink: String
        var state: String
        var change: String?
        var attempts: Int
        var retryAt: String?
        var code: String?
        var message: String?

        init(_ standing: DeliveryStanding) {
            sink = standing.sink
            state = standing.state.rawValue
            change = standing.kind?.rawValue
            attempts = standing.attempts
            retryAt = standing.retryAt?.text
            code = standing.code
            message = standing.message
        }
    }

    struct Block: Encodable {
        var host: String
        var until: String
        var isOver: Bool
        var times: Int
        var reason: String?
    }

    struct Robots: Encodable {
        var verdict: String
        var agent: String
        var line: Int?
        var pattern: String?
        var expiresAt: String?
    }

    struct Forgetting: Encodable {
        var receipt: String
        var at: String
        var reason: String
    }

    struct Source: Encodable {
        var source: String
        var stance: String
        var reason: String?
    }

    struct Document: Encodable {
        var number: Int?
        var key: String
        var url: String?
        var title: String?
        var language: String?
        var publishedAt: String?
        var confidence: Double?
        var normalizer: Int?
        var revision: Int?
        var version: Int64?
        var firstSeenAt: String?
        var observedAt: String?
        var changedAt: String?
        var duplicateOf: String?
        var duplicateRelation: String?
        var duplicateScore: Double?
        var goneAt: String?
        var goneReason: String?
        var toGoSince: String?
        var toGoReason: String?
        var isHeld: Bool?
    }

    var type = "address"
    var address: String
    var seen: Bool
    var source: String?
    var namedInRun: Int64?
    var role: String?
    var depth: Int?
    var foundIn: Finder?
    var discoveredAt: String?
    var toldAt: String?
    var movedTo: String?
    var fetchedAt: String?
    var entityTag: String?
    var lastModified: String?
    var dueAt: String?
    var due: String?
    var interval: Double?
    var failures: Int?
    var misses: Int?
    var quarantine: String?
    var prunedAt: String?
    var document: Document?
    var suspect: SuspectJSON?
    var because: [String]
    var aliases: [Alias]
    var redirects: [Step]
    var endings: [Ending]
    var copies: [Copy]
    var deliveries: [Delivery]
    var block: Block?
    var robots: Robots?
    var addressRefusal: String?
    var forgotten: Forgetting?
    var sources: [Source]?

    init(_ story: AddressStory) {
        address = story.address
        seen = story.wasSeen
        because = story.leads?.reasons ?? []
        aliases = (story.leads?.aliases ?? []).map { Alias(address: $0.address, reason: $0.reason) }
        redirects = story.route.map {
            Step(
                from: $0.url.description,
                to: $0.target.description,
                status: $0.status,
                observedAt: $0.observedAt.text
            )
        }
        copies = story.copies.map { Copy(file: $0.file, offset: $0.offset, observedAt: $0.observedAt.text) }
        endings = (story.history?.endings ?? []).map {
            Ending(run: $0.run.rawValue, at: $0.time.text, outcome: $0.kind.rawValue, code: $0.code, reason: $0.reason)
        }
        deliveries = story.deliveries.map(Delivery.init)
        document = Self.document(story)
        suspect = story.suspect.map(SuspectJSON.init)
        if let history = story.history { tell(history, story) }
        if let host = story.host, let until = host.blockedUntil {
            block = Block(
                host: host.name,
                until: until.text,
                isOver: until <= story.now,
                times: host.blocks,
                reason: host.blockReason
            )
        }
        robots = story.robots.map(Self.robots)
        addressRefusal = story.prospect?.addressRefusal
        forgotten = story.forgotten.map { Forgetting(receipt: $0.receipt, at: $0.at.text, reason: $0.reason) }
        sources = story.prospect.map { $0.sources.map(Self.source) }
    }

    private mutating func tell(_ history: AddressHistory, _ story: AddressStory) {
        source = history.source
        namedInRun = history.namedInRun?.rawValue
        role = history.role.rawValue
        depth = history.depth
        foundIn = history.foundIn.map { Finder(address: $0.address, role: $0.role.rawValue) }
        discoveredAt = history.discoveredAt.text
        toldAt = history.toldAt?.text
        movedTo = history.movedTo
        fetchedAt = history.fetchedAt?.text
        entityTag = history.validators.entityTag
        lastModified = history.validators.lastModified
        dueAt = history.dueAt?.text
        due = story.due
        interval = history.interval?.seconds
        failures = history.failures
        misses = history.misses
        quarantine = history.quarantine
        prunedAt = history.prunedAt?.text
    }

    private static func document(_ story: AddressStory) -> Document? {
        let stored = story.history?.document
        guard let record = story.record else {
            return stored.map {
                Document(
                    key: $0.key.rawValue,
                    normalizer: $0.normalizer,
                    goneAt: $0.goneAt?.text,
                    goneReason: $0.goneReason
                )
            }
        }
        let document = record.document
        return Document(
            number: record.number,
            key: document.key,
            url: document.url,
            title: document.title,
            language: document.language,
            publishedAt: document.publishedAt,
            confidence: document.confidence,
            normalizer: stored?.normalizer,
            revision: document.revision,
            version: document.version,
            firstSeenAt: document.firstSeenAt,
            observedAt: document.observedAt,
            changedAt: document.changedAt,
            duplicateOf: document.duplicateOf,
            duplicateRelation: document.duplicateRelation?.rawValue,
            duplicateScore: document.duplicateScore,
            toGoSince: stored?.waitingDeletion?.since.text,
            toGoReason: stored?.waitingDeletion?.reason,
            isHeld: stored?.waitingDeletion?.isHeld
        )
    }

    private static func robots(_ standing: RobotsStanding) -> Robots {
        var robots = Robots(verdict: "unknown", agent: standing.agent, expiresAt: standing.expiresAt?.text)
        switch standing.verdict {
        case .ignored: robots.verdict = "ignored"
        case .unknown: break
        case .absent: robots.verdict = "absent"
        case .unreachable: robots.verdict = "unreachable"
        case .open(let line, let pattern):
            (robots.verdict, robots.line, robots.pattern) = ("open", line, pattern)
        case .closed(let line, let pattern):
            (robots.verdict, robots.line, robots.pattern) = ("closed", line, pattern)
        }
        return robots
    }

    private static func source(_ source: Prospect.SourceStance) -> Source {
        switch source.stance {
        case .names: Source(source: source.name, stance: "names")
        case .mayFind: Source(source: source.name, stance: "may-find")
        case .isFull: Source(source: source.name, stance: "full")
        case .refuses(let refusal): Source(source: source.name, stance: "refuses", reason: refusal.description)
        }
    }
}
