/// Numbers for names: the known ones, which are the same in every tree, and those met while parsing.
///
/// Tag and attribute names share one table.
struct NameTable: ~Copyable {
    /// Views of the shared table, which is never freed; held here so that a look-up needs no global access.
    private let known = KnownNameTable.shared.records
    private let knownBytes = KnownNameTable.shared.bytes
    private let knownSlots = KnownNameTable.shared.slots
    private let seed = NameKey.processSeed

    private var records = GrowableBuffer<NameRecord>(minimumCapacity: 16)
    private var bytes = GrowableBuffer<UInt8>(minimumCapacity: 128)
    private var slots = GrowableBuffer<UInt32>(minimumCapacity: Self.smallestSlotCount)

    /// Room for names; numbers have 24 bits.
    static let limit = 1 << 24 - 1

    private static let smallestSlotCount = 64

    init() {
        slots.append(repeating: 0, count: Self.smallestSlotCount)
    }

    /// How many names there are, the empty name 0 included.
    var count: Int { KnownNames.count &+ records.count }

    /// The number of bytes held, without the table that all trees share.
    var size: Int { records.bytes + bytes.bytes + slots.bytes }

    /// Forgets the names that are not known to every tree.
    mutating func reset() {
        guard records.count > 0 else { return }
        records.truncate(to: 0)
        bytes.truncate(to: 0)
        slots.truncate(to: 0)
        slots.append(repeating: 0, count: Self.smallestSlotCount)
    }

    /// Calls a function with the bytes of a name.
    func withBytes<Result>(of name: UInt32, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        if name < KnownNames.count {
            let record = known[name]
            let all = UnsafeBufferPointer(start: knownBytes.base, count: knownBytes.count)
            return try body(UnsafeBufferPointer(rebasing: all[Int(record.start)..<Int(record.start + record.count)]))
        }
        let record = records[Int(name) - KnownNames.count]
        return try bytes.withElements {
            try body(UnsafeBufferPointer(rebasing: $0[Int(record.start)..<Int(record.start + record.count)]))
        }
    }

    /// The number of a name, new if need be; 0 when there is no room for more names.
    ///
    /// ASCII upper case is folded. `readable` bytes may be read from the start of the name.
    @inline(__always)
    mutating func number(of name: UnsafePointer<UInt8>, count: Int, readable: Int) -> UInt32 {
        let key = NameKey(name, count: count, readable: readable, seed: seed)
        let number = knownNumber(of: key)
        return number != 0 ? number : otherNumber(of: key)
    }

    /// The number of a name exactly as spelt, or 0 when it was never met.
    func exactNumber(of name: UnsafeBufferPointer<UInt8>) -> UInt32 {
        guard let base = name.baseAddress else { return 0 }
        if name.contains(where: { $0 &- 0x41 < 26 }) {
            // Only known names have upper case.
            for number in 1..<UInt32(KnownNames.count) where withBytes(of: number, { $0.elementsEqual(name) }) {
                return number
            }
            return 0
        }
        let key = NameKey(base, count: name.count, readable: name.count, seed: seed)
        let knownNumber = knownNumber(of: key)
        return knownNumber != 0 ? knownNumber : existingNumber(of: key)
    }

    @inline(__always)
    private func knownNumber(of key: NameKey) -> UInt32 {
        var slot = UInt32(truncatingIfNeeded: Int(key.hash) & (KnownNameTable.slotCount &- 1))
        while true {
            let number = UInt32(knownSlots[slot])
            if number == 0 || key.matches(known[number], bytes: knownBytes.base.unsafelyUnwrapped) { return number }
            slot = (slot &+ 1) & UInt32(KnownNameTable.slotCount &- 1)
        }
    }

    private func existingNumber(of key: NameKey) -> UInt32 {
        let mask = slots.count &- 1
        var slot = Int(key.hash) & mask
        while slots[slot] != 0 {
            let number = slots[slot]
            if key.matches(records[number &- 1], bytes: UnsafePointer(bytes.base)) {
                return UInt32(KnownNames.count) &+ number &- 1
            }
            slot = (slot &+ 1) & mask
        }
        return 0
    }

    @inline(never)
    private mutating func otherNumber(of key: NameKey) -> UInt32 {
        let number = existingNumber(of: key)
        return number != 0 ? number : add(key)
    }

    private mutating func add(_ key: NameKey) -> UInt32 {
        guard count < Self.limit else { return 0 }
        if records.count &* 2 >= slots.count { enlarge() }
        records.append(
            NameRecord(
                low: key.low,
                high: key.high,
                start: UInt32(bytes.count),
                count: UInt32(key.count),
                hash: key.hash
            )
        )
        bytes.reserve(key.count)
        for index in 0..<key.count { bytes.append(asciiLowercased(key.name[index])) }
        place(UInt32(records.count))
        return UInt32(KnownNames.count &+ records.count &- 1)
    }

    /// Slots hold the number of a record plus one; 0 is free.
    private mutating func place(_ number: UInt32) {
        let mask = slots.count &- 1
        var slot = Int(records[number &- 1].hash) & mask
        while slots[slot] != 0 { slot = (slot &+ 1) & mask }
        slots[slot] = number
    }

    private mutating func enlarge() {
        let size = slots.count * 2
        slots.truncate(to: 0)
        slots.append(repeating: 0, count: size)
        for index in 0..<records.count { place(UInt32(index + 1)) }
    }
}
