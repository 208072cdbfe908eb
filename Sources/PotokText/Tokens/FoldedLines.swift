/// The tokens of a text, line by line.
public struct FoldedLines: Sendable {
    /// The hashes of all tokens.
    public internal(set) var tokens: [UInt64] = []

    /// Where each line that has a token ends in `tokens`.
    public internal(set) var ends: [Int] = []

    /// A hash of each line that has a token; it is part of the version of the fingerprints.
    public internal(set) var hashes: [UInt64] = []

    /// Makes an empty text.
    public init() {}
}

/// Keeps the hash of each token, and of each line.
struct LineCollector: TokenSink {
    static var keepsBytes: Bool { true }
    static var separates: Bool { true }

    private static let seed: UInt64 = 0x243F_6A88_85A3_08D3

    private var lines: FoldedLines
    /// Where lines end in the source; the last one ends with it.
    private let lineEnds: [Int]
    private var line = 0
    private var lineEnd: Int
    private var hash = Self.seed

    init(_ buffers: FoldedLines, of bytes: Span<UInt8>) {
        lines = buffers
        lines.tokens.removeAll(keepingCapacity: true)
        lines.ends.removeAll(keepingCapacity: true)
        lines.hashes.removeAll(keepingCapacity: true)
        lineEnds = Self.lineEnds(of: bytes)
        lineEnd = lineEnds[0]
    }

    @inline(__always)
    mutating func append(source: Range<Int>, folded: borrowing RawSpan, range: Range<Int>, isIdeograph: Bool) {
        if source.lowerBound > lineEnd { endLine(before: source.lowerBound) }
        let token = TokenHash.hash(paddedBytes: folded, from: range.lowerBound, to: range.upperBound)
        lines.tokens.append(token)
        hash = (hash ^ token) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
    }

    consuming func finish() -> FoldedLines {
        close()
        return lines
    }

    @inline(never)
    private mutating func endLine(before start: Int) {
        close()
        while line + 1 < lineEnds.count, lineEnds[line] < start { line += 1 }
        lineEnd = lineEnds[line]
    }

    private mutating func close() {
        guard lines.tokens.count > lines.ends.last ?? 0 else { return }
        lines.ends.append(lines.tokens.count)
        lines.hashes.append(hash)
        hash = Self.seed
    }

    /// Where each line ends: eight bytes at a time.
    private static func lineEnds(of bytes: Span<UInt8>) -> [Int] {
        var ends: [Int] = []
        let raw = bytes.bytes
        let count = bytes.count
        var index = 0
        while index + 8 <= count {
            let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            // The highest bit of each byte that is a line feed.
            let difference = word ^ 0x0A0A_0A0A_0A0A_0A0A
            var found =
                ~((difference & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F | difference) & 0x8080_8080_8080_8080
            while found != 0 {
                ends.append(index + found.trailingZeroBitCount / 8)
                found &= found - 1
            }
            index += 8
        }
        while index < count {
            if bytes[index] == 0x0A { ends.append(index) }
            index += 1
        }
        ends.append(count)
        return ends
    }
}
