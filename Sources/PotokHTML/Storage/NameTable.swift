/// Numbers for names: the known ones, which are the same in every tree, and those met while parsing.
///
/// Tag and attribute names share one table. Looking a name up folds ASCII upper case and costs one hash over at most
/// two words for names up to 16 bytes. The hash is seeded per process, so nobody can prepare names that collide.
struct NameTable: ~Copyable {
    private var records: GrowableBuffer<NameRecord>
    private var bytes: GrowableBuffer<UInt8>
    private var slots: GrowableBuffer<UInt32>
    private var mask: Int
    private let seed: UInt64

    /// Room for names; numbers have 24 bits.
    static let limit = 1 << 24 - 1

    private struct NameRecord: BitwiseCopyable {
        var low: UInt64
        var high: UInt64
        var start: UInt32
        var count: UInt32
        var hash: UInt32
        /// The last tag that had an attribute of this name.
        var tag: UInt32
    }

    private static let processSeed = UInt64.random(in: 1 ... .max)

    init() {
        records = GrowableBuffer(minimumCapacity: 1024)
        bytes = GrowableBuffer(minimumCapacity: 8192)
        slots = GrowableBuffer(minimumCapacity: 2048)
        slots.append(repeating: 0, count: 2048)
        mask = 2047
        seed = Self.processSeed
        records.append(NameRecord(low: 0, high: 0, start: 0, count: 0, hash: 0, tag: 0))
        let text = UnsafeBufferPointer(start: KnownNames.text.utf8Start, count: KnownNames.text.utf8CodeUnitCount)
        var start = 0
        for index in 0..<text.count where text[index] == 0x20 {
            addKnown(UnsafeBufferPointer(rebasing: text[start..<index]))
            start = index + 1
        }
    }

    /// How many names there are, the empty name 0 included.
    var count: Int { records.count }

    /// The number of bytes held.
    var size: Int { records.bytes + bytes.bytes + slots.bytes }

    /// Forgets the names that are not known to every tree.
    mutating func reset() {
        guard records.count > KnownNames.count else { return }
        bytes.truncate(to: Int(records[KnownNames.count].start))
        records.truncate(to: KnownNames.count)
        slots.truncate(to: 0)
        if mask != 2047 { slots.shrink(to: 2048) }
        slots.append(repeating: 0, count: 2048)
        mask = 2047
        for index in 1..<records.count { place(UInt32(index)) }
    }

    /// Forgets which tags had which attributes.
    mutating func forgetTags() {
        for index in 0..<records.count { records[index].tag = 0 }
    }

    /// Notes that a tag has an attribute of a name; false when it had one already.
    @inline(__always)
    mutating func note(_ name: UInt32, in tag: UInt32) -> Bool {
        if records[name].tag == tag { return false }
        records[name].tag = tag
        return true
    }

    /// Calls a function with the bytes of a name.
    func withBytes<Result>(of name: UInt32, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let record = records[name]
        return try bytes.withElements {
            try body(UnsafeBufferPointer(rebasing: $0[Int(record.start)..<Int(record.start) + Int(record.count)]))
        }
    }

    /// The number of a name, new if need be; 0 when there is no room for more names.
    ///
    /// ASCII upper case is folded. `readable` bytes may be read from the start of the name, so that short names can be
    /// loaded as words.
    @inline(__always)
    mutating func number(of name: UnsafePointer<UInt8>, count: Int, readable: Int) -> UInt32 {
        let words = Self.words(name, count: count, readable: readable)
        let hash = hash(of: name, count: count, words: words)
        let found = find(name, count: count, words: words, hash: hash)
        return found != 0 ? found : add(name, count: count, words: words, hash: hash)
    }

    /// The number of a name, or 0 when it was never met; ASCII upper case is folded.
    @inline(__always)
    func existingNumber(of name: UnsafePointer<UInt8>, count: Int, readable: Int) -> UInt32 {
        let words = Self.words(name, count: count, readable: readable)
        return find(name, count: count, words: words, hash: hash(of: name, count: count, words: words))
    }

    /// The number of a name exactly as spelt, or 0 when it was never met.
    func exactNumber(of name: UnsafeBufferPointer<UInt8>) -> UInt32 {
        for index in 1..<records.count where Int(records[index].count) == name.count {
            if withBytes(of: UInt32(index), { $0.elementsEqual(name) }) { return UInt32(index) }
        }
        return 0
    }

    // MARK: Hashing

    @inline(__always)
    private static func lowercased(_ word: UInt64) -> UInt64 {
        // Bit 7 of each byte: the byte is ASCII and between A and Z.
        let seven = word & 0x7F7F_7F7F_7F7F_7F7F
        let atLeastA = seven &+ 0x3F3F_3F3F_3F3F_3F3F
        let aboveZ = seven &+ 0x2525_2525_2525_2525
        let upper = atLeastA & ~aboveZ & ~word & 0x8080_8080_8080_8080
        return word | upper >> 2
    }

