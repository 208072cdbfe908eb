/// Chooses the authors of a page among those that it names.
struct AuthorChoice {
    private let reader: MetadataReader

    init(_ reader: MetadataReader) { self.reader = reader }

    /// The authors, in their order.
    var authors: [Sourced<String>] {
        reader.linked.names(of: reader.linked.main?.value["author"]).map { Sourced($0, .jsonLD) }
    }
}
