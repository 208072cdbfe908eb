/// Splits text into folded tokens, in one pass over its UTF-8 bytes.
///
/// A token is a run of letters, their marks and digits of any script (Unicode categories L and N); one character in scripts that are
/// written without spaces. Everything else separates: apostrophes and hyphens too (`don't` is `don`, `t`; `l'eau` is `l`, `eau`),
/// points and commas inside numbers, underscores, symbols, emoji, U+FFFD. Characters that folding drops (soft hyphen, zero-width
/// characters, variation selectors) neither separate nor count. Splitting folded text gives the same tokens as splitting the source.
///
/// The tokenizer keeps its buffers between texts: keep one per worker.
public struct Tokenizer: Sendable {
    private var scanner = TokenScanner()
    private var tokenBuffer: [Token] = []

    /// Makes a tokenizer with empty buffers.
    public init() {}

    /// Splits a text; what it found is in `tokens` and `folded` until the next text.
    public mutating func tokenize(_ bytes: Span<UInt8>) {
        var sink = TokenCollector(tokens: tokenBuffer)
        tokenBuffer = []
        sink.tokens.removeAll(keepingCapacity: true)
        scanner.scan(bytes, into: &sink)
        tokenBuffer = sink.tokens
    }

    /// Splits a text and calls the body for each token with its folded bytes.
    public mutating func tokenize<Failure: Error>(
        _ bytes: Span<UInt8>,
        _ body: (Token, Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        tokenize(bytes)
        let folded = scanner.folded.span
        for token in tokenBuffer {
            try body(token, folded.extracting(token.foldedRange))
        }
    }

    /// The tokens of the last text, in order.
    public var tokens: [Token] { tokenBuffer }

    /// The folded bytes of a token of the last text.
    public func folded(_ token: Token) -> ArraySlice<UInt8> {
        scanner.folded[token.foldedRange]
    }

    /// Appends the hash of each token of a text to an array: all that fingerprints need, and the fastest way to it.
    public mutating func appendHashes(of bytes: Span<UInt8>, to hashes: inout [UInt64]) {
        var sink = HashCollector(hashes: hashes)
        hashes = []
        scanner.scan(bytes, into: &sink)
        hashes = sink.hashes
    }

    /// The folded words of a text.
    public mutating func foldedWords(_ text: String) -> [String] {
        split(text)
        return tokenBuffer.map { String(decoding: scanner.folded[$0.foldedRange], as: UTF8.self) }
    }

    /// The folded tokens of a text joined by one space: equal for texts that differ in nothing that matters.
    public mutating func foldedText(_ text: String) -> String {
        var text = text
        var lines = FoldedLines()
        text.withUTF8 { readLines(of: $0.span, into: &lines) }
        return withFoldedLines { String(decoding: $0, as: UTF8.self) }
    }

    /// Folds and splits a text in one pass, and notes which tokens stand on a line of their own: all that deduplication needs.
    ///
    /// The folded tokens, joined by one space, are at hand in `withFoldedLines` until the next text.
    public mutating func readLines(of bytes: Span<UInt8>, into lines: inout FoldedLines) {
        var sink = LineCollector(lines, of: bytes)
        lines = FoldedLines()
        scanner.scan(bytes, into: &sink)
        lines = sink.finish()
    }

    /// Calls the body with the folded tokens of the text that `readLines` has read last, joined by one space.
    public func withFoldedLines<Result>(_ body: (ArraySlice<UInt8>) throws -> Result) rethrows -> Result {
        try body(scanner.folded.prefix(max(0, scanner.foldedCount - 1)))
    }

    private mutating func split(_ text: String) {
        var text = text
        text.withUTF8 { tokenize($0.span) }
    }
}

/// Keeps everything about each token.
private struct TokenCollector: TokenSink {
    static var keepsBytes: Bool { true }
    static var separates: Bool { false }

    var tokens: [Token]

    @inline(__always)
    mutating func append(source: Range<Int>, folded: borrowing RawSpan, range: Range<Int>, isIdeograph: Bool) {
        let hash = TokenHash.hash(paddedBytes: folded, from: range.lowerBound, to: range.upperBound)
        let kind: Token.Kind = isIdeograph ? .ideograph : Self.isNumber(folded, range) ? .number : .word
        tokens.append(Token(sourceRange: source, foldedRange: range, hash: hash, kind: kind))
    }

    /// Whether all folded bytes are digits: digits of every script fold to those of ASCII.
    @inline(__always)
    private static func isNumber(_ folded: borrowing RawSpan, _ range: Range<Int>) -> Bool {
        for index in range where folded.unsafeLoad(fromByteOffset: index, as: UInt8.self) &- 0x30 > 9 {
            return false
        }
        return true
    }
}

/// Keeps the hash of each token alone.
private struct HashCollector: TokenSink {
    static var keepsBytes: Bool { false }
    static var separates: Bool { false }

    var hashes: [UInt64]

    @inline(__always)
    mutating func append(source: Range<Int>, folded: borrowing RawSpan, range: Range<Int>, isIdeograph: Bool) {
        hashes.append(TokenHash.hash(paddedBytes: folded, from: range.lowerBound, to: range.upperBound))
    }
}
