/// What single words tell: words of the text, pieces of class names, names of tags, pieces of the address.
///
/// A cue is known by the hash of its bytes and its kind. Each has a weight for "text below or in here is main text" and one
/// for each type of page. The weights are learned (scripts/train); cues that no table holds weigh nothing.
struct CueTable: Sendable {
    /// What a word is a word of; the kinds do not share weights.
    enum Kind: UInt32, Sendable {
        /// A piece of a class name or an id, such as `content` in `post-content`.
        case piece = 0x1000_0001
        /// A whole class name or id of several pieces.
        case className = 0x2000_0003
        /// The name of an element, by number.
        case tag = 0x3000_0005
        /// `role`, `itemprop` and other attributes with words of a standard.
        case role = 0x4000_0007
        /// A word of the text.
        case word = 0x5000_0009
        /// The whole text of a short block.
        case phrase = 0x6000_000B
        /// A piece of the address of the page.
        case address = 0x7000_000D
        /// What the head of the page says of its type: Open Graph, JSON-LD types, generator.
        case declaration = 0x8000_000F
        /// A measure of the page in steps.
        case measure = 0x9000_0011
    }

    /// What a cue weighs.
    struct Weights: Sendable, BitwiseCopyable {
        /// For main text, in steps of 1/256.
        var text: Int16 = 0
        /// For each type of page, in steps of 1/32.
        var types = SIMD8<Int8>(repeating: 0)
    }

    /// Adds a byte to a hash (FNV-1a).
    @inline(__always)
    static func hash(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
        (hash ^ UInt32(byte)) &* 16_777_619
    }

    /// Adds a number to a hash.
    @inline(__always)
    static func hash(_ hash: UInt32, number: UInt32) -> UInt32 {
        let mixed = (hash ^ number) &* 0x85EB_CA6B
        return mixed ^ mixed >> 15
    }

    private var keys: [UInt32]
    private var texts: [Int16]
    private var types: [SIMD8<Int8>]
    private let mask: Int
    /// A bit for each place of a table of keys many times as large: most words are no cues, and this small set, which stays in the
    /// processor's cache, says so for nine in ten of them.
    private var filter: [UInt64]
    private let filterMask: UInt32

    /// Makes a table; equal keys must not occur twice.
    init(_ entries: [(key: UInt32, weights: Weights)]) {
        var size = 64
        while size * 5 < entries.count * 8 { size *= 2 }
        keys = [UInt32](repeating: 0, count: size)
        texts = [Int16](repeating: 0, count: size)
        types = [SIMD8<Int8>](repeating: SIMD8<Int8>(repeating: 0), count: size)
        mask = size - 1
        filter = [UInt64](repeating: 0, count: size / 8)
        filterMask = UInt32(size * 8 - 1)
        for entry in entries where entry.key != 0 {
            let bit = Self.bit(entry.key) & filterMask
            filter[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
            var place = Self.place(entry.key) & mask
            while keys[place] != 0 { place = (place + 1) & mask }
            keys[place] = entry.key
            texts[place] = entry.weights.text
            types[place] = entry.weights.types
        }
    }

    /// How many places there are; the answers of ``find(_:)`` are below.
    var placeCount: Int { keys.count }

    @inline(__always)
    private static func place(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> 12) }

    @inline(__always)
    private static func bit(_ key: UInt32) -> UInt32 { (key &* 0x85EB_CA6B) >> 7 }

    /// The place of a cue, nil if it is not known.
    @inline(__always)
    func find(_ key: UInt32) -> Int? {
        let bit = Self.bit(key) & filterMask
        guard filter[Int(bit >> 6)] & (1 << UInt64(bit & 63)) != 0 else { return nil }
        var place = Self.place(key) & mask
        while true {
            let found = keys[place]
            if found == key { return key == 0 ? nil : place }
            if found == 0 { return nil }
            place = (place &+ 1) & mask
        }
    }

    /// What the cue at a place weighs for main text.
    @inline(__always)
    func textWeight(at place: Int) -> Int16 { texts[place] }

    /// What the cue at a place weighs for each type of page.
    @inline(__always)
    func typeWeights(at place: Int) -> SIMD8<Int8> { types[place] }
}
