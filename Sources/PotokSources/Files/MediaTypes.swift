/// What the name of a file says about its content.
enum MediaTypes {
    /// The names of files that are taken from folders when nothing else is said.
    static let patterns = ["*.txt", "*.text", "*.md", "*.markdown", "*.html", "*.htm", "*.xhtml", "*.pdf"]

    /// The names of web archives that are taken from folders.
    static let archivePatterns = ["*.warc", "*.warc.gz", "*.warc.zst"]

    /// The names of files of lines that are taken from folders.
    static let linePatterns = ["*.ndjson", "*.jsonl"]

    /// The media type of a file name's extension, before that of a compression; nil when it says nothing.
    static func byExtension(of path: String) -> String? {
        let name = Compression.of(path)?.stripped(path) ?? path
        return byLastExtension(of: name.split(separator: "/").last ?? "")
    }

    private static func byLastExtension(of name: Substring) -> String? {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        switch name[name.index(after: dot)...].lowercased() {
        case "txt", "text": return "text/plain"
        case "md", "markdown": return "text/markdown"
        case "pdf": return "application/pdf"
        case "html", "htm", "xhtml": return "text/html"
        default: return nil
        }
    }
}
