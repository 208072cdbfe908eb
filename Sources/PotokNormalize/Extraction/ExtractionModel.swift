/// What was learned: the cues, and the trees of both passes.
struct ExtractionModel: Sendable {
    /// What words tell.
    let cues: CueTable
    /// What each type of page weighs before anything was seen, in steps of 1/32.
    let typeBias: SIMD8<Int32>
    /// The trees that judge a block by itself and its surroundings.
    let first: BoostedTrees?
    /// The trees that judge it again, knowing the scores of all blocks.
    let second: BoostedTrees?

    /// Reads a model; nil if the bytes are not one.
    ///
    /// The format: the number of cues; each with its key, the weight for text, and seven for types; the seven biases; then
    /// the trees of the two passes.
    init?(_ bytes: [UInt8]) {
        var reader = ModelReader(bytes)
        guard let count = reader.readUInt32(), count < 1_000_000 else { return nil }
        var entries: [(key: UInt32, weights: CueTable.Weights)] = []
        entries.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let key = reader.readUInt32(), let text = reader.readUInt16() else { return nil }
            var weights = CueTable.Weights(text: Int16(bitPattern: text))
            for number in 0..<7 {
                guard let weight = reader.readUInt8() else { return nil }
                weights.types[number] = Int8(bitPattern: weight)
            }
            entries.append((key, weights))
        }
        cues = CueTable(entries)
        var bias = SIMD8<Int32>(repeating: 0)
        for number in 0..<7 {
            guard let value = reader.readUInt32() else { return nil }
            bias[number] = Int32(bitPattern: value)
        }
        typeBias = bias
        first = BoostedTrees(&reader)
        second = BoostedTrees(&reader)
    }

    /// The probabilities of the types of pages.
    func typeProbabilities(_ scan: PageScan) -> [Float] {
        let weights = scan.typeWeights &+ typeBias
        let logits = (0..<7).map { Float(weights[$0]) / 32 }
        let greatest = logits.max() ?? 0
        let powers = logits.map { exponential($0 - greatest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// e to the power of a number.
func exponential(_ value: Float) -> Float { expf(value) }
