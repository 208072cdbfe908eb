import PotokCore

extension XMLReader {
    /// The hashes of a name that is being read.
    private struct NameHashes {
        var key = XMLName.seed
        var prefix: UInt64 = 0
        var local = XMLName.seed
        var localStart: Int
    }

    private static let xmlns = XMLName.hash("xmlns")
    private static let xml = XMLName.hash("xml")

    /// Reads the name at a place; the place behind it.
    @inline(__always)
    private func readName(_ start: Int, _ hashes: inout NameHashes) -> Int {
        var index = start
        bytes.withUnsafeBufferPointer { bytes in
            while index < bytes.count {
                let byte = bytes[index]
                if byte <= 0x20 || byte == 0x2F || byte == 0x3E || byte == 0x3D || byte == 0x3C || byte == 0x22
                    || byte == 0x27
                {
                    break
                }
                hashes.key = XMLName.add(byte, to: hashes.key)
                if byte == 0x3A, hashes.prefix == 0 {
                    hashes.prefix = hashes.local
                    hashes.local = XMLName.seed
                    hashes.localStart = index &+ 1
                } else {
                    hashes.local = XMLName.add(byte, to: hashes.local)
                }
                index &+= 1
            }
        }
        return index
    }

    /// Reads a start tag; false when there is none that counts.
    mutating func readStartTag() -> Bool {
        let start = position + 1
        var hashes = NameHashes(localStart: start)
        var index = readName(start, &hashes)
        let nameEnd = index
        var element = Element(
            key: hashes.key,
            name: known[hashes.local],
            space: .none,
            nameStart: start,
            localStart: hashes.localStart,
            nameEnd: nameEnd,
            bindings: bindings.count,
            bases: bases.count
        )
        attributes.removeAll(keepingCapacity: true)
        var isEmpty = false
        loop: while true {
            guard index < bytes.count else {
                // The document ends within the tag.
                steps &+= index - position
                position = bytes.count
                bindings.removeLast(bindings.count - element.bindings)
                return false
            }
            let byte = bytes[index]
            switch byte {
            case 0x3E:
                index += 1
                break loop
            case 0x3C: break loop
            case 0x2F:
                isEmpty = index + 1 < bytes.count && bytes[index + 1] == 0x3E
                index += 1
            case 0x20, 0x0A, 0x0D, 0x09, 0x3D, 0x22, 0x27, 0x00...0x1F: index += 1
            default: index = readAttribute(index)
            }
        }
        steps &+= index - position
        position = index
        for attribute in attributes where attribute.prefix == Self.xml && attribute.name == .base {
            let text = value(attribute)
            if text.utf8.count <= 4_096, let base = WebURL(text, relativeTo: bases.last),
                base.description.utf8.count <= 4_096
            {
                bases.append(base)
                isBaseDeclared = true
            }
        }
        element.space = space(hashes.prefix)
        // The vocabulary of the first element is the one of the document, whatever its prefix.
        if stack.isEmpty, element.space == .other {
            bindings.append(Binding(prefix: hashes.prefix, space: .none))
            element.space = .none
        }
        return open(element, isEmpty: isEmpty)
    }

    /// The namespace that a prefix stands for here.
    private mutating func space(_ prefix: UInt64) -> XMLNamespace {
        var index = bindings.count
        while index > 0 {
            index &-= 1
            if bindings[index].prefix == prefix { return bindings[index].space }
        }
        return prefix == 0 ? .none : XMLNamespace.customary(prefix)
    }

    /// Reads an attribute, or the declaration of a namespace; the place behind it.
    private mutating func readAttribute(_ start: Int) -> Int {
        var hashes = NameHashes(localStart: start)
        var index = readName(start, &hashes)
        while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
        guard index < bytes.count, bytes[index] == 0x3D else { return max(index, start + 1) }
        index += 1
        while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
        guard index < bytes.count else { return index }
        let quote = bytes[index]
        var from = index
        var to = index
        if quote == 0x22 || quote == 0x27, let end = closingQuote(quote, from: index + 1) {
            (from, to, index) = (index + 1, end, end + 1)
        } else {
            if quote == 0x22 || quote == 0x27 { from += 1 }
            index = from
            while index < bytes.count, !Self.isSpace(bytes[index]), bytes[index] != 0x3E, bytes[index] != 0x3C {
                index += 1
            }
            to = index
            if to > from, bytes[to - 1] == 0x2F, index < bytes.count, bytes[index] == 0x3E {
                (to, index) = (to - 1, index - 1)
            }
        }
        if hashes.prefix == Self.xmlns || hashes.prefix == 0 && hashes.local == Self.xmlns {
            bind(hashes.prefix == 0 ? 0 : hashes.local, from, to)
        } else if attributes.count < Self.attributeLimit {
            attributes.append(
                Attribute(name: known[hashes.local], prefix: hashes.prefix, nameStart: start, start: from, end: to)
            )
        }
        return index
    }

