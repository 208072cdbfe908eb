import PotokHTML

/// Chooses the title of a page among those that it gives.
struct TitleChoice {
    private let reader: MetadataReader

    init(_ reader: MetadataReader) { self.reader = reader }

    /// All titles that the page gives, as it gives them.
    var candidates: [Sourced<String>] {
        var candidates: [Sourced<String>] = []
        func add(_ text: String?, _ provenance: Provenance) {
            if let text, !text.isEmpty { candidates.append(Sourced(text, provenance)) }
        }
        add(reader.linked.main?.value["headline"]?.text ?? reader.linked.main?.value["name"]?.text, .jsonLD)
        add(reader.meta("og:title"), .openGraph)
        add(reader.meta("twitter:title"), .twitterCard)
        add(reader.meta("dc.title", "dcterms.title", "citation_title", "title"), .meta)
        for heading in reader.scan.headings where reader.tree.htmlName(ofNode: heading.node) == .h1 {
            add(heading.text, .heading)
        }
        add(reader.scan.titleElement.map { MarkupText.plain($0) }, .titleElement)
        return candidates
    }

    /// The title; nil when the page gives none.
    var title: Sourced<String>? {
        candidates.first
    }
}
