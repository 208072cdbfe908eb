import Potok
import PotokCore
import PotokStore

/// The story of an address in lines: what it leads to, how it was found, what became of it, and what may stand in its way.
enum StoryText {
    static func lines(_ story: AddressStory) -> [String] {
        var lines = [story.address]
        if !story.wasSeen && story.record == nil { lines.append("seen        never") }
        if let forgotten = story.forgotten { lines.append("forgotten   \(forgotten.text)") }
        lines += document(story)
        lines += story.route.map(\.line)
        lines += (story.leads?.reasons ?? []).map { "because     \($0)" }
        lines += (story.leads?.aliases ?? []).map { "also        \($0.address) (\($0.reason))" }
        if let history = story.history { lines += discovery(history, isOnWeb: story.url != nil) }
        if let due = story.due { lines.append("due         \(due)") }
        if let prunedAt = story.history?.prunedAt { lines.append("pruned      \(prunedAt)") }
        if let quarantine = story.history?.quarantine { lines.append("set aside   \(quarantine)") }
        lines += (story.history?.endings ?? []).map(ending)
        if let history = story.history, history.endings.isEmpty, history.fetchedAt != nil {
            lines.append("ended       unchanged since; unchanged looks are only counted")
        }
        if let prospect = story.prospect { lines += Self.prospect(prospect) }
        if let host = story.host, let until = host.blockedUntil { lines.append(block(host, until, story.now)) }
        if let robots = story.robots { lines.append("robots      \(Self.robots(robots, story.now))") }
        lines += story.deliveries.map { "delivered   \($0.sink): \(delivery($0))" }
        lines += story.copies.map { "kept        \($0.file) at \($0.offset), \($0.observedAt)" }
        if story.record != nil, let url = story.url {
            lines.append(
                "look        `potok fetch -v \(url)` shows what is removed, and where title and dates come from"
            )
        }
        return lines
    }

    private static func document(_ story: AddressStory) -> [String] {
        guard let record = story.record else {
            guard let document = story.history?.document, let gone = document.goneAt else {
                return story.wasSeen ? ["document    none"] : []
            }
            return ["document    none: \(document.key) is gone since \(gone): \(document.goneReason ?? "")"]
        }
        let document = record.document
        var lines = ["document    \(record.number)  \(document.key)  \(document.title)"]
        if let url = document.url, url != story.address { lines.append("at          \(url)") }
        var parts: [String] = []
        if let language = document.language { parts.append("language \(language)") }
        if let date = document.publishedAt { parts.append("published \(date)") }
        if let confidence = document.confidence { parts.append("confidence \(confidence)") }
        if let normalizer = story.history?.document?.normalizer { parts.append("normalizer \(normalizer)") }
        parts.append("version \(document.revision)")
        lines.append("            \(parts.joined(separator: ", "))")
        lines.append(
            "seen        first \(document.firstSeenAt), last \(document.observedAt), changed \(document.changedAt)"
        )
        if let suspect = story.suspect { lines.append("suspect     \(SuspectText.story(suspect))") }
        if let held = story.history?.document?.waitingDeletion { lines.append(deletion(held, record.document.source)) }
        return lines
    }

    private static func deletion(_ deletion: AddressHistory.WaitingDeletion, _ source: String) -> String {
        let start = "to go       since \(deletion.since): \(deletion.reason); "
        guard deletion.isHeld else { return start + "the end of the next run decides" }
        return start + "held, because too many of \(source) would go; `potok run --allow-deletes \(source)` lets them"
    }

