import CMarkdown
import PotokCore
import PotokHTML

/// Markdown: CommonMark with tables, by md4c, as the HTML that it stands for.
enum MarkdownFile {
    static func extract(
        _ decoded: Charset.Decoded,
        url: WebURL?,
        parser: HTMLParser,
        options: BlockBuilder.Options
    ) -> ExtractedContent {
        var content = ExtractedContent()
        content.notes = decoded.notes
        var text = decoded.bytes[...]
        if let (fields, length) = FrontMatter.read(text) {
            fields.fill(&content.metadata)
            text = text.dropFirst(length)
        }
        guard let html = html(text) else {
            content.notes.append("its Markdown could not be read; it was taken as plain text")
            content.blocks = BlockList(paragraphs: PlainText.paragraphs(text))
            return content
        }
        let tree = parser.parse(html)
        var kept = NodeSet(nodeCount: tree.nodeCount)
        for node in tree.root.descendants where node.isText { kept.insert(node.index) }
        content.blocks = BlockBuilder.blocks(of: tree, kept: kept, base: url, options: options)
        if content.metadata.title == nil, let first = content.blocks.blocks.first, first.isHeading {
            content.metadata.title = Sourced(CleanText.line(content.blocks.text(of: first)), .heading)
        }
        return content
    }

    /// The HTML of a Markdown text; nil when it cannot be read.
    static func html(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + text.count / 4)
        let flags = UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)
        let status = text.withUnsafeBytes { bytes in
            withUnsafeMutablePointer(to: &output) { target in
                md_html(
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                    UInt32(clamping: bytes.count),
                    { chunk, count, target in
                        // The pointer is the one handed in below, valid while `md_html` runs.
                        guard let chunk, let target = target?.assumingMemoryBound(to: [UInt8].self) else { return }
                        target.pointee.append(contentsOf: UnsafeRawBufferPointer(start: chunk, count: Int(count)))
                    },
                    target,
                    flags,
                    0
                )
            }
        }
        return status == 0 ? output : nil
    }
}
