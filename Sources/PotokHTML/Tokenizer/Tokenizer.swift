/// The tokenizer (13.2.5) over a source that is there as a whole.
///
/// The states of the standard are not a variable here: each construct is read from its first to its last byte by one
/// function, which is possible because no more input will come. Text between tags is skipped 16 bytes at a time.
/// Line ends are already normalised and the bytes are UTF-8 (see `SourcePreparation`).
struct Tokenizer<Sink: TokenSink & ~Copyable>: ~Copyable {
    private(set) var source = SourceBytes(UnsafeBufferPointer(start: nil, count: 0))
    /// Where the next token begins.
    var position = 0
    var storage: TokenStorage
    var sink: Sink
    /// What a third search for U+0000 looks for; `<` when there is no U+0000 at all.
    private(set) var nulByte: UInt8 = 0x3C
    private(set) var hasNUL = false
    private(set) var maximumAttributes = 0
    /// The name that ends raw text: of the last start tag.
    var lastStartTag: UInt32 = 0

    init(storage: consuming TokenStorage, sink: consuming Sink) {
        self.storage = storage
        self.sink = sink
    }

    /// Starts over with a source, which must stay where it is until `end`.
    mutating func begin(_ source: SourceBytes, hasNUL: Bool, maximumAttributes: Int) {
        self.source = source
        self.hasNUL = hasNUL
        self.maximumAttributes = maximumAttributes
        nulByte = hasNUL ? 0 : 0x3C
        position = 0
        lastStartTag = 0
        storage.reset(for: source)
    }

    /// Forgets the source.
    mutating func end() {
        source = SourceBytes(UnsafeBufferPointer(start: nil, count: 0))
        storage.source = source
    }

    /// Reads the whole source, beginning in a content model.
    mutating func run(from model: ContentModel = .data) {
        if model != .data { readRawContent(model) }
        while position < source.count, !sink.isFull, storage.side.count < TokenStorage.sideLimit {
            readText()
            if position < source.count { readMarkup() }
        }
        sink.endOfFile(&storage)
    }

    // MARK: Text

    /// The data state, up to the next thing that begins with `<`.
    @inline(__always)
    private mutating func readText() {
        let start = position
        var index = start
        while true {
            index = source.find(0x3C, 0x26, nulByte, from: index)
            if index == source.count { break }
            let byte = source[index]
            if byte == 0x3C {
                if index &+ 1 < source.count, startsMarkup(source[index &+ 1]) { break }
                index &+= 1
            } else {
                position = index
                readComplicatedText(from: start)
                return
            }
        }
        position = index
        if index > start {
            emit(ByteRun(start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: index &- start)))
        }
    }

    @inline(__always)
    private func startsMarkup(_ byte: UInt8) -> Bool {
        isASCIILetter(byte) || byte == 0x2F || byte == 0x21 || byte == 0x3F
    }

    /// Text that holds `&` or U+0000 from the current position on.
    @inline(never)
    private mutating func readComplicatedText(from start: Int) {
        let sideStart = storage.sidePosition
        var copied = start
        var holdsNUL = false
        var index = position
        scan: while true {
            index = source.find(0x3C, 0x26, nulByte, from: index)
            if index == source.count { break }
            switch source[index] {
            case 0x3C:
                if index &+ 1 < source.count, startsMarkup(source[index &+ 1]) { break scan }
                index &+= 1
            case 0x26:
                if let decoded = CharacterReference.decode(source, at: index, inAttribute: false) {
                    storage.side.append(contentsOf: source.part(copied, index))
                    append(decoded)
                    index = decoded.end
                    copied = index
                } else {
                    index &+= 1
                }
            default:
                holdsNUL = true
                index &+= 1
            }
        }
        position = index
        finishText(from: start, copied: copied, to: index, sideStart: sideStart, mayHoldNUL: holdsNUL)
    }

    @inline(__always)
    mutating func append(_ decoded: CharacterReference.Decoded) {
        for offset in 0..<decoded.count {
            storage.side.append(UInt8(truncatingIfNeeded: decoded.bytes >> UInt64(offset &* 8)))
        }
    }

    /// Emits text of which the part before `copied` is in the side buffer, if any is.
    mutating func finishText(from start: Int, copied: Int, to end: Int, sideStart: UInt32, mayHoldNUL: Bool = false) {
        let run = run(from: start, copied: copied, to: end, sideStart: sideStart)
        if run.count > 0 { sink.characters(CharacterToken(run: run, mayHoldNUL: mayHoldNUL), &storage) }
    }

    /// The run of bytes that is in the source alone, or joined in the side buffer.
    mutating func run(from start: Int, copied: Int, to end: Int, sideStart: UInt32) -> ByteRun {
        if copied == start, storage.sidePosition == sideStart {
            return ByteRun(start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: end &- start))
        }
        storage.side.append(contentsOf: source.part(copied, end))
        return ByteRun(start: sideStart, count: storage.sidePosition &- sideStart)
    }

    @inline(__always)
    mutating func emit(_ run: ByteRun) {
        sink.characters(CharacterToken(run: run, mayHoldNUL: false), &storage)
    }

    /// A run of the source in which U+0000 becomes U+FFFD.
    mutating func replacingNUL(_ start: Int, _ end: Int) -> ByteRun {
        let sideStart = storage.sidePosition
        var copied = start
        if hasNUL {
            var index = source.find(0, from: start)
            while index < end {
                storage.side.append(contentsOf: source.part(copied, index))
                appendReplacement()
                copied = index &+ 1
                index = source.find(0, from: copied)
            }
        }
        return run(from: start, copied: copied, to: end, sideStart: sideStart)
    }

    mutating func appendReplacement() {
        storage.side.append(0xEF)
        storage.side.append(0xBF)
        storage.side.append(0xBD)
    }

    // MARK: Markup

    /// What begins with `<` and a letter, `/`, `!` or `?`.
    @inline(__always)
    private mutating func readMarkup() {
        let next = source[position &+ 1]
        if isASCIILetter(next) {
            readStartTag()
        } else if next == 0x2F {
            readEndTag()
        } else if next == 0x21 {
            readMarkupDeclaration()
        } else {
            position &+= 1
            readBogusComment()
        }
    }

    @inline(__always)
    private mutating func readStartTag() {
        guard let tag = readTag(nameAt: position &+ 1) else { return }
        lastStartTag = tag.name
        let model = sink.startTag(tag, &storage)
        storage.attributes.truncate(to: storage.keptAttributes)
        if model != .data { readRawContent(model) }
    }

    @inline(__always)
    private mutating func readEndTag() {
        let next = position &+ 2
        if next >= source.count {
            emit(ByteRun(start: UInt32(truncatingIfNeeded: position), count: 2))
            position = source.count
        } else if isASCIILetter(source[next]) {
            guard let tag = readTag(nameAt: next) else { return }
            sink.endTag(tag, &storage)
            storage.attributes.truncate(to: storage.keptAttributes)
        } else if source[next] == 0x3E {
            position = next &+ 1
        } else {
            position = next
            readBogusComment()
        }
    }
}
