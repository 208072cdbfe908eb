/// A value with the place of the page that it was taken from.
public struct Sourced<Value> {
    /// The value.
    public var value: Value
    /// Where it was taken from.
    public var provenance: Provenance

    /// Makes a value with its provenance.
    public init(_ value: Value, _ provenance: Provenance) {
        self.value = value
        self.provenance = provenance
    }
}

extension Sourced: Sendable where Value: Sendable {}
extension Sourced: Equatable where Value: Equatable {}
extension Sourced: Hashable where Value: Hashable {}

/// The places that a page tells things about itself in.
public enum Provenance: String, Sendable, Hashable, CaseIterable {
    /// A `<script type="application/ld+json">`, in the vocabulary of schema.org.
    case jsonLD
    /// A `<meta property="og:…">` or `article:…` (ogp.me).
    case openGraph
    /// A `<meta name="twitter:…">`.
    case twitterCard
    /// Any other `<meta>`, such as `author` or `dc.date`.
    case meta
    /// An attribute `itemprop` (HTML standard, 5) or `property` (RDFa).
    case microdata
    /// A `<time>`.
    case timeElement
    /// A `<link>`, or the attribute `rel` of an `<a>`.
    case link
    /// A heading.
    case heading
    /// The `<title>`.
    case titleElement
    /// An attribute of the page's root, such as `lang`.
    case rootElement
    /// The page's address.
    case url
    /// A header of the response.
    case httpHeader
    /// Text that readers see, such as a byline.
    case visibleText
    /// The language or the words of the text itself.
    case content
}
