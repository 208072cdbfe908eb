public import PotokCore

/// Decides by key and by folded text.
///
/// What is stored under the key of a document decides whether it is new, changed or unchanged. Among documents with the same
/// folded text one represents the others; which one follows from the documents alone: the source that stands first in
/// pipeline.json, then the earliest publication, then the locator, then the key. So timing never matters.
public struct ExactJudge: Judge {
    /// Makes the judge.
    public init() {}

    /// Compares a document with what is stored under its key.
    public func verdict(on candidate: Fingerprinted, stored: StoredDocument?) -> Verdict {
        guard let stored else { return .new }
        // A fetch that began earlier may end later; what it saw is older all the same.
        if candidate.document.observedAt < stored.observedAt { return .outdated }
        return candidate.contentHash == stored.contentHash ? .unchanged : .changed
    }

    /// Whether two texts are the same, nearly the same, or one nearly whole inside the other, as a page and its print or AMP
    /// form are.
    public func areAkin(_ text: String, _ other: String) -> Bool {
        Verification.compare(text, other).relation() != nil
    }

    /// Whether the first of two members represents the second.
    public func represents(_ member: ClusterMember, _ other: ClusterMember) -> Bool {
        if member.sourceOrder != other.sourceOrder { return member.sourceOrder < other.sourceOrder }
        switch (member.published, other.published) {
        case (let mine?, let theirs?) where mine != theirs: return mine < theirs
        case (.some, nil): return true
        case (nil, .some): return false
        default: break
        }
        return (member.locator, member.key) < (other.locator, other.key)
    }
}
