/// What was looked up in the lists of the database, for the rest of a transaction.
struct FoundPostings {
    /// Keys, one higher than they are; 0 is an empty slot.
    private var keys: [UInt64] = []
    /// Where the numbers of the key of a slot begin and end.
    private var ranges: [(start: Int32, end: Int32)] = []
    private var count = 0
    private var numbers: [UInt32] = []

    /// Appends the numbers of a key; false when it was never looked up.
    func append(_ key: UInt64, to output: inout [UInt64]) -> Bool {
        guard count > 0 else { return false }
        let slot = slot(of: key)
        guard keys[slot] != 0 else { return false }
        for index in ranges[slot].start..<ranges[slot].end { output.append(UInt64(numbers[Int(index)])) }
        return true
    }

    /// Looks up sorted keys, row by row.
    mutating func load(_ sorted: [UInt64], _ seek: RawStatement) throws {
        makeRoom(for: sorted.count)
        var index = 0
        while index < sorted.count {
            seek.bind(Int64(sorted[index]), at: 1)
            if try seek.step() {
                let first = UInt64(seek.integer(0))
                seek.withBytes(1) { index = read($0, from: first, sorted, index) }
            } else {
                insert(sorted[index], from: numbers.count)
                index += 1
            }
            seek.reset()
        }
    }

    /// Finds keys in one row; returns the place of the first key that stands behind it.
    private mutating func read(
        _ bytes: UnsafeRawBufferPointer,
        from first: UInt64,
        _ sorted: [UInt64],
        _ start: Int
    ) -> Int {
        var reader = PostingCodec.Reader(bytes, from: first)
        var index = start
        var isOpen = reader.advance()
        while index < sorted.count {
            let key = sorted[index]
            if isOpen, reader.last.key < key { isOpen = reader.advance(to: key) }
            // The row may go on to later keys only if it holds one; the key that was asked for belongs to it all the same.
            guard isOpen || index == start else { break }
            let from = numbers.count
            while isOpen, reader.last.key == key {
                numbers.append(UInt32(clamping: reader.last.number))
                isOpen = reader.advance()
            }
            insert(key, from: from)
            index += 1
            while index < sorted.count, sorted[index] == key { index += 1 }
        }
        return index
    }

    /// Keeps the numbers from a place on as those of a key, unless it has been looked up before.
    private mutating func insert(_ key: UInt64, from start: Int) {
        let slot = slot(of: key)
        guard keys[slot] == 0 else { return }
        keys[slot] = key + 1
        ranges[slot] = (Int32(clamping: start), Int32(clamping: numbers.count))
        count += 1
    }

    private func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var index = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
        while keys[index] != 0, keys[index] != key + 1 { index = (index + 1) & mask }
        return index
    }

    private mutating func makeRoom(for more: Int) {
        var size = max(64, keys.count)
        while size < (count + more) * 2 { size *= 2 }
        guard size > keys.count else { return }
        let (oldKeys, oldRanges) = (keys, ranges)
        keys = [UInt64](repeating: 0, count: size)
        ranges = [(start: Int32, end: Int32)](repeating: (0, 0), count: size)
        for (index, key) in oldKeys.enumerated() where key != 0 {
            let slot = slot(of: key - 1)
            keys[slot] = key
            ranges[slot] = oldRanges[index]
        }
    }
}
