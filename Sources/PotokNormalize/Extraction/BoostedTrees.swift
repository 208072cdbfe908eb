/// A sum of decision trees over byte features, each tree asking the same questions on all of its branches.
///
/// Such *oblivious* trees (Langley and Sage 1994; CatBoost) need no jumps: each question compares a whole column of
/// features with one byte, which the compiler turns into vector instructions, and the answers are the number of the leaf.
struct BoostedTrees: Sendable {
    /// How many questions a tree asks.
    static let depth = 6
    private static let leafCount = 1 << depth

    private let features: [UInt16]
    private let thresholds: [UInt8]
    private let leaves: [Int16]
    private let bias: Int32
    /// How many trees there are.
    let count: Int

    /// Scores are in steps of this part of a logit.
    static let scale: Float = 1.0 / 4096

    /// Reads trees: their number, the bias, and for each tree the questions and the leaves, all little-endian.
    init?(_ reader: inout ModelReader) {
        guard let count = reader.readUInt32(), let bias = reader.readUInt32(), count < 100_000 else { return nil }
        var features: [UInt16] = []
        var thresholds: [UInt8] = []
        var leaves: [Int16] = []
        for _ in 0..<count {
            for _ in 0..<Self.depth {
                guard let feature = reader.readUInt16(), let threshold = reader.readUInt8() else { return nil }
                features.append(feature)
                thresholds.append(threshold)
            }
            for _ in 0..<Self.leafCount {
                guard let leaf = reader.readUInt16() else { return nil }
                leaves.append(Int16(bitPattern: leaf))
            }
        }
        self.count = Int(count)
        self.bias = Int32(bitPattern: bias)
        self.features = features
        self.thresholds = thresholds
        self.leaves = leaves
    }

    /// Whether all questions are about features that a table of this width has.
    func fits(width: Int) -> Bool { features.allSatisfy { Int($0) < width } }

    /// The score of each row, in logits.
    func scores(_ table: FeatureTable) -> [Float] {
        let stride = table.stride
        var sums = [Int32](repeating: bias, count: stride)
        guard fits(width: table.width) else { return [Float](repeating: 0, count: table.count) }
        var places = [UInt8](repeating: 0, count: stride)
        // Pointers, because the loops below are the hottest of the selection and vectorise only without bounds checks.
        // They stay inside: questions are about columns that the table has (`fits`), a place has `depth` bits, and all
        // arrays that are walked have the length of a column.
        table.bytes.withUnsafeBufferPointer { bytes in
            places.withUnsafeMutableBufferPointer { places in
                sums.withUnsafeMutableBufferPointer { sums in
                    leaves.withUnsafeBufferPointer { leaves in
                        for tree in 0..<count {
                            for question in 0..<Self.depth {
                                let number = tree &* Self.depth &+ question
                                let threshold = thresholds[number]
                                let bit = UInt8(1) << UInt8(question)
                                let column = Int(features[number]) &* stride
                                if question == 0 {
                                    for row in 0..<stride { places[row] = bytes[column &+ row] > threshold ? 1 : 0 }
                                } else {
                                    for row in 0..<stride {
                                        places[row] |= bytes[column &+ row] > threshold ? bit : 0
                                    }
                                }
                            }
                            let first = tree &* Self.leafCount
                            for row in 0..<stride { sums[row] &+= Int32(leaves[first &+ Int(places[row])]) }
                        }
                    }
                }
            }
        }
        return sums.prefix(table.count).map { Float($0) * Self.scale }
    }
}

/// Reads little-endian numbers one after the other.
struct ModelReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func readUInt8() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func readUInt16() -> UInt16? {
        guard let low = readUInt8(), let high = readUInt8() else { return nil }
        return UInt16(low) | UInt16(high) << 8
    }

    mutating func readUInt32() -> UInt32? {
        guard let low = readUInt16(), let high = readUInt16() else { return nil }
        return UInt32(low) | UInt32(high) << 16
    }
}
