/// How the tokenizer reads what follows a start tag (13.2.5, the states that the tree builder may switch to).
enum ContentModel: UInt8 {
    case data, rcdata, rawtext, scriptData, plaintext
}

/// A run of text between two tags.
struct CharacterToken {
    var run: ByteRun
    /// The run may hold U+0000, whose treatment depends on where it stands.
    var mayHoldNUL: Bool
}

/// A start or end tag; its attributes, if any, are the last ones of the storage.
struct TagToken {
    var name: UInt32
    var attributeStart: UInt32
    var attributeCount: UInt32
    var isSelfClosing: Bool
}

/// What receives the tokens.
///
/// The tokenizer is generic over its sink, so that the compiler joins the two; a token costs no indirect call.
protocol TokenSink: ~Copyable {
    /// Text; neighbouring runs may arrive in several pieces.
    mutating func characters(_ token: CharacterToken, _ storage: inout TokenStorage)

    /// A start tag; the answer says how to read on.
    mutating func startTag(_ tag: TagToken, _ storage: inout TokenStorage) -> ContentModel

    /// An end tag.
    mutating func endTag(_ tag: TagToken, _ storage: inout TokenStorage)

    /// A comment, its delimiters left out.
    mutating func comment(_ data: ByteRun, _ storage: inout TokenStorage)

    /// A document type declaration.
    mutating func doctype(_ doctype: DoctypeRecord, _ storage: inout TokenStorage)

    /// The end of the source.
    mutating func endOfFile(_ storage: inout TokenStorage)

    /// Whether `<![CDATA[` begins a section here (the adjusted current node is foreign).
    var allowsCDATA: Bool { get }

    /// Whether a limit was reached, so that the rest of the source is not read.
    var isFull: Bool { get }
}