    private static func discovery(_ history: AddressHistory, isOnWeb: Bool) -> [String] {
        var lines: [String] = []
        if let finder = history.foundIn {
            let kind = finder.role == .site ? "page" : finder.role.rawValue
            lines.append(
                "found       \(history.discoveredAt) in the \(kind) \(finder.address), \(history.depth)"
                    + " \(history.depth == 1 ? "step" : "steps") from the source"
            )
        } else {
            lines.append(
                "found       \(history.discoveredAt), "
                    + (history.namedInRun == nil ? "by a redirect" : "named by the source itself")
            )
        }
        if let run = history.namedInRun {
            let role = history.role == .page ? "" : ", as a \(history.role.rawValue)"
            lines.append("source      \(history.source)\(role); named last in run \(run)")
        }
        if let told = history.toldAt { lines.append("told        its listing says that it changed \(told)") }
        if let target = history.movedTo { lines.append("moved       it is asked for at \(target)") }
        if let fetched = history.fetchedAt {
            var parts = [fetched.text]
            if isOnWeb, let tag = history.validators.entityTag { parts.append("ETag \(tag)") }
            if let date = history.validators.lastModified { parts.append("Last-Modified \(date)") }
            lines.append("\(isOnWeb ? "fetched " : "read    ")    \(parts.joined(separator: ", "))")
        }
        if history.strikes > 0 {
            lines.append("crashes     \(history.strikes) times a process ended while it was in work")
        }
        return lines
    }

    private static func ending(_ ending: AddressHistory.Ending) -> String {
        "ended       \(ending.kind.rawValue) in run \(ending.run), \(ending.time)"
            + (ending.reason.map { ": \($0)" } ?? "") + (ending.code.map { " [\($0)]" } ?? "")
    }

    private static func prospect(_ prospect: Prospect) -> [String] {
        var lines: [String] = []
        if let refusal = prospect.addressRefusal {
            lines.append("address     is not opened: \(refusal); fetch.allowAddresses opens networks of your own")
        }
        for source in prospect.sources { lines.append("source      \(source.name) \(words(source.stance))") }
        if prospect.sources.isEmpty {
            lines.append("source      none of pipeline.json has pages on the web")
        }
        lines.append("add         `potok add` fetches it now, whatever the sources say")
        return lines
    }

    private static func words(_ stance: Prospect.Stance) -> String {
        switch stance {
        case .names: "names it: the next run in which it takes part looks there"
        case .mayFind(let time?): "would take it, but nothing that it reads has named it until \(time)"
        case .mayFind(nil): "may name it: nothing of it has been read yet"
        case .refuses(let refusal): refusal.description
        case .isFull(let limit): "takes no more: it has \(limit) addresses, which is its `maxPages`"
        }
    }

    private static func delivery(_ standing: DeliveryStanding) -> String {
        let kind = standing.kind == .delete ? "its delete" : "its newest change"
        let words = standing.message.map { ": \($0)" } ?? ""
        let code = standing.code.map { " [\($0)]" } ?? ""
        switch standing.state {
        case .delivered: return "yes"
        case .leftOut: return "no: another document represents it, and this sink takes representatives only"
        case .dead: return "never: \(kind) is a dead letter\(words)\(code); `potok sinks redrive` tries it again"
        case .waiting:
            let tries = standing.attempts > 0 ? " after \(standing.attempts) tries" : ""
            return "not yet: \(kind) waits\(tries)" + (standing.retryAt.map { ", until \($0)" } ?? "") + words + code
        }
    }

    private static func block(_ host: AddressHistory.Host, _ until: Timestamp, _ now: Timestamp) -> String {
        let times = host.blocks == 1 ? "once" : "\(host.blocks) times in a row"
        let reason = host.blockReason.map { " (\($0))" } ?? ""
        let end = until > now ? "is left alone until \(until)" : "may be asked again since \(until)"
        return "host        \(host.name) has asked \(times) to be left alone\(reason) and \(end)"
    }

    private static func robots(_ standing: RobotsStanding, _ now: Timestamp) -> String {
        let text =
            switch standing.verdict {
            case .ignored: "is not asked for: `fetch.robots` says so"
            case .unknown: "nobody has asked for \(standing.origin)/robots.txt yet"
            case .absent: "there is none, so everything may be fetched"
            case .unreachable: "\(standing.origin)/robots.txt cannot be had, so nothing is fetched"
            case .open(let line?, let pattern?): "opens it to \(standing.agent) (line \(line): Allow: \(pattern))"
            case .open: "says nothing against it for \(standing.agent)"
            case .closed(let line, let pattern):
                "closes it to \(standing.agent) (line \(line): Disallow: \(pattern))"
            }
        guard let end = standing.expiresAt else { return text }
        return text + (end > now ? "; asked again after \(end)" : "; that was so until \(end), and is asked again")
    }
}