    /// The first 16 bytes, folded, padded with zeros.
    @inline(__always)
    private static func words(_ name: UnsafePointer<UInt8>, count: Int, readable: Int) -> (low: UInt64, high: UInt64) {
        if readable >= 16 {
            let raw = UnsafeRawPointer(name)
            let low = raw.loadUnaligned(as: UInt64.self)
            if count <= 8 {
                let kept = count == 8 ? low : low & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
                return (lowercased(kept), 0)
            }
            let high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            let kept = count >= 16 ? high : high & ((1 &<< UInt64(truncatingIfNeeded: (count &- 8) &* 8)) &- 1)
            return (lowercased(low), lowercased(kept))
        }
        var low: UInt64 = 0
        var high: UInt64 = 0
        for index in 0..<min(count, 16) {
            if index < 8 {
                low |= UInt64(name[index]) << UInt64(index * 8)
            } else {
                high |= UInt64(name[index]) << UInt64((index - 8) * 8)
            }
        }
        return (lowercased(low), lowercased(high))
    }

    @inline(__always)
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    /// A hash in the manner of wyhash: a full multiplication folded, with a secret in both factors.
    @inline(__always)
    private func hash(of name: UnsafePointer<UInt8>, count: Int, words: (low: UInt64, high: UInt64)) -> UInt32 {
        var value = Self.mix(
            words.low ^ seed,
            words.high ^ 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: count) &* 0xA076_1D64_78BD_642F
        )
        if count > 16 {
            var index = 16
            while index < count {
                var word: UInt64 = 0
                for offset in 0..<min(8, count - index) {
                    word |= UInt64(name[index + offset]) << UInt64(offset * 8)
                }
                value = Self.mix(Self.lowercased(word) ^ value, seed ^ 0xE703_7ED1_A0B4_28DB)
                index += 8
            }
        }
        return UInt32(truncatingIfNeeded: value ^ value >> 32)
    }

    @inline(__always)
    private func find(
        _ name: UnsafePointer<UInt8>,
        count: Int,
        words: (low: UInt64, high: UInt64),
        hash: UInt32
    ) -> UInt32 {
        var slot = Int(hash) & mask
        while true {
            let number = slots[slot]
            if number == 0 { return 0 }
            let record = records[number]
            if record.low == words.low, record.high == words.high, Int(record.count) == count,
                count <= 16 || restEquals(record.start, name, count: count)
            {
                return number
            }
            slot = (slot &+ 1) & mask
        }
    }

    @inline(never)
    private func restEquals(_ start: UInt32, _ name: UnsafePointer<UInt8>, count: Int) -> Bool {
        for index in 16..<count where bytes[Int(start) + index] != asciiLowercased(name[index]) {
            return false
        }
        return true
    }

    @inline(never)
    private mutating func add(
        _ name: UnsafePointer<UInt8>,
        count: Int,
        words: (low: UInt64, high: UInt64),
        hash: UInt32
    ) -> UInt32 {
        guard records.count < Self.limit else { return 0 }
        if records.count &* 2 >= slots.count { enlarge() }
        let number = UInt32(records.count)
        records.append(
            NameRecord(
                low: words.low,
                high: words.high,
                start: UInt32(bytes.count),
                count: UInt32(count),
                hash: hash,
                tag: 0
            )
        )
        bytes.reserve(count)
        for index in 0..<count { bytes.append(asciiLowercased(name[index])) }
        place(number)
        return number
    }

    /// Known names keep their case; the mixed ones are never found by looking up, which folds.
    private mutating func addKnown(_ name: UnsafeBufferPointer<UInt8>) {
        guard let base = name.baseAddress else { return }
        let words = Self.words(base, count: name.count, readable: name.count)
        let isMixed = name.contains { $0 >= 0x41 && $0 <= 0x5A }
        let number = UInt32(records.count)
        records.append(
            NameRecord(
                low: isMixed ? 0 : words.low,
                high: isMixed ? 0 : words.high,
                start: UInt32(bytes.count),
                count: UInt32(name.count),
                hash: isMixed ? 0 : hash(of: base, count: name.count, words: words),
                tag: 0
            )
        )
        bytes.append(contentsOf: name)
        place(number)
    }

    private mutating func place(_ number: UInt32) {
        let record = records[number]
        guard record.low != 0 else { return }
        var slot = Int(record.hash) & mask
        while slots[slot] != 0 { slot = (slot &+ 1) & mask }
        slots[slot] = number
    }

    private mutating func enlarge() {
        let size = slots.count * 2
        slots.truncate(to: 0)
        slots.append(repeating: 0, count: size)
        mask = size - 1
        for index in 1..<records.count { place(UInt32(index)) }
    }
}
