/// Hashes of runs of tokens, and the choice among them that two texts sharing a passage make alike.
///
/// Winnowing: Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003. Of every window of
/// consecutive hashes the smallest is chosen, the rightmost of equal ones (robust winnowing), so any two texts that share a run of
/// `window + gram - 1` tokens share a fingerprint, and about 2 hashes of every `window + 1` are kept.
struct Winnowing: Sendable {
    private var grams: [UInt64] = []

    /// Appends the fingerprints of a sequence of token hashes: the minima of each window, unordered, without repeats of one position.
    ///
    /// A sequence shorter than `gram` counts as one run; one with fewer runs than `window` is one window.
    mutating func append(
        _ hashes: Span<UInt64>,
        gram: Int,
        window: Int,
        salt: UInt64,
        to fingerprints: inout [UInt64]
    ) {
        guard hashes.count > 0 else { return }
        roll(hashes, gram: min(gram, hashes.count), salt: salt &+ UInt64(min(gram, hashes.count)))
        let runs = grams.span
        let window = min(window, runs.count)
        var smallest = 0
        var last = -1
        for index in 0..<runs.count {
            if smallest + window <= index {
                smallest += 1
                for candidate in smallest...index where runs[candidate] <= runs[smallest] {
                    smallest = candidate
                }
            } else if runs[index] <= runs[smallest] {
                smallest = index
            }
            if index + 1 >= window, smallest != last {
                // Minima crowd at zero: another round spreads them over all bits, so that any 40 of them can be kept.
                fingerprints.append(Self.mix(runs[smallest] ^ 0x9E37_79B9_7F4A_7C15))
                last = smallest
            }
        }
    }

    /// Fills `grams` with a hash of each run: a polynomial of the token hashes, rolled on, then mixed (order counts).
    private mutating func roll(_ hashes: Span<UInt64>, gram: Int, salt: UInt64) {
        let base: UInt64 = 0xD134_2543_DE82_EF95
        var highest: UInt64 = 1
        for _ in 0..<gram {
            highest = highest &* base
        }
        let count = hashes.count - gram + 1
        grams.removeAll(keepingCapacity: true)
        grams.reserveCapacity(count)
        var rolling: UInt64 = 0
        for index in 0..<gram {
            rolling = rolling &* base &+ hashes[index]
        }
        grams.append(Self.mix(rolling &+ salt))
        for index in gram..<hashes.count {
            rolling = rolling &* base &+ hashes[index] &- highest &* hashes[index - gram]
            grams.append(Self.mix(rolling &+ salt))
        }
    }

    /// Spreads a value over all 64 bits (the finalizer of MurmurHash3).
    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        var value = value
        value ^= value >> 33
        value = value &* 0xFF51_AFD7_ED55_8CCD
        value ^= value >> 33
        value = value &* 0xC4CE_B9FE_1A85_EC53
        return value ^ value >> 33
    }
}
