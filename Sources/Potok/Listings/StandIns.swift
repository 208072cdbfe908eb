import PotokCore
import PotokStore

/// What stands in for pages that cannot be had: what the feeds that name them hold of them.
///
/// It never replaces a document: the store keeps it only for pages that have none yet.
struct StandIns: Sendable {
    let store: Store

    /// Whether a page that was left out for this may have a text that it does not show.
    static func mayHelp(_ exclusion: Outcome.Exclusion) -> Bool {
        switch exclusion {
        case .needsJavaScript, .consentWall, .loginWall, .empty: true
        case .robots, .rule, .type, .size, .notFound, .index, .suspect, .forgotten: false
        }
    }

    /// The page that a feed gives for a request; nil when it gives none.
    func page(for request: Request, because reason: String) async throws -> Page? {
        guard let (content, time) = try await store.listingContent(of: request.claim) else { return nil }
        let html = "<!doctype html><html><body><article>\(content.html)</article></body></html>"
        var page = Page(
            request: request,
            locator: request.locator,
            body: Array(html.utf8),
            contentType: "text/html; charset=utf-8",
            observedAt: time
        )
        page.known.title = content.title.isEmpty ? nil : content.title
        page.known.authors = content.authors
        page.known.published = content.published
        page.standsInBecause = reason
        return page
    }
}
