/// Makes the bytes of a page what the tokenizer expects (13.2.3.1 to 13.2.3.5): UTF-8 without errors, line ends as LF.
///
/// Most pages are that already, and are then used in place. Otherwise they are copied once: invalid sequences become
/// U+FFFD as the Encoding Standard has it (one for each maximal subpart), CR LF and CR become LF.
enum SourcePreparation {
    /// What a look at all bytes found.
    struct Findings {
        var holdsNUL = false
        /// How many `<` there are before that place, from which the size of the tree is guessed.
        var openings = 0
        /// The first place that needs a change; the length when there is none.
        var firstChange = 0
    }

    /// Looks at the bytes up to the first that needs a change.
    static func inspect(_ bytes: UnsafeBufferPointer<UInt8>) -> Findings {
        var findings = Findings(firstChange: bytes.count)
        guard let base = bytes.baseAddress else { return findings }
        let count = bytes.count
        let zeros = SIMD16<UInt8>(repeating: 0)
        let returns = SIMD16<UInt8>(repeating: 0x0D)
        let highs = SIMD16<UInt8>(repeating: 0x80)
        let less = SIMD16<UInt8>(repeating: 0x3C)
        var index = 0
        while index < count {
            // Blocks of plain ASCII. Each lane counts to 255 at most before the counts are taken.
            var lanes = SIMD16<UInt8>(repeating: 0)
            let stop = min(count &- 15, index &+ 255 &* 16)
            while index < stop {
                let block = UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<UInt8>.self)
                let special = unsafeBitCast((block .== zeros) .| (block .== returns), to: SIMD2<UInt64>.self)
                let high = unsafeBitCast(block & highs, to: SIMD2<UInt64>.self)
                if special[0] | special[1] | high[0] | high[1] != 0 { break }
                lanes = lanes &- unsafeBitCast(block .== less, to: SIMD16<UInt8>.self)
                index &+= 16
            }
            let words = unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
            findings.openings &+= sumOfBytes(words[0]) &+ sumOfBytes(words[1])
            if index >= stop, index &+ 16 <= count { continue }
            let end = min(index &+ 16, count)
            while index < end {
                let byte = base[index]
                if byte >= 0x80 {
                    let length = sequenceLength(bytes, at: index)
                    if length <= 0 {
                        findings.firstChange = index
                        return findings
                    }
                    index &+= length
                } else {
                    if byte == 0 { findings.holdsNUL = true }
                    if byte == 0x3C { findings.openings &+= 1 }
                    if byte == 0x0D {
                        findings.firstChange = index
                        return findings
                    }
                    index &+= 1
                }
            }
        }
        return findings
    }

    @inline(__always)
    private static func sumOfBytes(_ word: UInt64) -> Int {
        let pairs = (word & 0x00FF_00FF_00FF_00FF) &+ (word &>> 8 & 0x00FF_00FF_00FF_00FF)
        return Int(truncatingIfNeeded: (pairs &* 0x0001_0001_0001_0001) &>> 48)
    }

    /// Copies the bytes with all changes made.
    static func copy(_ bytes: UnsafeBufferPointer<UInt8>, into target: inout [UInt8]) -> Findings {
        var total = Findings(firstChange: bytes.count)
        var index = 0
        target.reserveCapacity(bytes.count)
        while index < bytes.count {
            let rest = UnsafeBufferPointer(rebasing: bytes[index...])
            let findings = inspect(rest)
            total.holdsNUL = total.holdsNUL || findings.holdsNUL
            total.openings &+= findings.openings
            target.append(contentsOf: rest[..<findings.firstChange])
            index &+= findings.firstChange
            if index == bytes.count { break }
            if bytes[index] == 0x0D {
                target.append(0x0A)
                index &+= 1
                if index < bytes.count, bytes[index] == 0x0A { index &+= 1 }
            } else {
                target.append(contentsOf: [0xEF, 0xBF, 0xBD])
                index &-= sequenceLength(bytes, at: index)
            }
        }
        return total
    }

    /// The length of the sequence that begins with a byte above 0x7F; of what is wrong, negated, if it is not UTF-8.
    private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let first = bytes[index]
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0:
            length = 3
            low = 0xA0
        case 0xED:
            length = 3
            high = 0x9F
        case 0xE1...0xEF: length = 3
        case 0xF0:
            length = 4
            low = 0x90
        case 0xF4:
            length = 4
            high = 0x8F
        case 0xF1...0xF3: length = 4
        default: return -1
        }
        var position = 1
        while position < length {
            guard index &+ position < bytes.count else { return -position }
            let byte = bytes[index &+ position]
            guard byte >= low, byte <= high else { return -position }
            low = 0x80
            high = 0xBF
            position &+= 1
        }
        return length
    }
}
