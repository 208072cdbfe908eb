@_spi(_Unicode) import Swift

/// Normalization forms of Unicode text (UAX #15).
public enum NormalizationForm {
    /// The text in NFC.
    ///
    /// Text without a byte of 0xCC or above (nothing beyond U+02FF) is in NFC already. In other text only the places that a table calls
    /// unsettled are composed, by the standard library, each with the character before it. Text that is in NFC comes back as it is.
    public static func nfc(_ text: String) -> String {
        var text = text
        return text.withUTF8 { composed($0.span) } ?? text
    }

    /// The bytes in NFC, or nil when nothing had to be composed; the bytes are valid UTF-8.
    private static func composed(_ bytes: Span<UInt8>) -> String? {
        let raw = bytes.bytes
        let count = bytes.count
        var output: [UInt8] = []
        var copied = 0
        var previous = 0
        var index = 0
        while index < count {
            if index + 8 <= count,
                raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                index += 8
                previous = index - 1
                continue
            }
            if bytes[index] < 0xCC {
                previous = index
                index += bytes[index] < 0x80 ? 1 : 2
                continue
            }
            let scalar = DecodedScalar(bytes, at: index)
            guard isUnsettled(scalar.value) else {
                previous = index
                index += scalar.length
                continue
            }
            // A settled character starts anew (UAX #15, section 9), so what lies between two of them is composed by itself.
            let start = max(previous, copied)
            while index < count {
                let scalar = DecodedScalar(bytes, at: index)
                guard isUnsettled(scalar.value) else { break }
                index += scalar.length
            }
            append(bytes.extracting(copied..<start), to: &output)
            let piece = String(decoding: (start..<index).map { bytes[$0] }, as: UTF8.self)
            for scalar in piece._nfc {
                output.append(contentsOf: UTF8.encode(scalar) ?? .init())
            }
            copied = index
            previous = index
        }
        guard copied > 0 else { return nil }
        append(bytes.extracting(copied..<count), to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        bytes.withUnsafeBufferPointer { output.append(contentsOf: $0) }
    }

    private static func isUnsettled(_ scalar: UInt32) -> Bool {
        guard scalar < NormalizationTable.limit else { return false }
        let block = NormalizationTable.blocks[Int(NormalizationTable.stages[Int(scalar >> 6)])]
        return block >> UInt64(scalar & 63) & 1 != 0
    }
}
