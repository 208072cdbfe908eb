/// How an input of a run ended.
///
/// The set is closed: every input ends in exactly one of these, with a reason.
public enum Outcome: Sendable, Hashable {
    /// A new document is in the corpus.
    case indexed
    /// A known document changed; the old version is kept.
    case updated
    /// Nothing changed since it was seen last.
    case unchanged
    /// A feed or sitemap was read: how many of the addresses that it names are new, and how many were known before.
    case listed(new: Int, known: Int)
    /// A document whose text another one has too, or much of it, and that other one represents both.
    case duplicate(of: DocumentKey, relation: Relation, score: Double)
    /// The address moved for good; the document lives at the new one.
    case redirected(to: String)
    /// It is there no more (404, 410); what is not certain wants to be seen twice before the document goes.
    case gone(reason: String, isCertain: Bool)
    /// It is not wanted: robots, a rule, its type, its size.
    case excluded(Exclusion, reason: String)
    /// It was not its turn; it stays due.
    case deferred(Deferral, reason: String, until: Timestamp?)
    /// It failed at a stage and is tried again.
    case failed(stage: String, error: PotokError, retryAt: Timestamp?)
    /// It ended the process more than once and is set aside until a person says `potok retry`.
    case quarantined(reason: String)

    /// Why something is not wanted.
    public enum Exclusion: String, Sendable, Hashable, CaseIterable {
        case robots, rule, type, size, empty
        /// The text comes by scripts only.
        case needsJavaScript = "needs-javascript"
        /// A wall asks for consent instead of showing the text.
        case consentWall = "consent-wall"
        /// A wall asks to log in or to pay instead of showing the text.
        case loginWall = "login-wall"
        /// The page says that there is no such page, although the server says that there is.
        case notFound = "not-found"
        /// The page is no article: it lists other pages.
        case index
        /// Its text has changed in a way that is not believed yet; the one that it had before is served.
        case suspect
        /// A person had it forgotten for good (`potok forget`).
        case forgotten
    }

    /// Why something has to wait.
    public enum Deferral: String, Sendable, Hashable, CaseIterable {
        case tooManyRequests = "429"
        case budget, shutdown
    }

    /// The kinds alone, in the order of reports.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case indexed, updated, unchanged, listed, duplicate, redirected, gone, excluded, deferred, failed, quarantined
    }

    /// The kind alone.
    public var kind: Kind {
        switch self {
        case .indexed: .indexed
        case .updated: .updated
        case .unchanged: .unchanged
        case .listed: .listed
        case .duplicate: .duplicate
        case .redirected: .redirected
        case .gone: .gone
        case .excluded: .excluded
        case .deferred: .deferred
        case .failed: .failed
        case .quarantined: .quarantined
        }
    }

    /// The reason, for outcomes that have one.
    public var reason: String? {
        switch self {
        case .indexed, .updated, .unchanged: nil
        case .listed(let new, let known): "it names \(new) new addresses and \(known) known ones"
        case .duplicate(let key, let relation, let score): Self.reason(key, relation, score)
        case .redirected(let target): "moved to \(target)"
        case .gone(let reason, _), .quarantined(let reason): reason
        case .excluded(_, let reason), .deferred(_, let reason, _): reason
        case .failed(_, let error, _): error.message
        }
    }

    /// What a document is to the one that represents it, in words.
    private static func reason(_ key: DocumentKey, _ relation: Relation, _ score: Double) -> String {
        if relation == .same, score >= 1 { return "same text as \(key)" }
        let percent = "\(Int((min(max(score, 0), 1) * 100).rounded(.down))) %"
        return switch relation {
        case .same, .near: "\(relation.rawValue): \(percent) in common with \(key)"
        case .contained: "contained: \(percent) of it is in \(key)"
        case .contains: "contains: \(percent) of \(key) is in it"
        }
    }

    /// The dotted code that stands in reports beside the kind, such as `excluded.type` or an error's own code.
    public var code: String? {
        switch self {
        case .excluded(let exclusion, _): "excluded.\(exclusion.rawValue)"
        case .deferred(let deferral, _, _): "deferred.\(deferral.rawValue)"
        case .failed(_, let error, _): error.code.rawValue
        default: nil
        }
    }
}
