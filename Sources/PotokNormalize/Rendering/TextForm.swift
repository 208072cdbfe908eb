import PotokCore

/// The forms that the content of a document is written in.
public enum TextForm: String, Sendable, Hashable, CaseIterable {
    /// Plain text, as it is stored.
    case text
    /// Markdown.
    case markdown
    /// Clean HTML.
    case html

    /// What has to be collected for it.
    public var needs: Normalizer.Form {
        self == .text ? Normalizer.Form() : Normalizer.Form(keepsMarks: true, keepsImages: true)
    }
}

extension Normalizer.Output {
    /// The content in one of the forms.
    public func content(as form: TextForm) -> String {
        switch form {
        case .text: document.text
        case .markdown: blocks.markdown
        case .html: blocks.html
        }
    }
}

extension BlockList {
    /// One line of text as Markdown.
    public static func markdown(ofLine line: String) -> String {
        var inline = MarkdownInline(BlockList(), isOneLine: true)
        inline.writeText(Array(line.utf8)[...])
        return String(decoding: inline.output, as: UTF8.self)
    }

    /// One line of text as HTML.
    public static func html(ofLine line: String) -> String { HTMLRenderer.escaped(line) }
}
