/// What a page says to robots about itself, in `X-Robots-Tag` headers and `<meta name="robots">`.
///
/// The directives are those that the large search engines document; `noindex` and `none` are the ones that count here.
struct RobotsDirectives: Sendable {
    /// Directives that have a value after a colon and are no names of agents.
    private static let valued: Set<String> = [
        "unavailable_after", "max-snippet", "max-image-preview", "max-video-preview",
    ]

    /// The product token of our user agent, in lower case.
    let agent: String

    init(agent: String) { self.agent = agent.lowercased() }

    /// Whether an `X-Robots-Tag` header forbids to keep the page; its values may be meant for one agent: `otherbot: noindex`.
    func forbidsIndexing(header: String?) -> Bool { says("noindex", header: header) }

    /// Whether an `X-Robots-Tag` header forbids to follow the links of the page.
    func forbidsFollowing(header: String?) -> Bool { says("nofollow", header: header) }

    private func says(_ word: String, header: String?) -> Bool {
        guard let header else { return false }
        var isForUs = true
        for part in header.lowercased().split(separator: ",") {
            var directive = part.filter { $0 != " " && $0 != "\t" }
            if let colon = directive.firstIndex(of: ":") {
                let name = String(directive[..<colon])
                if Self.valued.contains(name) { continue }
                isForUs = name == agent
                directive = String(directive[directive.index(after: colon)...])
            }
            if isForUs, directive == word || directive == "none" { return true }
        }
        return false
    }

    /// Whether a `<meta>` of this name with this content forbids to keep the page.
    func forbidsIndexing(metaName: String, content: String) -> Bool { says("noindex", metaName, content) }

    /// Whether a `<meta>` of this name with this content forbids to follow the links of the page.
    func forbidsFollowing(metaName: String, content: String) -> Bool { says("nofollow", metaName, content) }

    private func says(_ word: String, _ metaName: String, _ content: String) -> Bool {
        guard metaName == "robots" || metaName == agent else { return false }
        return content.lowercased().split { $0 == "," || $0 == " " }.contains { $0 == word || $0 == "none" }
    }
}
