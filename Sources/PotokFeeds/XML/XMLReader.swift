import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads XML as publishers write it: a pull reader over UTF-8 that repairs instead of giving up.
///
/// It does not validate and never expands an entity that a document declares (XML 1.0, 4.2), neither external nor
/// internal: what a document type declares is skipped, so no document can make it read a file, ask the network or grow.
/// Every byte is looked at a bounded number of times. Events are balanced whatever the document does: an end tag closes the
/// elements within it that were left open, one that closes nothing is skipped, and the end of the document closes all.
struct XMLReader {
    /// What comes next.
    enum Event {
        /// A start tag; the element is ``element``, its attributes can be asked for until the next event.
        case start
        /// The end of the innermost open element.
        case end
        /// The end of the document.
        case finish
    }

    /// A piece of a document.
    enum Token: Equatable {
        case start
        /// The end of an element, which is now closed.
        case end
        /// Character data from here to there, with references in it.
        case text(Int, Int)
        /// The inside of a CDATA section.
        case characters(Int, Int)
        case finish
    }

    /// An open element.
    struct Element {
        /// Tells its qualified name from others.
        var key: UInt64
        var name: XMLName
        var space: XMLNamespace
        /// Where its qualified name stands, and its local name.
        var nameStart: Int
        var localStart: Int
        var nameEnd: Int
        /// How many bindings and bases there were outside it.
        var bindings: Int
        var bases: Int

        /// Whether it is an element of this namespace and name.
        @inline(__always)
        func `is`(_ space: XMLNamespace, _ name: XMLName) -> Bool { self.name == name && self.space == space }
    }

    /// An attribute as it is written: references are in it.
    struct Attribute {
        var name: XMLName
        var prefix: UInt64
        var nameStart: Int
        var start: Int
        var end: Int
    }

    /// Vocabularies that tell the version of a feed.
    struct Vocabularies: OptionSet {
        let rawValue: UInt8
        static let rss090 = Vocabularies(rawValue: 1)
        static let rss10 = Vocabularies(rawValue: 2)
        static let atom03 = Vocabularies(rawValue: 4)
    }

    /// What a prefix stands for.
    struct Binding {
        var prefix: UInt64
        var space: XMLNamespace
    }

    /// How deep elements may nest; a start tag further in is skipped.
    static let depthLimit = 256
    /// How many attributes of an element are kept.
    static let attributeLimit = 64
    /// How many declarations of namespaces hold at once.
    static let bindingLimit = 128

    let bytes: [UInt8]
    var position = 0
    private(set) var stack: [Element] = []
    var attributes: [Attribute] = []
    var bindings: [Binding] = []
    /// What relative links are resolved against, as xml:base says, the innermost last.
    var bases: [WebURL]
    /// Whether the document declares a base, and is not only known to have an address.
    var isBaseDeclared = false
    let known = XMLName.Table.known
    /// A text that is being put together; kept so that its memory is used again.
    var scratch: [UInt8] = []

    private var endsPending = 0
    private var isStartPending = false
    /// How many bytes were looked at, for tests of the effort.
    var steps = 0
    /// Quotes that do not occur any more: 1 for `"`, 2 for `'`.
    var spentQuotes: UInt8 = 0
    var isDoctypeSpent = false

    /// The vocabularies of one version that the document declares.
    var vocabularies: Vocabularies = []
    /// Whether the document ended within an element.
    private(set) var isTruncated = false
    /// Whether the document declares entities.
    var declaresEntities = false
    /// How many references to entities that nobody knows were left as they stand.
    var unknownReferences = 0
    /// Whether elements nest deeper than the limit.
    private(set) var isTooDeep = false

    /// Reads a document in UTF-8, with or without a byte order mark.
    ///
    /// - Parameter base: the address of the document.
    init(_ bytes: [UInt8], base: WebURL? = nil) {
        self.bytes = bytes
        bases = base.map { [$0] } ?? []
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        stack.reserveCapacity(16)
        attributes.reserveCapacity(8)
    }

