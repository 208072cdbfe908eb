/// What tokens consist of: names, attributes, and the bytes that differ from the source.
struct TokenStorage: ~Copyable {
    /// The source, only while parsing.
    var source = SourceBytes(UnsafeBufferPointer(start: nil, count: 0))
    /// Bytes that are not in the source as they should be: decoded character references, joined texts.
    var side = GrowableBuffer<UInt8>(minimumCapacity: 256)
    var attributes = GrowableBuffer<AttributeRecord>(minimumCapacity: 64)
    var names = NameTable()
    /// Attributes below this one belong to elements; those above to the tag being read.
    var keptAttributes = 0
    /// The number of the last tag with attributes, to find attributes that occur twice.
    var tagSerial: UInt32 = 0
    /// The last tag that had an attribute, by number of its name.
    private var lastTags = GrowableBuffer<UInt32>(minimumCapacity: KnownNames.count)

    /// How large the side buffer may grow before the rest of the source is not read.
    ///
    /// With a source of 256 MiB, one token and one text that moves can make it larger by less than 3 GiB, so every
    /// position still fits into 32 bits.
    static let sideLimit = 1 << 30

    /// Where the side buffer begins in the numbering of positions.
    var sideBase: Int { source.count &+ 1 }

    /// Starts over for another source.
    mutating func reset(for source: SourceBytes) {
        self.source = source
        side.truncate(to: 0)
        attributes.truncate(to: 0)
        names.reset()
        keptAttributes = 0
        if tagSerial > .max / 2 {
            lastTags.truncate(to: 0)
            tagSerial = 0
        }
    }

    /// Notes that the tag in hand has an attribute of a name; false when it had one already.
    @inline(__always)
    mutating func noteAttribute(_ name: UInt32) -> Bool {
        if Int(name) >= lastTags.count { lastTags.append(repeating: 0, count: names.count &- lastTags.count) }
        if lastTags[name] == tagSerial { return false }
        lastTags[name] = tagSerial
        return true
    }

    /// The position that the next byte of the side buffer will have.
    var sidePosition: UInt32 { UInt32(truncatingIfNeeded: sideBase &+ side.count) }

    /// One byte of a run.
    @inline(__always)
    func byte(at position: UInt32) -> UInt8 {
        let index = Int(position)
        return index < source.count ? source[index] : side[index &- sideBase]
    }

    /// Calls a function with the bytes of a run; valid during the call only.
    @inline(__always)
    func withBytes<Result>(_ run: ByteRun, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let start = Int(run.start)
        if start < source.count || run.count == 0 {
            return body(run.count == 0 ? source.part(0, 0) : source.part(start, start + Int(run.count)))
        }
        let from = start - sideBase
        return side.withElements { body(UnsafeBufferPointer(rebasing: $0[from..<from + Int(run.count)])) }
    }

    /// Copies a run to the end of the side buffer.
    mutating func appendToSide(_ run: ByteRun) {
        let start = Int(run.start)
        if run.count == 0 { return }
        if start < source.count {
            side.append(contentsOf: source.part(start, start + Int(run.count)))
        } else {
            side.appendOwn(from: start - sideBase, count: Int(run.count))
        }
    }

    /// Whether a run equals a lower-case word when ASCII case is folded.
    func equals(_ run: ByteRun, _ word: StaticString) -> Bool {
        guard Int(run.count) == word.utf8CodeUnitCount else { return false }
        return withBytes(run) { bytes in
            for index in 0..<bytes.count where asciiLowercased(bytes[index]) != word.utf8Start[index] {
                return false
            }
            return true
        }
    }

    /// Whether a run begins with a lower-case word when ASCII case is folded.
    func hasPrefix(_ run: ByteRun, _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard Int(run.count) >= length else { return false }
        return equals(ByteRun(start: run.start, count: UInt32(length)), word)
    }

    /// The value of an attribute of a tag, or nil.
    func value(of name: UInt32, in tag: TagToken) -> ByteRun? {
        for index in tag.attributeStart..<tag.attributeStart &+ tag.attributeCount {
            let attribute = attributes[index]
            if attribute.name == name {
                return ByteRun(start: attribute.valueStart, count: attribute.valueCount)
            }
        }
        return nil
    }
}
