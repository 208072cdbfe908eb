public import PotokCore

/// What a page says about where it belongs: the URL that it names as its canonical one (RFC 6596).
public struct CanonicalClaim: Sendable, Hashable {
    /// The URL.
    public var url: WebURL
    /// Whether its host and that of the page belong to one registrable domain, or are one.
    public var isOnSameSite: Bool

    /// Makes a claim.
    public init(url: WebURL, isOnSameSite: Bool) {
        self.url = url
        self.isOnSameSite = isOnSameSite
    }

    /// Why it is never followed, whatever is found at its URL; nil when it may be.
    ///
    /// - Parameters:
    ///   - page: the page's own address.
    ///   - form: its form.
    func refusal(by page: WebURL, _ form: AddressForm) -> String? {
        // Another site is never given a document, or taken one away, by what a page says: texts that are equal are linked
        // anyway, by a rule that no page has a hand in.
        if !isOnSameSite { return "it is on another site" }
        if form.isSecure, url.scheme == "http" { return "it would leave https" }
        // The commonest slip of templates: every page names the front page.
        if AddressForm(url.canonical()).isTop, !form.isTop { return "it is the front page of the site" }
        return nil
    }
}
