/// What a code point does to the token around it; the numbers are those of scripts/generate-fold-table.py.
enum FoldClass {
    static let separator: UInt32 = 0
    static let word: UInt32 = 1
    static let ideograph: UInt32 = 2
    static let mark: UInt32 = 3
    static let dropped: UInt32 = 4
    static let composing: UInt32 = 5
    static let mixed: UInt32 = 6
    static let orderedMark: UInt32 = 7
}

/// One code point of UTF-8 text and the number of bytes it took.
struct DecodedScalar {
    var value: UInt32
    var length: Int

    /// Decodes the code point at an index; the maximal part of an invalid sequence becomes U+FFFD (Unicode 3.9, table 3-7).
    @inline(__always)
    init(_ bytes: borrowing Span<UInt8>, at index: Int) {
        let first = UInt32(bytes[index])
        self.init(value: 0xFFFD, length: 1)
        if first < 0x80 {
            value = first
            return
        }
        guard first >= 0xC2, first <= 0xF4, index + 1 < bytes.count else { return }
        let second = UInt32(bytes[index + 1])
        if first < 0xE0 {
            guard second & 0xC0 == 0x80 else { return }
            value = (first & 0x1F) << 6 | second & 0x3F
            length = 2
            return
        }
        let lowest: UInt32 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
        let highest: UInt32 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
        guard second >= lowest, second <= highest else { return }
        length = 2
        guard index + 2 < bytes.count else { return }
        let third = UInt32(bytes[index + 2])
        guard third & 0xC0 == 0x80 else { return }
        length = 3
        if first < 0xF0 {
            value = (first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F
            return
        }
        guard index + 3 < bytes.count else { return }
        let fourth = UInt32(bytes[index + 3])
        guard fourth & 0xC0 == 0x80 else { return }
        length = 4
        value = (first & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F
    }

    private init(value: UInt32, length: Int) {
        self.value = value
        self.length = length
    }
}

/// The table's answer for one code point.
struct FoldEntry {
    /// One of `FoldClass`.
    var kind: UInt32

    /// 0 for itself, 1 for nothing, or 2 more than the index of the folded form.
    var form: Int

    @inline(__always)
    init(_ scalar: UInt32) {
        guard scalar < FoldTable.limit else {
            // Beyond the table only tags and variation selectors matter; the rest is unassigned or private.
            let isIgnorable = scalar >= 0xE0000 && scalar < 0xE1000
            kind = isIgnorable ? FoldClass.dropped : FoldClass.separator
            form = isIgnorable ? 1 : 0
            return
        }
        let block = Int(FoldTable.stages[Int(scalar / FoldTable.blockSize)])
        let packed = UInt32(FoldTable.entries[block * Int(FoldTable.blockSize) + Int(scalar % FoldTable.blockSize)])
        kind = packed >> 13
        form = Int(packed & 0x1FFF)
    }

    /// The bytes of the folded form in `FoldTable.formBytes`; empty for a code point that folds to itself or to nothing.
    var formRange: Range<Int> {
        guard form >= 2 else { return 0..<0 }
        let packed = FoldTable.forms[form - 2]
        let start = Int(packed >> 8)
        return start..<start + Int(packed & 0xFF)
    }
}

extension DecodedScalar {
    /// The code point of the folded forms that starts at an index.
    static func form(at index: Int) -> DecodedScalar {
        let bytes = FoldTable.formBytes
        return DecodedScalar(bytes.span, at: index)
    }
}

/// Writes folded code points where the text so far is already folded: the rare cases that look back at it.
enum FoldedTail {
    /// The most bytes that one call of the functions below, or one folded form, can add.
    static let room = 64

    /// The most marks that are looked back over; text with more on one letter is not text (the Stream-Safe form of UAX #15 allows 30).
    private static let markLimit = 32

    /// Appends a code point as UTF-8.
    @inline(__always)
    static func append(_ scalar: UInt32, to output: inout MutableSpan<UInt8>, at end: inout Int) {
        if scalar < 0x80 {
            output[end] = UInt8(truncatingIfNeeded: scalar)
            end += 1
        } else if scalar < 0x800 {
            output[end] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
            output[end + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            end += 2
        } else if scalar < 0x10000 {
            output[end] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
            output[end + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
            output[end + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            end += 3
        } else {
            output[end] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
            output[end + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
            output[end + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
            output[end + 3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            end += 4
        }
    }

    /// Appends a code point of class `composing` or `orderedMark`, looking back no further than `start`.
    static func combine(
        _ scalar: UInt32,
        kind: UInt32,
        to output: inout MutableSpan<UInt8>,
        from start: Int,
        at end: inout Int
    ) {
        // Canonical order (Unicode 3.11): a mark goes before those of a higher combining class.
        let rank = combiningClass(of: scalar)
        var place = end
        var passed = 0
        while rank != 0, place > start {
            let previous = lastScalar(of: output, from: start, to: place)
            guard combiningClass(of: previous.value) > rank else { break }
            place = previous.start
            passed += 1
            guard passed <= markLimit else {
                place = end
                break
            }
        }
        if kind == FoldClass.composing, compose(scalar, rank: rank, in: &output, from: start, to: place) {
            return
        }
        let length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
        var index = end
        while index > place {
            index -= 1
            output[index + length] = output[index]
        }
        var position = place
        append(scalar, to: &output, at: &position)
        end += length
    }

    /// Composes a code point with the base before it, over marks of lower combining class; false when there is no composed form.
    private static func compose(
        _ scalar: UInt32,
        rank: UInt32,
        in output: inout MutableSpan<UInt8>,
        from start: Int,
        to end: Int
    ) -> Bool {
        var base = lastScalar(of: output, from: start, to: end)
        var passed = 0
        while base.start > start, passed < markLimit {
            let baseRank = combiningClass(of: base.value)
            guard baseRank != 0, baseRank < rank else { break }
            passed += 1
            base = lastScalar(of: output, from: start, to: base.start)
        }
        guard let composed = composition(of: base.value, with: scalar) else { return false }
        // All of them, composed or not, take three bytes.
        var position = base.start
        append(composed, to: &output, at: &position)
        return true
    }

    /// The last code point of folded text, and where it starts; 0 at `start` when there is none.
    private static func lastScalar(
        of output: borrowing MutableSpan<UInt8>,
        from start: Int,
        to end: Int
    ) -> (value: UInt32, start: Int) {
        var index = end
        while index > start {
            index -= 1
            if output[index] & 0xC0 != 0x80 {
                return (DecodedScalar(output.span, at: index).value, index)
            }
        }
        return (0, end)
    }

    /// The composed form of two folded code points: Hangul (Unicode 3.12) and voiced kana.
    private static func composition(of first: UInt32, with second: UInt32) -> UInt32? {
        switch second {
        case 0x1161...0x1175:
            guard first >= 0x1100, first <= 0x1112 else { return nil }
            return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
        case 0x11A8...0x11C2:
            guard first >= 0xAC00, first <= 0xD7A3, (first - 0xAC00) % 28 == 0 else { return nil }
            return first + (second - 0x11A7)
        case 0x3099:
            return FoldTable.voiced.first { $0 >> 16 == first }.map { $0 & 0xFFFF }
        case 0x309A:
            return FoldTable.semivoiced.first { $0 >> 16 == first }.map { $0 & 0xFFFF }
        default:
            return nil
        }
    }

    /// The canonical combining class of a kept mark, 0 for everything else.
    private static func combiningClass(of scalar: UInt32) -> UInt32 {
        var low = 0
        var high = FoldTable.combiningClasses.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if FoldTable.combiningClasses[middle] >> 8 <= scalar {
                low = middle
            } else {
                high = middle
            }
        }
        return FoldTable.combiningClasses[low] & 0xFF
    }
}
