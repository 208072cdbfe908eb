/// Gives each block of a page the probability that it is main text, in two passes.
struct BlockJudge {
    private let scan: PageScan
    /// The features of the first pass.
    let firstTable: FeatureTable

    /// Measures the features of a page.
    init(scan: PageScan, types: [Float]) {
        self.scan = scan
        firstTable = BlockFeatures.of(scan, types: types.map { UInt8(max(0, min(64, $0 * 64))) })
    }

    /// The probabilities of the first pass.
    func firstProbabilities(_ model: ExtractionModel) -> [Float] {
        guard let trees = model.first, trees.count > 0 else { return plain }
        return trees.scores(firstTable).map(Self.probability)
    }

    /// The features of the second pass.
    func secondTable(_ model: ExtractionModel) -> FeatureTable {
        var table = firstTable
        ContextFeatures.append(to: &table, scan: scan, probabilities: firstProbabilities(model))
        return table
    }

    /// The probabilities of the second pass.
    func probabilities(_ model: ExtractionModel) -> [Float] {
        guard let trees = model.second, trees.count > 0 else { return firstProbabilities(model) }
        return trees.scores(secondTable(model)).map(Self.probability)
    }

    /// What a block is worth when nothing has been learned: prose outside of what frames a page.
    private var plain: [Float] {
        let frame: PageScan.Flags = [.navigation, .footer, .aside, .hidden]
        return scan.blocks.map { block in
            block.flags.isDisjoint(with: frame) && block.counts.prose > 0 ? 0.9 : 0.1
        }
    }

    private static func probability(_ score: Float) -> Float { 1 / (1 + exponential(-score)) }
}
