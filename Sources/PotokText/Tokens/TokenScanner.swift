/// What a scanner hands its tokens to.
protocol TokenSink {
    /// Whether the folded bytes of earlier tokens stay in the buffer.
    static var keepsBytes: Bool { get }

    /// Whether a space stands behind the folded bytes of each token.
    static var separates: Bool { get }

    /// Takes one token; `folded` is readable for eight bytes beyond the token.
    mutating func append(source: Range<Int>, folded: borrowing RawSpan, range: Range<Int>, isIdeograph: Bool)
}

/// Eight bytes of text in one word, sorted into ASCII letters and digits, ASCII separators, and others, without a branch.
private struct ASCIIBlock {
    /// The bytes, the first one lowest.
    private let bytes: UInt64

    /// The highest bit of each byte that is an ASCII letter.
    private let letters: UInt64

    /// The highest bit of each byte that is an ASCII letter or digit.
    private let words: UInt64

    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    @inline(__always)
    init(_ loaded: UInt64) {
        bytes = UInt64(littleEndian: loaded)
        let low = bytes & ~Self.highBits
        let lower = low | Self.ones &* 0x20
        let ascii = ~bytes & Self.highBits
        letters = (lower &+ Self.ones &* (0x80 - 0x61)) & ~(lower &+ Self.ones &* (0x80 - 0x7B)) & ascii
        words = letters | (low &+ Self.ones &* (0x80 - 0x30)) & ~(low &+ Self.ones &* (0x80 - 0x3A)) & ascii
    }

    /// The number of letters and digits before anything else.
    @inline(__always)
    var letterCount: Int {
        (words ^ Self.highBits).trailingZeroBitCount / 8
    }

    /// The number of ASCII separators that follow as many letters and digits; `count` is below 8.
    @inline(__always)
    func separatorCount(after count: Int) -> Int {
        let others = (words | bytes & Self.highBits) >> UInt64(8 * count)
        return min(others.trailingZeroBitCount / 8, 8 - count)
    }

    /// The bytes in memory order with ASCII letters in lower case.
    @inline(__always)
    var lowercased: UInt64 {
        (bytes | letters >> 2).littleEndian
    }
}

/// Folds and splits UTF-8 text in one pass.
///
/// The generic loop is compiled once per sink: with ranges and bytes for `Tokenizer`, hashes alone for fingerprints.
struct TokenScanner: Sendable {
    /// The folded bytes: of all tokens, without anything between them, or of the current one, as the sink asks.
    var folded: [UInt8] = []

    /// How many of them there are, when they stay in the buffer.
    private(set) var foldedCount = 0

    /// Where the scan stands.
    private struct State {
        /// The start of the open token in the source.
        var sourceStart = 0

        /// The start of the open token in the folded bytes.
        var foldedStart = 0

        /// The end of the folded bytes.
        var foldedEnd = 0

        var open = Open.none
    }

    /// The kind of the open token.
    private enum Open: UInt8 {
        case none
        case word
        case ideograph
    }

