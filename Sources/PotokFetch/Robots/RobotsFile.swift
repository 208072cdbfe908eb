public import PotokCore

/// A parsed robots.txt (RFC 9309).
///
/// Parsing never fails: what cannot be read says nothing. Rules of all groups that name a product token count together,
/// the longest matching pattern wins and `Allow` wins a tie; without a group of its own an agent is under the groups of
/// `*`, and without those under no rule.
///
/// Beyond the RFC, what Google's parser forgives is forgiven: misspelt names, a missing colon, and `/index.html` in an
/// `Allow` line for the folder itself.
public struct RobotsFile: Sendable {
    /// As many bytes are read, which is the least that RFC 9309, section 2.5 asks for: 500 KiB.
    public static let defaultLimit = 500 * 1_024

    /// The values of the `Sitemap` lines as they stand there, in order; some are relative in spite of the protocol.
    public internal(set) var sitemaps: [String] = []

    /// How many lines held a directive that is understood.
    public internal(set) var recognizedDirectiveCount = 0

    /// How many lines held something else that looks like a directive.
    public internal(set) var unknownDirectiveCount = 0

    /// The product tokens of the `User-agent` lines in order, in lower case; `*` among them.
    var agents: [String] = []
    /// The groups in order.
    var groups: [Group] = []
    /// The rules in order.
    var rules: [RobotsRule] = []
    /// The crawl delays in order.
    var delays: [Delay] = []

    /// Agents that share rules.
    struct Group: Sendable {
        var agents: Range<Int>
        var rules: Range<Int>
    }

    /// Agents that share a crawl delay.
    struct Delay: Sendable {
        var agents: Range<Int>
        var value: Duration
    }

    /// Parses the first bytes of a robots.txt; a line that the limit cuts is left out.
    public static func parse(_ bytes: [UInt8], limit: Int = defaultLimit) -> RobotsFile {
        RobotsFileParser.parse(bytes, limit: limit)
    }

    /// Everything that is said to one agent; keep it where many URLs of a host are judged.
    ///
    /// - Parameter productToken: The token alone, as ``productToken(of:)`` finds it; ASCII case does not matter.
    public func rules(for productToken: String) -> RobotsRules {
        let matching = matchingAgents(productToken)
        var matched: [RobotsRule] = []
        for group in groups where matching.intersects(group.agents) { matched += rules[group.rules] }
        let delay = delays.filter { matching.intersects($0.agents) }.map(\.value).max()
        return RobotsRules(rules: matched, crawlDelay: delay)
    }

    /// Whether an agent may fetch a request target, that is path and query.
    public func isAllowed(path: String, userAgentProductToken: String) -> Bool {
        rules(for: userAgentProductToken).isAllowed(path: path)
    }

    /// Whether an agent may fetch a URL.
    public func isAllowed(_ url: WebURL, userAgentProductToken: String) -> Bool {
        isAllowed(path: url.requestTarget, userAgentProductToken: userAgentProductToken)
    }

    /// The delay that the host asks an agent to keep between requests, the longest where there are several; never capped.
    public func crawlDelay(for productToken: String) -> Duration? {
        rules(for: productToken).crawlDelay
    }

    /// The product token at the start of a `User-Agent` header, such as `potok` for `potok/1.0 (+https://…)`.
    ///
    /// RFC 9309, section 2.2.1 knows letters, `_` and `-` only; digits and dots are in the names of real crawlers
    /// (`archive.org_bot`, `MJ12bot`).
    public static func productToken(of userAgent: String) -> String {
        String(decoding: userAgent.utf8.prefix(while: isTokenByte), as: UTF8.self)
    }

    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// The indices of the agent lines that speak to a token: those that name it, else those of `*`.
    private func matchingAgents(_ productToken: String) -> SortedIndices {
        let token = productToken.lowercased()
        let own = agents.indices.filter { agents[$0] == token }
        return SortedIndices(own.isEmpty ? agents.indices.filter { agents[$0] == "*" } : own)
    }
}

/// Ascending indices that can be asked for an overlap with a range.
private struct SortedIndices {
    private let indices: [Int]

    init(_ indices: [Int]) {
        self.indices = indices
    }

    func intersects(_ range: Range<Int>) -> Bool {
        var low = 0
        var high = indices.count
        while low < high {
            let middle = (low + high) / 2
            if indices[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < indices.count && indices[low] < range.upperBound
    }
}