    /// How many elements are open.
    var depth: Int { stack.count }

    /// The innermost open element.
    var element: Element { stack[stack.count - 1] }

    /// The next start or end; character data between is skipped.
    mutating func next() -> Event {
        while true {
            switch token() {
            case .start: return .start
            case .end: return .end
            case .finish: return .finish
            case .text, .characters: continue
            }
        }
    }

    /// Skips the rest of the innermost open element, its end included.
    mutating func skip() {
        let outer = depth - 1
        while depth > outer {
            if case .finish = next() { return }
        }
    }

    /// Takes the element that was just opened out of the one around it, which was not closed; it comes again as a start.
    mutating func leaveParent() {
        guard stack.count >= 2 else { return }
        var inner = stack.removeLast()
        let outer = stack.removeLast()
        inner.bindings = outer.bindings
        inner.bases = outer.bases
        stack.append(inner)
        isStartPending = true
    }

    // MARK: Tokens

    /// The next piece of the document.
    mutating func token() -> Token {
        if isStartPending {
            isStartPending = false
            return .start
        }
        if endsPending > 0 {
            endsPending -= 1
            close()
            return .end
        }
        while position < bytes.count {
            let start = position
            if bytes[start] != 0x3C {
                position = markup(from: start)
                return .text(start, position)
            }
            let next = start + 1 < bytes.count ? bytes[start + 1] : 0
            switch next {
            case 0x2F:
                if readEndTag() {
                    endsPending -= 1
                    close()
                    return .end
                }
            case 0x21:
                if let (from, to) = readDeclaration() { return .characters(from, to) }
            case 0x3F: skipInstruction()
            case _ where Self.isNameStart(next):
                if readStartTag() { return .start }
            default:
                // A sign of its own; where the document ends it is the rest of a tag.
                if start + 1 == bytes.count {
                    position = bytes.count
                } else {
                    position = markup(from: start + 1)
                    return .text(start, position)
                }
            }
        }
        if stack.isEmpty { return .finish }
        isTruncated = true
        close()
        return .end
    }

    /// Where markup begins: the next `<`, or the end.
    private mutating func markup(from start: Int) -> Int {
        let index = find(0x3C, start, bytes.count)
        steps &+= index - start + 1
        return index
    }

    /// Where a byte stands next in a part of the document; the end of the part without one.
    @inline(__always)
    func find(_ byte: UInt8, _ start: Int, _ end: Int) -> Int {
        guard start < end else { return end }
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = memchr(base + start, Int32(byte), end - start) else {
                return end
            }
            return UnsafeRawPointer(found) - base
        }
    }

    /// Opens an element.
    mutating func open(_ element: Element, isEmpty: Bool) -> Bool {
        guard stack.count < Self.depthLimit else {
            isTooDeep = true
            bindings.removeLast(bindings.count - element.bindings)
            bases.removeLast(bases.count - element.bases)
            return false
        }
        stack.append(element)
        if isEmpty {
            endsPending = 1
        }
        return true
    }

    private mutating func close() {
        guard let element = stack.popLast() else { return }
        bindings.removeLast(max(0, bindings.count - element.bindings))
        bases.removeLast(max(0, bases.count - element.bases))
    }

    /// Closes the innermost element without an end, and goes back to where its inside begins.
    mutating func rewind(to start: Int) {
        close()
        endsPending = 0
        position = start
    }

    /// Has the innermost elements end up to the one of this key; false when none of them has it.
    mutating func closeThrough(_ key: UInt64) -> Bool {
        var index = stack.count
        while index > 0 {
            index &-= 1
            steps &+= 1
            if stack[index].key == key {
                endsPending = stack.count - index
                return true
            }
        }
        return false
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    @inline(__always)
    static func isNameStart(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 || byte == 0x5F || byte == 0x3A
    }
}
