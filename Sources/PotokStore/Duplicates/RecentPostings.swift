/// The entries that are not merged yet, in memory: open addressing, linear probing.
final class RecentPostings {
    /// How many entries there are.
    private(set) var count = 0

    /// Keys, one higher than they are; 0 is an empty slot.
    private var keys = [UInt64](repeating: 0, count: 1_024)
    private var numbers = [UInt32](repeating: 0, count: 1_024)

    func insert(_ entry: Posting) {
        if (count + 1) * 5 > keys.count * 3 { grow() }
        place(entry.key + 1, UInt32(clamping: entry.number))
        count += 1
    }

    @inline(__always)
    func visit(_ key: UInt64, _ body: (UInt64) -> Void) {
        let mask = keys.count - 1
        var index = Self.slot(key + 1) & mask
        while keys[index] != 0 {
            if keys[index] == key + 1 { body(UInt64(numbers[index])) }
            index = (index + 1) & mask
        }
    }

    /// All entries, sorted.
    func sorted() -> [Posting] {
        var entries: [Posting] = []
        entries.reserveCapacity(count)
        for index in keys.indices where keys[index] != 0 {
            entries.append(Posting(key: keys[index] - 1, number: UInt64(numbers[index])))
        }
        entries.sort()
        return entries
    }

    private func place(_ key: UInt64, _ number: UInt32) {
        let mask = keys.count - 1
        var index = Self.slot(key) & mask
        while keys[index] != 0 { index = (index + 1) & mask }
        keys[index] = key
        numbers[index] = number
    }

    private func grow() {
        let (oldKeys, oldNumbers) = (keys, numbers)
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        numbers = [UInt32](repeating: 0, count: oldKeys.count * 2)
        for index in oldKeys.indices where oldKeys[index] != 0 { place(oldKeys[index], oldNumbers[index]) }
    }

    @inline(__always)
    private static func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20)
    }
}