    /// The next quote of a kind; nil when there is none in the rest of the document.
    private mutating func closingQuote(_ quote: UInt8, from start: Int) -> Int? {
        let flag: UInt8 = quote == 0x22 ? 1 : 2
        guard spentQuotes & flag == 0 else { return nil }
        let index = find(quote, start, bytes.count)
        if index < bytes.count { return index }
        steps &+= index - start
        spentQuotes |= flag
        return nil
    }

    private mutating func bind(_ prefix: UInt64, _ from: Int, _ to: Int) {
        guard bindings.count < Self.bindingLimit, to - from <= 256 else { return }
        var uri = decoded(from, to).lowercased()
        while uri.utf8.last == 0x2F { uri.removeLast() }
        if uri.hasSuffix("/rdf/simple/0.9") { vocabularies.insert(.rss090) }
        if uri == "http://purl.org/rss/1.0" { vocabularies.insert(.rss10) }
        if uri == "http://purl.org/atom/ns#" { vocabularies.insert(.atom03) }
        // An unknown vocabulary without a prefix is read by its names alone.
        bindings.append(Binding(prefix: prefix, space: XMLNamespace.named(uri) ?? (prefix == 0 ? .none : .other)))
    }

    /// Reads an end tag; whether it closes something.
    mutating func readEndTag() -> Bool {
        let start = position + 2
        var hashes = NameHashes(localStart: start)
        var index = readName(start, &hashes)
        bytes.withUnsafeBufferPointer { bytes in
            while index < bytes.count, bytes[index] != 0x3E, bytes[index] != 0x3C { index &+= 1 }
        }
        steps &+= index - position
        guard index < bytes.count else {
            position = index
            return false
        }
        position = bytes[index] == 0x3E ? index + 1 : index
        return closeThrough(hashes.key)
    }

    // MARK: What is no element

    /// Skips a comment or a document type, or gives the inside of a CDATA section.
    mutating func readDeclaration() -> (Int, Int)? {
        if starts("<!--") {
            position = find("-->", from: position + 4).map { $0 + 3 } ?? bytes.count
        } else if starts("<![CDATA[") {
            let start = position + 9
            let end = find("]]>", from: start)
            position = end.map { $0 + 3 } ?? bytes.count
            return (start, end ?? bytes.count)
        } else {
            skipDocumentType()
        }
        return nil
    }

    /// Skips `<?…?>`.
    mutating func skipInstruction() {
        var index = position + 2
        bytes.withUnsafeBufferPointer { bytes in
            while index < bytes.count, bytes[index] != 0x3E { index &+= 1 }
        }
        steps &+= index - position
        position = min(index + 1, bytes.count)
    }

    /// Skips a document type with all that it declares (XML 1.0, 2.8).
    private mutating func skipDocumentType() {
        let start = position
        var index = start + 2
        var brackets = 0
        var quote: UInt8 = 0
        let canRecover = !isDoctypeSpent
        while index < bytes.count {
            let byte = bytes[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x5B {
                brackets += 1
            } else if byte == 0x5D {
                brackets = max(0, brackets - 1)
            } else if byte == 0x3C, brackets > 0 {
                position = index
                if starts("<!--") {
                    index = find("-->", from: index + 4).map { $0 + 2 } ?? bytes.count
                } else if starts("<!ENTITY") {
                    declaresEntities = true
                }
            } else if byte == 0x3E, brackets == 0 {
                steps &+= index - start
                position = index + 1
                return
            }
            index += 1
        }
        // It never ends: it is cut at its first `>`, once.
        steps &+= bytes.count - start
        position = start + 2
        if canRecover {
            isDoctypeSpent = true
            skipInstruction()
        } else {
            position = bytes.count
        }
    }

    private func starts(_ text: StaticString) -> Bool {
        guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { wanted in
            for index in 0..<wanted.count where bytes[position + index] != wanted[index] { return false }
            return true
        }
    }

    /// Where three bytes stand next.
    private mutating func find(_ text: StaticString, from start: Int) -> Int? {
        let (first, second, third) = text.withUTF8Buffer { ($0[0], $0[1], $0[2]) }
        var index = start
        var found = false
        while true {
            index = find(first, index, bytes.count)
            guard index + 2 < bytes.count else { break }
            if bytes[index + 1] == second, bytes[index + 2] == third {
                found = true
                break
            }
            index += 1
        }
        steps &+= index - start
        return found ? index : nil
    }
}
