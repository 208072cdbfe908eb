import PotokHTML

/// The text that a page carries as `articleBody` of JSON-LD, for pages whose nodes do not hold it.
enum StructuredBody {
    /// The longest `articleBody` as paragraphs; nil if there is none.
    static func read(_ tree: HTMLTree) -> MainText.RescuedText? {
        var longest: [UInt8] = []
        var next: UInt32? = 0
        while let node = next {
            if tree.htmlName(ofNode: node) == .script, isData(tree, node), let text = tree.firstChild(ofNode: node) {
                tree.withBytes(ofNode: text) { bytes in
                    for start in starts(bytes) {
                        let body = string(bytes, from: start)
                        if body.count > longest.count { longest = body }
                    }
                }
            }
            next = tree.nextInDocument(after: node)
        }
        if longest.contains(0x3C) { longest = withoutMarkup(longest) }
        let paragraphs = longest.split(separator: 0x0A)
            .map { String(decoding: CleanText.line($0), as: UTF8.self) }
            .filter { !$0.isEmpty }
        return paragraphs.isEmpty ? nil : MainText.RescuedText(paragraphs: paragraphs, source: "JSON-LD articleBody")
    }

    private static func isData(_ tree: HTMLTree, _ node: UInt32) -> Bool {
        tree.withAttribute(.type, ofNode: node) { value in
            value.count == 19 && value[12] == 0x6C && value[13] == 0x64
        } ?? false
    }

    /// Where the strings after the key begin.
    private static func starts(_ bytes: Span<UInt8>) -> [Int] {
        let key = Array("\"articleBody\"".utf8)
        var found: [Int] = []
        var position = 0
        while position + key.count < bytes.count {
            var length = 0
            while length < key.count, bytes[position + length] == key[length] { length += 1 }
            guard length == key.count else {
                position += 1
                continue
            }
            position += length
            while position < bytes.count, bytes[position] <= 0x20 || bytes[position] == 0x3A { position += 1 }
            if position < bytes.count, bytes[position] == 0x22 { found.append(position + 1) }
        }
        return found
    }

    /// The string that begins at a place, its escapes resolved (RFC 8259, section 7).
    private static func string(_ bytes: Span<UInt8>, from start: Int) -> [UInt8] {
        var output: [UInt8] = []
        var units: [UInt16] = []
        var position = start
        func unit(_ at: Int) -> UInt16? {
            guard at + 4 <= bytes.count else { return nil }
            var value: UInt16 = 0
            for offset in 0..<4 {
                let byte = bytes[at + offset]
                switch byte {
                case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
                case 0x41...0x46: value = value << 4 | UInt16(byte - 0x37)
                case 0x61...0x66: value = value << 4 | UInt16(byte - 0x57)
                default: return nil
                }
            }
            return value
        }
        while position < bytes.count, bytes[position] != 0x22 {
            let byte = bytes[position]
            position += 1
            let escape = byte == 0x5C && position < bytes.count ? bytes[position] : 0
            if escape == 0x75, let code = unit(position + 1) {
                units.append(code)
                position += 5
                continue
            }
            if !units.isEmpty {
                output.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
                units.removeAll(keepingCapacity: true)
            }
            if escape == 0 {
                output.append(byte)
                continue
            }
            position += 1
            switch escape {
            case 0x6E, 0x72: output.append(0x0A)
            case 0x74: output.append(0x20)
            case 0x62, 0x66: break
            default: output.append(escape)
            }
        }
        output.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
        return output
    }

    /// The text of markup, a line for each block.
    private static func withoutMarkup(_ markup: [UInt8]) -> [UInt8] {
        let tree = HTMLParser().parse(markup)
        let scan = PageScanner.scan(tree: tree, url: nil, cues: CueTable([]))
        var output: [UInt8] = []
        for block in scan.blocks {
            for place in Int(block.firstText)..<Int(block.endText) {
                tree.withBytes(ofNode: scan.texts[place]) { span in
                    for position in span.indices { output.append(span[position] == 0x0A ? 0x20 : span[position]) }
                }
            }
            output.append(0x0A)
        }
        return output
    }
}
