/// The table of the names that every tree knows; made once in a process and never changed.
///
/// `@unchecked Sendable` is right because nothing of it can be written after `init`.
final class KnownNameTable: @unchecked Sendable {
    static let shared = KnownNameTable()

    private let recordBuffer: GrowableBuffer<NameRecord>
    private let byteBuffer: GrowableBuffer<UInt8>
    private let slotBuffer: GrowableBuffer<UInt16>

    /// More than twice the number of names, so that a search soon ends.
    static let slotCount = 2048

    private init() {
        var records = GrowableBuffer<NameRecord>(minimumCapacity: KnownNames.count)
        var bytes = GrowableBuffer<UInt8>(minimumCapacity: KnownNames.text.utf8CodeUnitCount)
        var slots = GrowableBuffer<UInt16>(minimumCapacity: Self.slotCount)
        slots.append(repeating: 0, count: Self.slotCount)
        records.append(NameRecord(low: 0, high: 0, start: 0, count: 0, hash: 0))
        let text = UnsafeBufferPointer(start: KnownNames.text.utf8Start, count: KnownNames.text.utf8CodeUnitCount)
        var start = 0
        for index in 0..<text.count where text[index] == 0x2F {
            let name = UnsafeBufferPointer(rebasing: text[start..<index])
            start = index + 1
            guard let base = name.baseAddress else { continue }
            let key = NameKey(base, count: name.count, readable: name.count, seed: NameKey.processSeed)
            let position = UInt32(bytes.count)
            bytes.append(contentsOf: name)
            // Mixed-case names keep their case. Looking up folds case, so it never finds them.
            let isMixed = name.contains { $0 &- 0x41 < 26 }
            if !isMixed {
                var slot = Int(key.hash) & (Self.slotCount - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (Self.slotCount - 1) }
                slots[slot] = UInt16(records.count)
            }
            records.append(
                NameRecord(low: key.low, high: key.high, start: position, count: UInt32(name.count), hash: key.hash)
            )
        }
        recordBuffer = records
        byteBuffer = bytes
        slotBuffer = slots
    }

    var records: FrozenTable<NameRecord> { recordBuffer.frozen }
    var bytes: FrozenTable<UInt8> { byteBuffer.frozen }
    var slots: FrozenTable<UInt16> { slotBuffer.frozen }
}
