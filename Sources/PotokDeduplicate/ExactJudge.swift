public import PotokCore

/// Decides by key and by folded text.
///
/// What is stored under the key of a document decides whether it is new, changed or unchanged. Among documents with the same
/// folded text one represents the others; which one follows from the documents alone: the source that stands first in
/// pipeline.json, then the earliest publication, then the locator, then the key. So timing never matters.
///
/// Texts that are not the same but have much in common are tied by a `DuplicateEngine`, by rules that each source may have of its own.
public struct ExactJudge: Judge {
    private let rules: DuplicateRules
    private let sourceRules: [DuplicateRules]
    private let names: [String]

    /// Makes the judge.
    ///
    /// - Parameters:
    ///   - rules: what holds for documents of sources that are not named.
    ///   - sources: names and rules of the sources, in their order in pipeline.json.
    public init(rules: DuplicateRules = DuplicateRules(), sources: [(name: String, rules: DuplicateRules)] = []) {
        self.rules = rules
        self.sourceRules = sources.map(\.rules)
        self.names = sources.map(\.name)
    }

    /// An engine over an index.
    public func texts(over index: any DuplicateIndex, window: Int) -> any TextJudge {
        let own = sourceRules.enumerated().filter { $0.element != rules }.map { ($0.offset, $0.element) }
        return DuplicateEngine(
            index,
            rules: rules,
            sourceRules: Dictionary(own) { first, _ in first },
            window: window,
            represents: represents
        )
    }

    /// Whether a document of a source that is new is not kept at all when it is a duplicate of this kind.
    public func drops(_ relation: Relation, source: String) -> Bool { rules(of: source).dropped.contains(relation) }

    /// Whether documents of a source may be dropped.
    public func mayDrop(source: String) -> Bool { !rules(of: source).dropped.isEmpty }

    private func rules(of source: String) -> DuplicateRules {
        names.firstIndex(of: source).map { sourceRules[$0] } ?? rules
    }

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
