import PotokConfiguration
import PotokCore

extension MainText.Verdict {
    /// The outcome of a page that is not kept; nil when it becomes a document.
    ///
    /// None of these outcomes touches what is stored of the page: good text stays.
    func outcome(_ keep: NormalizeOptions.Keep) -> Outcome? {
        switch (self, keep) {
        case (_, .everything), (.content, _), (.notAnArticle, .pages): nil
        case (.notAnArticle(let reason), .articles): .excluded(.index, reason: "it is no article: \(reason)")
        case (.needsJavaScript, _): .excluded(.needsJavaScript, reason: "its text comes by scripts only")
        case (.consentWall, _): .excluded(.consentWall, reason: "it asks for consent instead of showing the text")
        case (.loginWall, _): .excluded(.loginWall, reason: "it asks to log in or to pay instead of showing the text")
        case (.notFound, _): .excluded(.notFound, reason: "it says that there is no such page")
        }
    }

    /// Whether the page lists other pages.
    var isIndexPage: Bool {
        if case .notAnArticle = self { return true }
        return false
    }
}
