import PotokHTML

/// What is said of a page beside its text: its address, its head, its JSON-LD.
extension PageScanner {
    /// Reads the words of the address, and measures it.
    mutating func readAddress(_ url: String?) {
        guard let url else { return }
        var hash = CueTable.Kind.address.rawValue
        var length = 0
        var digits = 0
        var slashes = 0
        for byte in url.utf8.prefix(300) {
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if lower >= 0x61 && lower <= 0x7A {
                // A host counts apart from what comes after it.
                hash = CueTable.hash(hash, lower)
                length += 1
                continue
            }
            if length > 1 { weighPage(CueTable.hash(hash, number: slashes > 2 ? 2 : 1)) }
            if byte == 0x2F { slashes += 1 }
            if byte >= 0x30 && byte <= 0x39 { digits += 1 }
            hash = CueTable.Kind.address.rawValue
            length = 0
        }
        if length > 1 { weighPage(CueTable.hash(hash, number: slashes > 2 ? 2 : 1)) }
        weighMeasure(1, Feature.steps(digits))
        weighMeasure(2, UInt8(min(slashes, 12)))
        weighMeasure(3, url.utf8.last == 0x2F ? 1 : 0)
        weighMeasure(4, Feature.steps(url.utf8.count))
    }

    /// Reads titles, descriptions and declarations.
    mutating func readHead(_ head: UInt32) {
        var node = tree.firstChild(ofNode: head)
        while let child = node {
            switch tree.htmlName(ofNode: child) {
            case .title:
                if let text = tree.firstChild(ofNode: child) {
                    tree.withBytes(ofNode: text) { readTitle($0) }
                }
            case .meta: readMeta(child)
            case .script: readScript(child)
            default: break
            }
            node = tree.nextSibling(ofNode: child)
        }
    }

    private mutating func readMeta(_ node: UInt32) {
        var key: UInt32 = 0
        tree.forEachAttribute(ofNode: node) { name, value in
            if name == .name || name == .property {
                key = CueTable.Kind.declaration.rawValue
                for position in 0..<min(value.count, 60) { key = CueTable.hash(key, value[position] | 0x20) }
            }
        }
        guard key != 0 else { return }
        weighPage(key)
        let names = MetaNames.self
        if key == names.ogType || key == names.generator {
            _ = tree.withAttribute(.content, ofNode: node) { value in
                var hash = key
                for position in 0..<min(value.count, 40) {
                    let byte = value[position] | 0x20
                    // A version says nothing.
                    if byte == 0x20 || byte >= 0x30 && byte <= 0x39 { break }
                    hash = CueTable.hash(hash, byte)
                }
                weighPage(hash)
            }
        } else if key == names.ogTitle {
            _ = tree.withAttribute(.content, ofNode: node) { readTitle($0) }
        } else if key == names.description || key == names.ogDescription {
            _ = tree.withAttribute(.content, ofNode: node) { value in
                var reader = WordReader()
                var previous: UInt32 = 0
                reader.read(value) { word in
                    if previous != 0 {
                        let pair = CueTable.hash(previous, number: word)
                        descriptionPairs[Int(pair & 1023)] = pair
                    }
                    previous = word
                }
                hasDescription = true
            }
        }
    }

    private mutating func readTitle(_ value: Span<UInt8>) {
        var reader = WordReader()
        reader.read(value) { word in
            if titleWords[Int(word & 255)] != word {
                titleWords[Int(word & 255)] = word
                scan.titleWordCount += 1
            }
        }
    }

    /// Reads the types that JSON-LD names.
    mutating func readScript(_ node: UInt32) {
        let isData = tree.withAttribute(.type, ofNode: node) { value in
            value.count == 19 && value[12] == 0x6C && value[13] == 0x64
        }
        guard isData == true, let text = tree.firstChild(ofNode: node) else { return }
        tree.withBytes(ofNode: text) { bytes in
            var position = 0
            let end = bytes.count - 8
            while position < end {
                // "@type" or "articleBody", told by their first bytes.
                guard bytes[position] == 0x22 else {
                    position &+= 1
                    continue
                }
                if bytes[position + 1] == 0x40, bytes[position + 2] == 0x74, bytes[position + 6] == 0x22 {
                    position &+= 7
                    while position < bytes.count, bytes[position] != 0x22 { position &+= 1 }
                    position &+= 1
                    var hash = CueTable.Kind.declaration.rawValue
                    while position < bytes.count, bytes[position] != 0x22 {
                        hash = CueTable.hash(hash, bytes[position])
                        position &+= 1
                    }
                    weighPage(hash)
                } else if bytes[position + 1] == 0x61, bytes[position + 8] == 0x42 {
                    position = readBody(bytes, from: position + 13)
                }
                position &+= 1
            }
        }
    }

    /// Reads the string after the key `articleBody`; gives the place of its end.
    private mutating func readBody(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position < bytes.count, bytes[position] != 0x22 { position &+= 1 }
        let first = position &+ 1
        position = first
        while position < bytes.count, bytes[position] != 0x22 { position &+= bytes[position] == 0x5C ? 2 : 1 }
        guard first < position, position < bytes.count else { return min(position, bytes.count) }
        if bodyPairs.isEmpty { bodyPairs = [UInt64](repeating: 0, count: 512) }
        var reader = WordReader()
        var previous: UInt32 = 0
        reader.read(bytes.extracting(first..<position)) { word in
            let pair = CueTable.hash(previous, number: word)
            bodyPairs[Int(pair >> 6 & 511)] |= 1 << UInt64(pair & 63)
            scan.structuredPairs &+= 1
            previous = word
        }
        return position
    }
}

/// The hashes of names of `<meta>` elements.
enum MetaNames {
    static let ogType = hash("og:type")
    static let ogTitle = hash("og:title")
    static let ogDescription = hash("og:description")
    static let description = hash("description")
    static let generator = hash("generator")

    private static func hash(_ name: StaticString) -> UInt32 {
        name.withUTF8Buffer { bytes in
            bytes.reduce(CueTable.Kind.declaration.rawValue) { CueTable.hash($0, $1 | 0x20) }
        }
    }
}
