/// Gives each block of a page the probability that it is main text, in two passes.
struct BlockJudge {
    private let scan: PageScan
    /// Blocks with the same text, and blocks at the same path.
    let groups: TextGroups
    private let types: [UInt8]

    /// A page of more blocks than this is judged in one pass, and not every block of it: hardly a page that people read has as many, and
    /// the work on one that was made to hurt stays bounded.
    private static let most = 32_768
    /// So many blocks of such a page are judged; those between two of them have the score of the first.
    private static let mostOfMore = 16_384

    /// Prepares what both passes need.
    init(scan: PageScan, types: [Float]) {
        self.scan = scan
        self.types = types.map { UInt8(max(0, min(64, $0 * 64))) }
        groups = TextGroups(scan)
    }

    /// The features of the first pass of the whole page, with empty columns for those of the second.
    var firstTable: FeatureTable { BlockFeatures.of(scan, groups, types: types) }

    /// The features of both passes of the whole page.
    func secondTable(_ model: ExtractionModel) -> FeatureTable {
        var table = firstTable
        var context = ContextFeatures(scan: scan, groups: groups, probabilities: firstProbabilities(model))
        context.fill(&table, from: BlockFeatures.width)
        return table
    }

    /// The probabilities of the first pass.
    func firstProbabilities(_ model: ExtractionModel) -> [Float] {
        guard let trees = model.first, trees.count > 0 else { return PlainPage.probabilities(scan) }
        var features = BlockFeatures(scan, groups, types: types)
        var table = newTable()
        return scores(of: trees, &features, &table) { _ in }.map(Self.probability)
    }

    /// The probabilities of the second pass, which corrects the scores of the first.
    func probabilities(_ model: ExtractionModel) -> [Float] {
        guard let first = model.first, let second = model.second, first.count > 0, second.count > 0 else {
            return firstProbabilities(model)
        }
        var features = BlockFeatures(scan, groups, types: types)
        var table = newTable()
        let scores = scores(of: first, &features, &table) { _ in }
        let probabilities = scores.map(Self.probability)
        guard scan.blocks.count <= Self.most else { return probabilities }
        var context = ContextFeatures(scan: scan, groups: groups, probabilities: probabilities)
        let corrections: [Float]
        if scan.blocks.count > table.count {
            corrections = self.scores(of: second, &features, &table) { context.fill(&$0, from: BlockFeatures.width) }
        } else {
            // The table holds the whole page still.
            context.fill(&table, from: BlockFeatures.width)
            corrections = second.scores(table)
        }
        return zip(scores, corrections).map { Self.probability($0 + $1) }
    }

    private func newTable() -> FeatureTable {
        FeatureTable(
            count: min(scan.blocks.count, FeatureTable.usualCount),
            width: BlockFeatures.width + ContextFeatures.width,
            step: scan.blocks.count <= Self.most ? 1 : (scan.blocks.count + Self.mostOfMore - 1) / Self.mostOfMore
        )
    }

    private func scores(
        of trees: BoostedTrees,
        _ features: inout BlockFeatures,
        _ table: inout FeatureTable,
        complete: (inout FeatureTable) -> Void
    ) -> [Float] {
        var scores: [Float] = []
        scores.reserveCapacity(scan.blocks.count)
        features.fill(&table) { table in
            complete(&table)
            for score in trees.scores(table) {
                for _ in 0..<min(table.step, scan.blocks.count - scores.count) { scores.append(score) }
            }
        }
        return scores
    }

    private static func probability(_ score: Float) -> Float { 1 / (1 + exponential(-score)) }
}
