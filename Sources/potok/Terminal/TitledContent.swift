import PotokNormalize

/// A document as a person reads it: the title, and the content below.
enum TitledContent {
    static func text(title: String, content: String, form: String) -> String {
        guard !title.isEmpty else { return content }
        switch TextForm(rawValue: form) {
        case .markdown: return "# \(BlockList.markdown(ofLine: title))\n\n\(content)"
        case .html: return "<h1>\(BlockList.html(ofLine: title))</h1>\n\(content)"
        default: return "\(title)\n\n\(content)"
        }
    }
}
