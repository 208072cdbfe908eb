/// Where a document comes from: an address on the web, or an item of a source that has none.
public enum Locator: Sendable, Hashable, CustomStringConvertible {
    /// A page on the web.
    case url(WebURL)
    /// A file: its path as it can be opened now, and the identifier that stays when the folder moves (the path below the
    /// source's root).
    case file(path: String, identifier: String)
    /// A record of a file that holds many: the path of the file, its identifier, and the place of the record.
    case record(path: String, archive: String, position: ArchivePosition)

    /// The URL, for a page on the web.
    public var url: WebURL? {
        if case .url(let url) = self { return url }
        return nil
    }

    /// The identifier that stands in reports: the URL, or the identifier below the source's root.
    public var description: String {
        switch self {
        case .url(let url): url.description
        case .file(_, let identifier): identifier
        case .record(_, let archive, let position): "\(archive)#\(position)"
        }
    }

    /// The key of the document found here, for a source of this name.
    ///
    /// - Parameter anchor: the fragment of a section; nil for the whole page.
    public func key(source: String, anchor: String? = nil) -> DocumentKey {
        let end = anchor.map { "#\($0)" } ?? ""
        return switch self {
        case .url(let url): DocumentKey(url: url, anchor: anchor)
        case .file(_, let identifier): DocumentKey(source: source, identifier: identifier + end)
        case .record: DocumentKey(source: source, identifier: description + end)
        }
    }

    /// The text that the world outside knows what is found here by: the canonical URL, or the identifier, with the anchor of a section.
    public func publicText(anchor: String? = nil) -> String {
        (url?.canonical().description ?? description) + (anchor.map { "#\($0)" } ?? "")
    }
}
