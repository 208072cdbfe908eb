/// One `Allow` or `Disallow` line.
public struct RobotsRule: Sendable {
    /// Whether the line allows.
    public let isAllowing: Bool
    /// The pattern as it stands in the file.
    public let text: String
    /// The number of the line, counted from 1.
    public let line: Int
    /// The pattern.
    let pattern: RobotsPattern
}

/// What a robots.txt says to one agent.
public struct RobotsRules: Sendable {
    /// The delay that the host asks for between requests; never capped.
    public let crawlDelay: Duration?

    /// The rules, the one that wins first: the longest, and of equally long ones one that allows.
    private let rules: [RobotsRule]

    init(rules: [RobotsRule], crawlDelay: Duration?) {
        self.crawlDelay = crawlDelay
        self.rules = rules.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            if first.pattern.length != second.pattern.length { return first.pattern.length > second.pattern.length }
            if first.isAllowing != second.isAllowing { return first.isAllowing }
            return left.offset < right.offset
        }.map(\.element)
    }

    /// Whether a request target, that is path and query, may be fetched.
    public func isAllowed(path: String) -> Bool {
        decidingRule(path: path)?.isAllowing ?? true
    }

    /// The rule that decides about a request target; nil where none matches, which allows it.
    ///
    /// `/robots.txt` itself is always allowed and under no rule (RFC 9309, section 2.2.2).
    public func decidingRule(path: String) -> RobotsRule? {
        if rules.isEmpty || path == "/robots.txt" { return nil }
        let target = RobotsTarget(path)
        return rules.first { $0.pattern.matches(target) }
    }
}
