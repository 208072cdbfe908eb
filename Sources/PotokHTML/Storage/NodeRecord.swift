/// The end of a list of siblings, the parent of a detached node.
@usableFromInline
let noNode: UInt32 = .max

/// One node of a tree: 32 bytes of indices, without any reference.
@usableFromInline
struct NodeRecord: BitwiseCopyable {
    @usableFromInline var parent: UInt32
    @usableFromInline var firstChild: UInt32
    @usableFromInline var lastChild: UInt32
    @usableFromInline var previous: UInt32
    @usableFromInline var next: UInt32
    /// Bits 0–23: number of the name; 24–25: namespace; 28–31: kind.
    @usableFromInline var nameAndKind: UInt32
    /// The first attribute of an element, where the data of a text or comment begins, or the number of a doctype.
    @usableFromInline var dataStart: UInt32
    /// How many attributes an element has, or how many bytes a text or comment.
    @usableFromInline var dataCount: UInt32

    init(kind: HTMLNode.Kind, key: UInt32 = 0, dataStart: UInt32 = 0, dataCount: UInt32 = 0) {
        parent = noNode
        firstChild = noNode
        lastChild = noNode
        previous = noNode
        next = noNode
        nameAndKind = key | UInt32(kind.rawValue) << 28
        self.dataStart = dataStart
        self.dataCount = dataCount
    }

    /// Name and namespace as one number; for HTML elements it is the number of the name alone.
    @usableFromInline
    var key: UInt32 { @inline(__always) get { nameAndKind & 0x03FF_FFFF } }

    @usableFromInline
    var name: UInt32 { @inline(__always) get { nameAndKind & 0x00FF_FFFF } }

    @usableFromInline
    var namespace: UInt32 { @inline(__always) get { nameAndKind >> 24 & 3 } }

    @usableFromInline
    var kind: UInt32 { @inline(__always) get { nameAndKind >> 28 } }

    /// How the data of a text node lies in the side buffer; kept where elements keep their name.
    var textGrowth: UInt32 {
        get { nameAndKind & 0x00FF_FFFF }
        set { nameAndKind = nameAndKind & 0xFF00_0000 | newValue }
    }
}

/// One attribute: its name and the range of its value.
@usableFromInline
struct AttributeRecord: BitwiseCopyable {
    /// Bits 0–23: number of the name; 24–25: 0 none, 1 XLink, 2 XML, 3 XMLNS.
    @usableFromInline var nameAndNamespace: UInt32
    @usableFromInline var valueStart: UInt32
    @usableFromInline var valueCount: UInt32

    init(name: UInt32, valueStart: UInt32, valueCount: UInt32) {
        nameAndNamespace = name
        self.valueStart = valueStart
        self.valueCount = valueCount
    }

    @usableFromInline
    var name: UInt32 { @inline(__always) get { nameAndNamespace & 0x00FF_FFFF } }
}

/// A run of bytes, in the source or in the side buffer.
///
/// Positions below the length of the source are in the source; those above are in the side buffer. One position lies
/// between, so that a run at the end of the one never seems to touch a run at the start of the other.
struct ByteRun: BitwiseCopyable {
    var start: UInt32
    var count: UInt32

    static var empty: ByteRun { ByteRun(start: 0, count: 0) }

    var end: UInt32 { start &+ count }
}

/// The three texts of a document type declaration.
struct DoctypeRecord: BitwiseCopyable {
    var name = ByteRun.empty
    var publicIdentifier = ByteRun.empty
    var systemIdentifier = ByteRun.empty
    var hasName = false
    var hasPublicIdentifier = false
    var hasSystemIdentifier = false
    var forcesQuirks = false
}
