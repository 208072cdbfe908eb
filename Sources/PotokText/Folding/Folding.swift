/// Maps text to the form under which two spellings of the same word are equal.
///
/// Two words that differ only in case, diacritics, the Unicode form (NFC, NFD, NFKC), width, ligatures, strokes (ł, đ, ø), soft hyphens or
/// zero-width characters fold to the same bytes: `Łódź` and `lodz`, `Straße` and `strasse`, `ﬁ` and `fi`, `ＡＢ` and `ab`, `٣` and `3`.
///
/// One rule holds for every alphabet whose diacritics people leave out when they type (Latin, Greek, Cyrillic, Hebrew, Arabic): all of
/// them are dropped, also where the mark makes a letter of its own (Polish ó, Czech š, Swedish å, Russian ё and й). For й that is a
/// choice: of 9,116 different words of Russian documentation, folding it to и joins 37 pairs, and every pair is two forms of one word
/// (`версий`, `версии`; `мой`, `мои`), while keeping it would lose text whose diacritics were stripped. A stemmer that needs the
/// difference works before folding. Umlauts lose their dots (`ü` is `u`); `ue` stays `ue`. Marks that are vowels or change the
/// consonant stay: Indic, Thai, kana. Hangul and kana come out composed, everything else decomposed and in canonical order.
///
/// Folding is idempotent, and canonically equivalent texts fold to the same bytes.
public enum Folding {
    /// The version of algorithm, table and token hash, stored beside data derived from them.
    public static let version = 1

    /// Folds UTF-8 bytes into a buffer, whose former content is replaced; invalid UTF-8 becomes U+FFFD.
    public static func fold(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        let count = bytes.count
        var index = 0
        var end = 0
        while index < count {
            // Each pass of the inner loop writes at most what it reads, or `room` more, which is looked after at once.
            let needed = end + (count - index) + 2 * FoldedTail.room
            if output.count < needed {
                let growth = max(needed - output.count, end == 0 ? 0 : output.count / 2)
                output.append(contentsOf: repeatElement(0, count: growth))
            }
            var writer = output.mutableSpan
            foldRun(bytes, from: &index, into: &writer, at: &end)
        }
        output.removeLast(output.count - end)
    }

    /// Folds UTF-8 bytes; invalid UTF-8 becomes U+FFFD.
    public static func fold(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        fold(bytes.span, into: &output)
        return output
    }

    /// Folds a text.
    public static func fold(_ text: String) -> String {
        var text = text
        var output: [UInt8] = []
        text.withUTF8 { fold($0.span, into: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    /// Folds until the text ends or the writer has no room for the worst case.
    private static func foldRun(
        _ bytes: borrowing Span<UInt8>,
        from start: inout Int,
        into output: inout MutableSpan<UInt8>,
        at outputEnd: inout Int
    ) {
        let shortTable = FoldTable.short
        let short = shortTable.span
        let count = bytes.count
        let raw = bytes.bytes
        let limit = output.count - 2 * FoldedTail.room
        var index = start
        var end = outputEnd
        defer {
            start = index
            outputEnd = end
        }
        while index < count, end < limit {
            // Eight bytes at a time while they are ASCII; `end < limit` leaves room for them.
            while index + 8 <= count, end < limit {
                let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
                let high = word & 0x8080_8080_8080_8080
                var writer = output.mutableBytes
                writer.storeBytes(of: lowercased(word).littleEndian, toByteOffset: end, as: UInt64.self)
                let plain = high == 0 ? 8 : high.trailingZeroBitCount / 8
                index += plain
                end += plain
                if high != 0 { break }
            }
            guard index < count, end < limit else { return }
            let first = bytes[index]
            if first < 0x80 {
                output[end] = first &- 0x41 < 26 ? first | 0x20 : first
                index += 1
                end += 1
                continue
            }
            if first >= 0xC2, first < 0xE0, index + 1 < count {
                let second = bytes[index + 1]
                if second & 0xC0 == 0x80 {
                    let packed = short[(Int(first & 0x1F) << 6 | Int(second & 0x3F)) - 0x80]
                    if packed >> 24 <= FoldClass.dropped {
                        output[end] = UInt8(truncatingIfNeeded: packed)
                        output[end + 1] = UInt8(truncatingIfNeeded: packed >> 8)
                        end += Int(packed >> 16 & 0xFF)
                        index += 2
                        continue
                    }
                }
            }
            let scalar = DecodedScalar(bytes, at: index)
            var position = end
            appendFolded(scalar.value, to: &output, at: &position)
            end = position
            index += scalar.length
        }
    }

    /// Lowers the ASCII letters among eight bytes; other bytes below 0x80 stay, those above are meaningless after it.
    @inline(__always)
    private static func lowercased(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = word & (ones &* 0x7F)
        let fromA = low &+ ones &* (0x80 - 0x41)
        let pastZ = low &+ ones &* (0x80 - 0x5B)
        return word | (fromA & ~pastZ & (ones &* 0x80)) >> 2
    }

    /// Appends what a code point folds to, by the full table.
    @inline(never)
    private static func appendFolded(_ scalar: UInt32, to output: inout MutableSpan<UInt8>, at end: inout Int) {
        let entry = FoldEntry(scalar)
        switch entry.kind {
        case FoldClass.dropped:
            return
        case FoldClass.separator, FoldClass.word, FoldClass.ideograph, FoldClass.mark:
            if entry.form == 0 {
                FoldedTail.append(scalar, to: &output, at: &end)
            } else {
                for index in entry.formRange {
                    output[end] = FoldTable.formBytes[index]
                    end += 1
                }
            }
        case FoldClass.mixed:
            let range = entry.formRange
            var index = range.lowerBound
            while index < range.upperBound {
                let piece = DecodedScalar.form(at: index)
                appendPiece(piece.value, kind: FoldEntry(piece.value).kind, to: &output, at: &end)
                index += piece.length
            }
        default:
            let range = entry.formRange
            let value = range.isEmpty ? scalar : DecodedScalar.form(at: range.lowerBound).value
            appendPiece(value, kind: entry.kind, to: &output, at: &end)
        }
    }

    /// Appends a code point that folds to itself.
    private static func appendPiece(
        _ scalar: UInt32,
        kind: UInt32,
        to output: inout MutableSpan<UInt8>,
        at end: inout Int
    ) {
        if kind == FoldClass.composing || kind == FoldClass.orderedMark {
            FoldedTail.combine(scalar, kind: kind, to: &output, from: 0, at: &end)
        } else {
            FoldedTail.append(scalar, to: &output, at: &end)
        }
    }
}
