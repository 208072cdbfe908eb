import PotokCore
import PotokHTML

@testable import PotokNormalize

/// Everything of a page as blocks, or what is below some elements.
func blocks(
    _ html: String,
    of selector: String = "body",
    options: BlockBuilder.Options = BlockBuilder.Options(keepsMarks: true, keepsImages: true),
    base: String? = "https://example.com/a/b.html"
) throws -> BlockList {
    let tree = HTMLParser().parse(html)
    var kept = NodeSet(nodeCount: tree.nodeCount)
    for element in try tree.select(selector) {
        for node in element.descendants where node.isText { kept.insert(node.index) }
    }
    return BlockBuilder.blocks(of: tree, kept: kept, base: base.flatMap { WebURL($0) }, options: options)
}