    /// Splits a text and gives each token to the sink.
    @inline(__always)
    mutating func scan<Sink: TokenSink>(_ bytes: Span<UInt8>, into sink: inout Sink) {
        let asciiTable = FoldTable.asciiWords
        let ascii = asciiTable.span
        let shortTable = FoldTable.short
        let short = shortTable.span
        let raw = bytes.bytes
        let count = bytes.count
        let room = 2 * FoldedTail.room
        var state = State()
        var index = 0
        while index < count {
            if folded.count - state.foldedEnd < 2 * room {
                let wanted = Sink.keepsBytes ? max(count - index, folded.count / 2) : folded.count
                folded.append(contentsOf: repeatElement(0, count: wanted + 32 * room))
            }
            var output = folded.mutableSpan
            let capacity = output.count
            // Up to here, what is read fits: every path writes no more than it reads, but the slow one, which looks anew.
            var end = min(count, index + (capacity - state.foldedEnd - room))
            while index < end {
                let first = bytes[index]
                if first < 0x80, index + 8 <= count {
                    // Eight bytes at a time: the letters up to the first other byte, then the separators behind them.
                    let block = ASCIIBlock(raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
                    let letters = block.letterCount
                    if letters > 0 {
                        if state.open != .word {
                            if state.open == .ideograph {
                                Self.close(&state, at: index, &output, into: &sink)
                            }
                            Self.start(.word, &state, at: index)
                        }
                        var writer = output.mutableBytes
                        writer.storeBytes(of: block.lowercased, toByteOffset: state.foldedEnd, as: UInt64.self)
                        state.foldedEnd += letters
                        index += letters
                        if letters == 8 { continue }
                    }
                    let separators = block.separatorCount(after: letters)
                    if separators > 0 {
                        if state.open != .none {
                            Self.close(&state, at: index, &output, into: &sink)
                        }
                        index += separators
                    }
                    continue
                }
                var letter = ascii[Int(first)]
                if letter != 0 {
                    if state.open != .word {
                        if state.open == .ideograph {
                            Self.close(&state, at: index, &output, into: &sink)
                        }
                        Self.start(.word, &state, at: index)
                    }
                    repeat {
                        output[state.foldedEnd] = letter
                        state.foldedEnd += 1
                        index += 1
                        guard index < end else { break }
                        letter = ascii[Int(bytes[index])]
                    } while letter != 0
                    continue
                }
                if first < 0x80 {
                    if state.open != .none {
                        Self.close(&state, at: index, &output, into: &sink)
                    }
                    index += 1
                    continue
                }
                if first >= 0xC2, first < 0xE0, index + 1 < count {
                    let second = bytes[index + 1]
                    if second & 0xC0 == 0x80 {
                        let packed = short[(Int(first & 0x1F) << 6 | Int(second & 0x3F)) - 0x80]
                        let kind = packed >> 24
                        if kind == FoldClass.word {
                            if state.open != .word {
                                if state.open == .ideograph {
                                    Self.close(&state, at: index, &output, into: &sink)
                                }
                                Self.start(.word, &state, at: index)
                            }
                            output[state.foldedEnd] = UInt8(truncatingIfNeeded: packed)
                            output[state.foldedEnd + 1] = UInt8(truncatingIfNeeded: packed >> 8)
                            state.foldedEnd += Int(packed >> 16 & 0xFF)
                            index += 2
                            continue
                        }
                        if kind == FoldClass.dropped {
                            index += 2
                            continue
                        }
                    }
                }
                // A copy is handed over so that the fast paths keep their state in registers.
                var copy = state
                index = Self.scanScalar(bytes, at: index, &copy, &output, into: &sink)
                state = copy
                end = min(count, index + (capacity - state.foldedEnd - room))
            }
            if index >= count, state.open != .none {
                Self.close(&state, at: count, &output, into: &sink)
            }
        }
        foldedCount = state.foldedEnd
    }

    @inline(__always)
    private static func start(_ kind: Open, _ state: inout State, at index: Int) {
        state.open = kind
        state.sourceStart = index
        state.foldedStart = state.foldedEnd
    }

    @inline(__always)
    private static func close<Sink: TokenSink>(
        _ state: inout State,
        at index: Int,
        _ output: inout MutableSpan<UInt8>,
        into sink: inout Sink
    ) {
        sink.append(
            source: Range(uncheckedBounds: (state.sourceStart, index)),
            folded: output.span.bytes,
            range: Range(uncheckedBounds: (state.foldedStart, state.foldedEnd)),
            isIdeograph: state.open == .ideograph
        )
        state.open = .none
        if !Sink.keepsBytes {
            state.foldedEnd = 0
        } else if Sink.separates {
            // There is room: a separator was read for it, or the slow path has just looked.
            output[state.foldedEnd] = 0x20
            state.foldedEnd += 1
        }
    }

    /// Takes one code point by the full table, and returns the index behind it.
    @inline(never)
    private static func scanScalar<Sink: TokenSink>(
        _ bytes: borrowing Span<UInt8>,
        at index: Int,
        _ state: inout State,
        _ output: inout MutableSpan<UInt8>,
        into sink: inout Sink
    ) -> Int {
        let scalar = DecodedScalar(bytes, at: index)
        let next = index + scalar.length
        let entry = FoldEntry(scalar.value)
        switch entry.kind {
        case FoldClass.separator:
            if state.open != .none {
                close(&state, at: index, &output, into: &sink)
            }
        case FoldClass.dropped:
            break
        case FoldClass.mixed:
            // Characters that are several: each piece counts as if it stood in the text, with the source range of the whole.
            var isTouched = false
            let range = entry.formRange
            var position = range.lowerBound
            while position < range.upperBound {
                let piece = DecodedScalar.form(at: position)
                position += piece.length
                let kind = FoldEntry(piece.value).kind
                if state.open != .none, kind == FoldClass.separator || breaks(kind, state.open) {
                    close(&state, at: isTouched ? next : index, &output, into: &sink)
                }
                guard kind != FoldClass.separator else { continue }
                if state.open == .none {
                    start(kind == FoldClass.ideograph ? .ideograph : .word, &state, at: index)
                }
                append(piece.value, kind: kind, &state, &output)
                isTouched = true
            }
        default:
            if state.open != .none, breaks(entry.kind, state.open) {
                close(&state, at: index, &output, into: &sink)
            }
            if state.open == .none {
                start(entry.kind == FoldClass.ideograph ? .ideograph : .word, &state, at: index)
            }
            if entry.form == 0 {
                append(scalar.value, kind: entry.kind, &state, &output)
            } else if entry.kind >= FoldClass.composing {
                let value = DecodedScalar.form(at: entry.formRange.lowerBound).value
                append(value, kind: entry.kind, &state, &output)
            } else {
                for position in entry.formRange {
                    output[state.foldedEnd] = FoldTable.formBytes[position]
                    state.foldedEnd += 1
                }
            }
        }
        return next
    }

    /// Whether a code point of a class starts a token of its own behind an open one.
    private static func breaks(_ kind: UInt32, _ open: Open) -> Bool {
        kind == FoldClass.ideograph || (kind == FoldClass.word && open == .ideograph)
    }

    private static func append(_ scalar: UInt32, kind: UInt32, _ state: inout State, _ output: inout MutableSpan<UInt8>)
    {
        if kind == FoldClass.composing || kind == FoldClass.orderedMark {
            FoldedTail.combine(scalar, kind: kind, to: &output, from: state.foldedStart, at: &state.foldedEnd)
        } else {
            FoldedTail.append(scalar, to: &output, at: &state.foldedEnd)
        }
    }
}
