/// What a walk over bytes that may be UTF-8 finds (Unicode Standard, table 3-7).
struct UTF8Survey: Sendable, Equatable {
    /// How many characters beyond ASCII are spelled well.
    var characters = 0
    /// How many places are not UTF-8; each becomes one U+FFFD.
    var faults = 0

    /// Whether all is UTF-8.
    var isValid: Bool { faults == 0 }

    /// Walks over bytes; stops early once so many faults were seen.
    ///
    /// ASCII is stepped over eight bytes at a time, so that the usual page costs next to nothing.
    init(_ bytes: [UInt8], maximumFaults: Int = .max) {
        self = bytes.withUnsafeBytes { UTF8Survey(buffer: $0, maximumFaults: maximumFaults) }
    }

    private init(buffer: UnsafeRawBufferPointer, maximumFaults: Int) {
        // All reads stay below `count`: whole words only while eight bytes are left, single bytes by their index.
        let count = buffer.count
        var index = 0
        while index < count {
            while index &+ 8 <= count,
                buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                index &+= 8
            }
            guard index < count else { return }
            if buffer[index] < 0x80 {
                index &+= 1
                continue
            }
            let length = Self.length(buffer, at: index, count: count)
            if length > 0 {
                characters &+= 1
                index &+= length
            } else {
                faults &+= 1
                if faults >= maximumFaults { return }
                index &+= max(1, -length)
            }
        }
    }

    /// The length of the character beyond ASCII at a place; where there is none, the bytes that are at fault together,
    /// negated: those that began a character well ("maximal subpart", Unicode Standard, 3.9).
    private static func length(_ bytes: UnsafeRawBufferPointer, at index: Int, count: Int) -> Int {
        let first = bytes[index]
        func isNext(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index &+ offset < count && range.contains(bytes[index &+ offset])
        }
        switch first {
        case 0xC2...0xDF: return isNext(1) ? 2 : -1
        case 0xE0...0xEF:
            let second: ClosedRange<UInt8> = first == 0xE0 ? 0xA0...0xBF : first == 0xED ? 0x80...0x9F : 0x80...0xBF
            guard isNext(1, second) else { return -1 }
            return isNext(2) ? 3 : -2
        case 0xF0...0xF4:
            let second: ClosedRange<UInt8> = first == 0xF0 ? 0x90...0xBF : first == 0xF4 ? 0x80...0x8F : 0x80...0xBF
            guard isNext(1, second) else { return -1 }
            guard isNext(2) else { return -2 }
            return isNext(3) ? 4 : -3
        default: return -1
        }
    }
}
