/// Gives each block of a page the probability that it is main text, in two passes.
struct BlockJudge {
    private let scan: PageScan
    private let groups: TextGroups
    /// The features of the first pass, with empty columns for those of the second.
    let firstTable: FeatureTable

    /// Measures the features of a page.
    init(scan: PageScan, types: [Float]) {
        self.scan = scan
        groups = TextGroups(scan)
        firstTable = BlockFeatures.of(scan, groups, types: types.map { UInt8(max(0, min(64, $0 * 64))) })
    }

    /// The probabilities of the first pass.
    func firstProbabilities(_ model: ExtractionModel) -> [Float] {
        guard let trees = model.first, trees.count > 0 else { return PlainPage.probabilities(scan) }
        return trees.scores(firstTable).map(Self.probability)
    }

    /// The features of both passes.
    func secondTable(_ model: ExtractionModel) -> FeatureTable {
        var table = firstTable
        let probabilities = firstProbabilities(model)
        var context = ContextFeatures(scan: scan, groups: groups, probabilities: probabilities)
        context.fill(&table, from: BlockFeatures.width)
        return table
    }

    /// The probabilities of the second pass.
    func probabilities(_ model: ExtractionModel) -> [Float] {
        guard let trees = model.second, trees.count > 0 else { return firstProbabilities(model) }
        return trees.scores(secondTable(model)).map(Self.probability)
    }

    private static func probability(_ score: Float) -> Float { 1 / (1 + exponential(-score)) }
}
