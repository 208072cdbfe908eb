/// Character references (13.2.5.72 and following): `&amp;`, `&notin`, `&#x20AC;`.
enum CharacterReference {
    /// What a reference stands for: up to 6 bytes of UTF-8, and where the source goes on.
    struct Decoded {
        /// The bytes, the first one lowest.
        var bytes: UInt64
        var count: Int
        var end: Int
    }

    /// Reads the reference whose `&` stands at a place; nil when the `&` is only text.
    static func decode(_ source: SourceBytes, at ampersand: Int, inAttribute: Bool) -> Decoded? {
        let start = ampersand &+ 1
        let first = source.peek(start)
        if first == 0x23 { return decodeNumber(source, at: start &+ 1) }
        guard isASCIILetter(first) else { return nil }
        return decodeName(source, at: start, inAttribute: inAttribute)
    }

    private static func decodeName(_ source: SourceBytes, at start: Int, inAttribute: Bool) -> Decoded? {
        var end = start
        let furthest = min(source.count, start &+ NamedCharacterReferences.longestName)
        while end < furthest, isASCIIAlphanumeric(source[end]) { end &+= 1 }
        if source.peek(end) == 0x3B, let entry = entry(source.part(start, end &+ 1)) {
            return value(entry, end: end &+ 1)
        }
        // Without a semicolon only some names count, and of those the longest.
        var length = min(end &- start, NamedCharacterReferences.longestLegacyName)
        while length >= 2 {
            if let entry = entry(source.part(start, start &+ length)) {
                let next = source.peek(start &+ length)
                if inAttribute, next == 0x3D || isASCIIAlphanumeric(next) { return nil }
                return value(entry, end: start &+ length)
            }
            length &-= 1
        }
        return nil
    }

    /// The number of the entry of exactly this name.
    private static func entry(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        let letter = Int(name[0]) - 0x41
        var low = Int(NamedCharacterReferences.firstByLetter[letter])
        var high = Int(NamedCharacterReferences.firstByLetter[letter + 1])
        let names = NamedCharacterReferences.names.utf8Start
        while low < high {
            let middle = (low &+ high) / 2
            let start = Int(NamedCharacterReferences.nameStarts[middle])
            let length = Int(NamedCharacterReferences.nameStarts[middle &+ 1]) - start
            var index = 0
            while index < length, index < name.count, names[start + index] == name[index] { index &+= 1 }
            if index == name.count, index == length { return middle }
            let isBefore = index == length || index < name.count && names[start + index] < name[index]
            if isBefore { low = middle &+ 1 } else { high = middle }
        }
        return nil
    }

    private static func value(_ entry: Int, end: Int) -> Decoded {
        let start = Int(NamedCharacterReferences.valueStarts[entry])
        let count = Int(NamedCharacterReferences.valueStarts[entry + 1]) - start
        var bytes: UInt64 = 0
        for index in 0..<count {
            bytes |= UInt64(NamedCharacterReferences.values.utf8Start[start + index]) << UInt64(index * 8)
        }
        return Decoded(bytes: bytes, count: count, end: end)
    }

    private static func decodeNumber(_ source: SourceBytes, at start: Int) -> Decoded? {
        var position = start
        var code: UInt32 = 0
        if source.peek(position) | 0x20 == 0x78 {
            position &+= 1
            let digits = position
            while position < source.count, let digit = hexadecimalDigit(source[position]) {
                code = min(code &* 16 &+ digit, 0x11_0000)
                position &+= 1
            }
            if position == digits { return nil }
        } else {
            while position < source.count, source[position] &- 0x30 < 10 {
                code = min(code &* 10 &+ UInt32(source[position] &- 0x30), 0x11_0000)
                position &+= 1
            }
            if position == start { return nil }
        }
        if source.peek(position) == 0x3B { position &+= 1 }
        return encode(code, end: position)
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
        if byte &- 0x30 < 10 { return UInt32(byte &- 0x30) }
        let letter = byte | 0x20
        return letter &- 0x61 < 6 ? UInt32(letter &- 0x61 &+ 10) : nil
    }

    private static func encode(_ code: UInt32, end: Int) -> Decoded {
        var code = code
        if code == 0 || code > 0x10_FFFF || code >= 0xD800 && code < 0xE000 { code = 0xFFFD }
        if code >= 0x80, code < 0xA0, windows1252[Int(code - 0x80)] != 0 {
            code = UInt32(windows1252[Int(code - 0x80)])
        }
        let value = UInt64(code)
        if code < 0x80 { return Decoded(bytes: value, count: 1, end: end) }
        if code < 0x800 {
            return Decoded(bytes: 0x80C0 | value >> 6 | (value & 0x3F) << 8, count: 2, end: end)
        }
        if code < 0x1_0000 {
            let bytes = 0x80_80E0 | value >> 12 | (value >> 6 & 0x3F) << 8 | (value & 0x3F) << 16
            return Decoded(bytes: bytes, count: 3, end: end)
        }
        let high = value >> 18 | (value >> 12 & 0x3F) << 8
        let low = (value >> 6 & 0x3F) << 16 | (value & 0x3F) << 24
        return Decoded(bytes: 0x8080_80F0 | high | low, count: 4, end: end)
    }

    /// What the numbers 0x80–0x9F mean (13.2.5.80); 0 where they mean themselves.
    private static let windows1252: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
