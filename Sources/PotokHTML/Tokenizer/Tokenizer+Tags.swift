/// Tags and their attributes (13.2.5.8 and 13.2.5.32 to 13.2.5.40).
extension Tokenizer where Sink: ~Copyable {
    /// Bytes below 64 that end the name of a tag: white space, `/`, `>`; U+0000 needs care.
    private var tagNameEnds: UInt64 { 0x4000_8001_0000_1601 }

    /// Bytes below 64 that end the name of an attribute: the same and `=`.
    private var attributeNameEnds: UInt64 { 0x6000_8001_0000_1601 }

    @inline(__always)
    private func ends(_ byte: UInt8, _ set: UInt64) -> Bool {
        byte < 64 && (set &>> UInt64(byte)) & 1 != 0
    }

    /// Reads a tag from its name to its `>`; nil at the end of the source, where an unfinished tag is dropped.
    @inline(__always)
    mutating func readTag(nameAt start: Int) -> TagToken? {
        var index = start &+ 1
        while index < source.count, !ends(source[index], tagNameEnds) { index &+= 1 }
        guard index < source.count else { return abandonTag() }
        var tag = TagToken(
            name: 0,
            attributeStart: UInt32(truncatingIfNeeded: storage.attributes.count),
            attributeCount: 0,
            isSelfClosing: false
        )
        if source[index] != 0 {
            tag.name = number(start, index)
        } else {
            while index < source.count, source[index] == 0 || !ends(source[index], tagNameEnds) { index &+= 1 }
            guard index < source.count else { return abandonTag() }
            tag.name = numberReplacingNUL(start, index)
        }
        if source[index] == 0x3E {
            position = index &+ 1
            return tag
        }
        return readAttributes(of: tag, at: index)
    }

    private mutating func abandonTag() -> TagToken? {
        storage.attributes.truncate(to: storage.keptAttributes)
        position = source.count
        return nil
    }

    @inline(__always)
    private mutating func number(_ start: Int, _ end: Int) -> UInt32 {
        storage.names.number(of: source.base + start, count: end &- start, readable: source.count &- start)
    }

    @inline(never)
    private mutating func numberReplacingNUL(_ start: Int, _ end: Int) -> UInt32 {
        let mark = storage.side.count
        let length = Int(replacingNUL(start, end).count)
        // The bytes are only needed until the name has a number.
        let number = storage.names.number(of: storage.side.base + mark, count: length, readable: length)
        storage.side.truncate(to: mark)
        return number
    }

    /// From behind the name of a tag to behind its `>`.
    private mutating func readAttributes(of tag: TagToken, at start: Int) -> TagToken? {
        var tag = tag
        var index = start
        storage.tagSerial &+= 1
        while true {
            // Before an attribute name.
            while index < source.count, isHTMLSpace(source[index]) { index &+= 1 }
            guard index < source.count else { return abandonTag() }
            let byte = source[index]
            if byte == 0x3E {
                position = index &+ 1
                return tag
            }
            if byte == 0x2F {
                index &+= 1
                if source.peek(index) == 0x3E {
                    tag.isSelfClosing = true
                    position = index &+ 1
                    return tag
                }
                continue
            }

            // The name; its first byte belongs to it even if it is `=`.
            let nameStart = index
            var nameHoldsNUL = byte == 0
            index &+= 1
            while index < source.count {
                let byte = source[index]
                if ends(byte, attributeNameEnds) {
                    if byte != 0 { break }
                    nameHoldsNUL = true
                }
                index &+= 1
            }
            guard index < source.count else { return abandonTag() }
            let nameEnd = index
            let name = nameHoldsNUL ? numberReplacingNUL(nameStart, nameEnd) : number(nameStart, nameEnd)

            // The value.
            while index < source.count, isHTMLSpace(source[index]) { index &+= 1 }
            guard index < source.count else { return abandonTag() }
            var value = ByteRun(start: UInt32(truncatingIfNeeded: nameEnd), count: 0)
            if source[index] == 0x3D {
                index &+= 1
                while index < source.count, isHTMLSpace(source[index]) { index &+= 1 }
                guard index < source.count else { return abandonTag() }
                let quote = source[index]
                if quote == 0x22 || quote == 0x27 {
                    let valueStart = index &+ 1
                    index = source.find(quote, 0x26, hasNUL ? 0 : quote, from: valueStart)
                    if index < source.count, source[index] != quote {
                        value = readComplicatedValue(from: valueStart, at: &index, until: quote)
                    } else {
                        value = ByteRun(
                            start: UInt32(truncatingIfNeeded: valueStart),
                            count: UInt32(truncatingIfNeeded: index &- valueStart)
                        )
                    }
                    guard index < source.count else { return abandonTag() }
                    index &+= 1
                } else if quote != 0x3E {
                    value = readUnquotedValue(at: &index)
                    guard index < source.count else { return abandonTag() }
                }
            }
            if name != 0, Int(tag.attributeCount) < maximumAttributes, storage.noteAttribute(name) {
                storage.attributes.append(
                    AttributeRecord(name: name, valueStart: value.start, valueCount: value.count)
                )
                tag.attributeCount &+= 1
            }
        }
    }

    /// A quoted value in which something must be replaced; leaves `index` at the quote or at the end.
    @inline(never)
    private mutating func readComplicatedValue(from start: Int, at index: inout Int, until quote: UInt8) -> ByteRun {
        let sideStart = storage.sidePosition
        var copied = start
        while true {
            index = source.find(quote, 0x26, hasNUL ? 0 : quote, from: index)
            if index == source.count || source[index] == quote { break }
            replaceInValue(at: &index, copied: &copied)
        }
        return run(from: start, copied: copied, to: index, sideStart: sideStart)
    }

    /// An unquoted value; leaves `index` at the white space or `>` behind it, or at the end.
    private mutating func readUnquotedValue(at index: inout Int) -> ByteRun {
        let start = index
        let sideStart = storage.sidePosition
        var copied = start
        while index < source.count {
            let byte = source[index]
            if byte == 0x3E || isHTMLSpace(byte) { break }
            if byte == 0x26 || byte == 0 {
                replaceInValue(at: &index, copied: &copied)
            } else {
                index &+= 1
            }
        }
        return run(from: start, copied: copied, to: index, sideStart: sideStart)
    }

    /// Handles the `&` or U+0000 at a place of a value.
    private mutating func replaceInValue(at index: inout Int, copied: inout Int) {
        if source[index] == 0 {
            storage.side.append(contentsOf: source.part(copied, index))
            appendReplacement()
            index &+= 1
            copied = index
        } else if let decoded = CharacterReference.decode(source, at: index, inAttribute: true) {
            storage.side.append(contentsOf: source.part(copied, index))
            append(decoded)
            index = decoded.end
            copied = index
        } else {
            index &+= 1
        }
    }
}
