extension ExtractionModel {
    /// The model that is built in.
    static let shipped = ExtractionModel(ModelText.decode(shippedText)) ?? ExtractionModel.empty

    /// A model that knows nothing.
    private static let empty = ExtractionModel()

    private init() {
        cues = CueTable([])
        typeBias = SIMD8<Int32>(repeating: 0)
        first = nil
        second = nil
    }
}

/// Bytes as text in base 64, without line ends.
enum ModelText {
    /// The bytes of a text; what is no sign of base 64 is passed over.
    static func decode(_ text: StaticString) -> [UInt8] {
        var bytes: [UInt8] = []
        text.withUTF8Buffer { signs in
            bytes.reserveCapacity(signs.count / 4 * 3)
            var bits: UInt32 = 0
            var count = 0
            for sign in signs {
                let value: UInt8
                switch sign {
                case 0x41...0x5A: value = sign - 0x41
                case 0x61...0x7A: value = sign - 0x61 + 26
                case 0x30...0x39: value = sign - 0x30 + 52
                case 0x2B: value = 62
                case 0x2F: value = 63
                default: continue
                }
                bits = bits << 6 | UInt32(value)
                count += 1
                if count == 4 {
                    bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                    bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                    bytes.append(UInt8(truncatingIfNeeded: bits))
                    bits = 0
                    count = 0
                }
            }
            // What is left of the last four signs is one or two bytes.
            let rest = bits << UInt32(24 - count * 6)
            if count > 1 { bytes.append(UInt8(truncatingIfNeeded: rest >> 16)) }
            if count > 2 { bytes.append(UInt8(truncatingIfNeeded: rest >> 8)) }
        }
        return bytes
    }
}
