import PotokCore

/// Chooses the dates of a page among those that it gives.
struct DateChoice {
    private let reader: MetadataReader

    init(_ reader: MetadataReader) { self.reader = reader }

    /// When it was published.
    var published: Sourced<PageDate>? {
        reader.linked.main?.value["datePublished"]?.text.flatMap { DateReader.value($0) }.map { Sourced($0, .jsonLD) }
    }

    /// When it was changed.
    var modified: Sourced<PageDate>? {
        reader.linked.main?.value["dateModified"]?.text.flatMap { DateReader.value($0) }.map { Sourced($0, .jsonLD) }
    }
}
