@_spi(_Unicode) import Swift

/// Normalization forms of Unicode text (UAX #15).
public enum NormalizationForm {
    /// The text in NFC.
    ///
    /// Text without a byte of 0xCC or above (nothing beyond U+02FF) is in NFC already and comes back as it is.
    public static func nfc(_ text: String) -> String {
        var text = text
        let isPlain = text.withUTF8 { bytes in
            var highest: UInt8 = 0
            for byte in bytes {
                highest = max(highest, byte)
            }
            return highest < 0xCC
        }
        return isPlain ? text : composed(text)
    }
}

extension NormalizationForm {
    /// Composes by the standard library's own tables.
    private static func composed(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text._nfc {
            result.append(scalar)
        }
        return String(result)
    }
}
