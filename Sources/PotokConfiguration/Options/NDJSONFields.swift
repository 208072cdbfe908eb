/// Under which keys the lines of an NDJSON file hold what a document is made of.
///
/// A key with dots leads into objects: `meta.title`.
public struct NDJSONFields: Sendable, Hashable {
    /// What identifies the document in its source, when it has no URL.
    public var id = "id"
    /// The URL of the page.
    public var url = "url"
    /// The title.
    public var title = "title"
    /// The text.
    public var text = "text"
    /// The page as HTML; it goes before the text.
    public var html = "html"
    /// When it was published.
    public var date = "date"
    /// The author, or a list of them.
    public var author = "author"
    /// The language as a BCP 47 tag.
    public var language = "language"

    /// Makes fields that are called what they are.
    public init() {}

    /// The fields by the names that pipeline.json has for them.
    static let paths: [(name: String, path: any WritableKeyPath<NDJSONFields, String> & Sendable)] = [
        ("id", \.id), ("url", \.url), ("title", \.title), ("text", \.text), ("html", \.html), ("date", \.date),
        ("author", \.author), ("language", \.language),
    ]

    /// The fields as pipeline.json spells them.
    var json: JSONValue {
        JSONValue(.object(Self.paths.map { JSONMember($0.name, JSONValue(.string(self[keyPath: $0.path]))) }))
    }
}
