/// The stretches of a page that are likely main text, and where a block lies among them.
///
/// A stretch is a run of likely blocks without a hole: one of more blocks or letters than stand between the paragraphs of a text.
/// Mostly only the stretch around the surest block is the text, and the others belong to what follows it.
struct LikelyStretches {
    /// How many features there are.
    static let width = 9

    /// A hole has more unlikely blocks than this, or more letters.
    private static let mostBlocks = 5
    private static let mostLetters: Int32 = 240

    private let scan: PageScan
    private let count: Int
    /// For each likely block the number of its stretch, and for each stretch the expected letters and where it ends.
    private var numberOf: [Int32]
    private var expected: [Float] = []
    private var ends: [Int] = []
    private var whole: Float = 0
    private var main: Int32 = 0
    private var previous = -1
    /// For each block the next likely one at or after it.
    private var nextLikely: [Int32]

    /// Finds the stretches; the anchor is the surest block.
    init(scan: PageScan, probabilities: [Float], anchor: Int) {
        self.scan = scan
        count = probabilities.count
        numberOf = [Int32](repeating: -1, count: count)
        nextLikely = [Int32](repeating: Int32(count), count: count + 1)
        var last = -1
        for index in 0..<count {
            let letters = scan.blocks[index].counts.letters
            guard probabilities[index] > 0.5 && letters > 30 || index == anchor else { continue }
            let hole = last < 0 ? 0 : scan.sums[index].letters &- scan.sums[last + 1].letters
            if last < 0 || index - last > Self.mostBlocks || hole > Self.mostLetters {
                expected.append(0)
                ends.append(index)
            }
            let number = expected.count - 1
            numberOf[index] = Int32(number)
            expected[number] += probabilities[index] * Float(letters)
            ends[number] = index
            whole += probabilities[index] * Float(letters)
            if index == anchor { main = Int32(number) }
            last = index
        }
        for index in (0..<count).reversed() {
            nextLikely[index] = numberOf[index] >= 0 ? Int32(index) : nextLikely[index + 1]
        }
    }

    /// Goes on to the next block and gives its features, the first ``width`` of the lanes.
    mutating func next(_ index: Int) -> SIMD16<UInt8> {
        var values = SIMD16<UInt8>(repeating: Feature.missing)
        let following = Int(nextLikely[index + 1])
        if previous >= 0 {
            values[0] = Feature.steps(index - previous)
            values[1] = Feature.steps(scan.sums[index].letters &- scan.sums[previous + 1].letters)
        }
        if following < count {
            values[2] = Feature.steps(following - index)
            values[3] = Feature.steps(scan.sums[following].letters &- scan.sums[index + 1].letters)
        }
        // The stretch that it is in, or else the one before it.
        let isLikely = numberOf[index] >= 0
        let number = Int(isLikely ? numberOf[index] : previous >= 0 ? numberOf[previous] : -1)
        values[7] = Feature.small(expected.count)
        values[8] = 0
        if number >= 0 {
            values[4] = Feature.distance(number - Int(main))
            if whole > 0 { values[5] = UInt8(max(0, min(200, expected[number] / whole * 200))) }
            values[6] = Feature.steps(Int(expected[number]))
            // Whether it lies in a hole of its stretch, or past the end of it.
            values[8] = index <= ends[number] ? 1 : 2
        }
        if isLikely { previous = index }
        return values
    }
}
