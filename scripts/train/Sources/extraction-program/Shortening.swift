import Foundation
import PotokHTML

@testable import PotokNormalize

/// Writes copies of pages with a part of their blocks taken out, for training.
///
/// Most pages to learn from have long texts. A short text amid as much of menus and teasers looks different, and there are
/// too few of them; so long ones are cut short.
enum Shortening {
    /// Writes a copy of each page that has blocks to take out.
    ///
    /// - Parameter choices: for each page the number of its blocks, in four bytes, and a byte for each: 1 to take it out. Zero
    ///   blocks: no copy.
    static func write(_ pages: PackedPages, choices: [UInt8], to file: FileHandle) throws {
        let parser = HTMLParser()
        var position = 0
        while let page = pages.next() {
            guard position + 4 <= choices.count else { throw CocoaError(.fileReadCorruptFile) }
            let count = (0..<4).reduce(0) { $0 | Int(choices[position + $1]) << ($1 * 8) }
            position += 4
            guard count > 0 else { continue }
            let isOut = choices[position..<position + count].map { $0 == 1 }
            position += count
            let tree = parser.parse(Charset.decode(page.body, header: nil, isMarkup: true).bytes)
            let scan = PageScanner.scan(tree: tree, url: page.url, cues: CueTable([]))
            guard scan.blocks.count == count else { throw CocoaError(.fileReadCorruptFile) }
            var output = Output()
            output.blob(Array(page.id.utf8))
            output.blob(Array(page.url.utf8))
            output.blob(markup(tree, without: nodes(scan, isOut)))
            try file.write(contentsOf: output.bytes)
        }
    }

    /// The texts of the blocks that are out, and the elements that hold nothing else.
    private static func nodes(_ scan: PageScan, _ isOut: [Bool]) -> Set<UInt32> {
        var found: Set<UInt32> = []
        var sums = [0]
        for (index, block) in scan.blocks.enumerated() {
            sums.append(sums[index] + (isOut[index] ? 1 : 0))
            if isOut[index] { found.formUnion(scan.texts[Int(block.firstText)..<Int(block.endText)]) }
        }
        for element in scan.elements where element.endBlock > element.firstBlock {
            let range = Int(element.firstBlock)..<Int(element.endBlock)
            if sums[range.upperBound] - sums[range.lowerBound] == range.count { found.insert(element.node) }
        }
        return found
    }

    private static func markup(_ tree: HTMLTree, without left: Set<UInt32>) -> [UInt8] {
        var output: [UInt8] = []
        var node: UInt32 = 0
        while true {
            let isLeft = left.contains(node)
            if !isLeft { open(tree[node], &output) }
            if !isLeft, let child = tree.firstChild(ofNode: node) {
                node = child
                continue
            }
            if !isLeft { close(tree[node], &output) }
            while true {
                if let next = tree.nextSibling(ofNode: node) {
                    node = next
                    break
                }
                guard let parent = tree.parent(ofNode: node) else { return output }
                node = parent
                close(tree[node], &output)
            }
        }
    }

    private static let empty: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    private static let raw: Set<String> = ["script", "style", "noembed", "noframes", "iframe", "xmp"]

    private static func open(_ node: HTMLNode, _ output: inout [UInt8]) {
        switch node.kind {
        case .element:
            output.append(contentsOf: "<\(node.tagName)".utf8)
            for attribute in node.attributes {
                output.append(contentsOf: " \(attribute.spelling)=\"\(escaped(attribute.value))\"".utf8)
            }
            output.append(0x3E)
        case .text:
            let isRaw = node.parent.map { raw.contains($0.tagName) } ?? false
            output.append(contentsOf: (isRaw ? node.text : escaped(node.text)).utf8)
        case .document: output.append(contentsOf: "<!DOCTYPE html>".utf8)
        case .comment, .doctype: break
        }
    }

    private static func close(_ node: HTMLNode, _ output: inout [UInt8]) {
        guard node.kind == .element, !empty.contains(node.tagName) else { return }
        output.append(contentsOf: "</\(node.tagName)>".utf8)
    }

    private static func escaped(_ text: String) -> String {
        var output = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            default: output.unicodeScalars.append(character)
            }
        }
        return output
    }
}
