/// A set of hashed runs of tokens: open addressing, linear probing, buffers kept between texts.
///
/// Hashes have 32 bits: of the shingles of a long article one in ten thousand times two are taken for one, and half as many bytes are read in
/// each of millions of comparisons.
struct ShingleSet: Sendable {
    /// The number of different shingles.
    private(set) var count = 0

    /// Slots; 0 is an empty one.
    private var slots: [UInt32] = []
    private var mask = 0

    /// Takes all shingles of a text in place of those that it has; a text shorter than a shingle is one.
    ///
    /// - Returns: those that differ, in the order of the text.
    mutating func take(_ tokens: [UInt64], _ gram: Int) -> [UInt32] {
        let places = tokens.isEmpty ? 0 : max(1, tokens.count - gram + 1)
        reset(capacity: places)
        var shingles: [UInt32] = []
        shingles.reserveCapacity(places)
        for place in 0..<places {
            let shingle = Self.shingle(tokens.span, at: place, of: gram)
            if insert(shingle) { shingles.append(shingle) }
        }
        return shingles
    }

    /// How many of the different shingles of another text are in it.
    func count(of shingles: [UInt32]) -> Int { shingles.count(where: contains) }

    /// Empties the set and makes room.
    mutating func reset(capacity: Int) {
        var size = 64
        while size < capacity * 2 {
            size *= 2
        }
        // A set much too large for the next text would cost its clearing each time.
        if slots.count < size || slots.count > size * 16 {
            slots = [UInt32](repeating: 0, count: size)
        } else {
            for index in slots.indices {
                slots[index] = 0
            }
        }
        mask = slots.count - 1
        count = 0
    }

    /// Adds a shingle, for which there must be room; false when it was there.
    mutating func insert(_ shingle: UInt32) -> Bool {
        let shingle = shingle == 0 ? 1 : shingle
        var index = Int(truncatingIfNeeded: shingle) & mask
        while slots[index] != 0 {
            if slots[index] == shingle { return false }
            index = (index + 1) & mask
        }
        slots[index] = shingle
        count += 1
        return true
    }

    /// Whether a shingle is in the set.
    func contains(_ shingle: UInt32) -> Bool {
        guard !slots.isEmpty else { return false }
        let shingle = shingle == 0 ? 1 : shingle
        var index = Int(truncatingIfNeeded: shingle) & mask
        while slots[index] != 0 {
            if slots[index] == shingle { return true }
            index = (index + 1) & mask
        }
        return false
    }

    /// The shingle that starts at a token: so many hashes, or as many as there are, with their order mixed in.
    @inline(__always)
    static func shingle(_ tokens: Span<UInt64>, at index: Int, of gram: Int = Verifier.gram) -> UInt32 {
        var value = tokens[index]
        for position in (index + 1)..<max(index + 1, min(index + gram, tokens.count)) {
            value = (value &* 0x9E37_79B9_7F4A_7C15 ^ value >> 29) &+ tokens[position]
        }
        value ^= value >> 32
        value = value &* 0xD6E8_FEB8_6659_FD93
        return UInt32(truncatingIfNeeded: value ^ value >> 32)
    }
}
