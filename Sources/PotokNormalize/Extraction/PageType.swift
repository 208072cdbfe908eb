/// What kind of page a page is; it decides what counts as its main text.
enum PageType: UInt8, CaseIterable, Sendable, Hashable {
    /// One text by one author or office: news, blog post, essay.
    case article
    /// A reference or a manual, with code and nested headings.
    case documentation
    /// Posts of several people: threads, questions and answers.
    case forum
    /// One thing for sale.
    case product
    /// A list that leads elsewhere: search results, tags, archives, front pages.
    case listing
    /// A list of things that are shown themselves: a category of a shop, a gallery.
    case collection
    /// What an organisation offers: landing pages, about us, contact.
    case service
}
