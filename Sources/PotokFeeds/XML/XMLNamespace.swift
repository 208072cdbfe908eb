/// The namespaces that feeds, sitemaps and outlines are made of.
enum XMLNamespace: UInt8, Sendable {
    /// No namespace, or one of a vocabulary that its elements are written in without a prefix.
    case none
    /// A prefix that stands for something else.
    case other
    case rdf, atom, content, dublinCore, dublinCoreTerms, media, itunes, syndication, xhtml, news, image, feedburner,
        xml

    /// The namespace of a URI in lower case without a slash at its end; nil when it is of no interest.
    static func named(_ uri: String) -> XMLNamespace? { known[uri] }

    /// The namespace that a prefix by custom stands for where a document forgot to declare it.
    static func customary(_ prefix: UInt64) -> XMLNamespace { customs[prefix] ?? .other }

    private static let known: [String: XMLNamespace] = [
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#": .rdf,
        "http://www.w3.org/2005/atom": .atom,
        "http://purl.org/atom/ns#": .atom,
        "http://purl.org/atom/app#": .other,
        "http://purl.org/rss/1.0": .none,
        "http://purl.org/rss/1.0/modules/content": .content,
        "http://purl.org/rss/1.0/modules/syndication": .syndication,
        "http://purl.org/dc/elements/1.1": .dublinCore,
        "http://purl.org/dc/elements/1.0": .dublinCore,
        "http://purl.org/dc/terms": .dublinCoreTerms,
        "http://search.yahoo.com/mrss": .media,
        "https://search.yahoo.com/mrss": .media,
        "http://search.yahoo.com/rss": .media,
        "http://www.itunes.com/dtds/podcast-1.0.dtd": .itunes,
        "http://www.w3.org/1999/xhtml": .xhtml,
        "http://www.google.com/schemas/sitemap-news/0.9": .news,
        "https://www.google.com/schemas/sitemap-news/0.9": .news,
        "http://www.google.com/schemas/sitemap-image/1.1": .image,
        "http://rssnamespace.org/feedburner/ext/1.0": .feedburner,
        "http://www.w3.org/xml/1998/namespace": .xml,
    ]

    private static let customs: [UInt64: XMLNamespace] = {
        let byPrefix: KeyValuePairs<StaticString, XMLNamespace> = [
            "rdf": .rdf, "atom": .atom, "atom10": .atom, "a10": .atom, "content": .content, "dc": .dublinCore,
            "dcterms": .dublinCoreTerms, "media": .media, "itunes": .itunes, "sy": .syndication, "xhtml": .xhtml,
            "news": .news, "image": .image, "feedburner": .feedburner, "xml": .xml, "rss": .none,
        ]
        var table: [UInt64: XMLNamespace] = [:]
        for (prefix, space) in byPrefix { table[XMLName.hash(prefix)] = space }
        return table
    }()
}
