import PotokHTML

/// Selects the main text of a page.
enum MainTextSelector {
    /// Selects the main text of a page.
    ///
    /// - Parameters:
    ///   - tree: the page, parsed with scripting off.
    ///   - url: where the page comes from; its words tell something about the type of the page.
    static func select(tree: HTMLTree, url: String?) -> MainText {
        selection(tree: tree, url: url, model: .shipped).main
    }

    /// A selection with what led to it, for evaluation.
    struct Selection {
        var scan: PageScan
        var probabilities: [Float]
        var main: MainText
    }

    /// Selects by a given model.
    static func selection(tree: HTMLTree, url: String?, model: ExtractionModel) -> Selection {
        let scan = PageScanner.scan(tree: tree, url: url, cues: model.cues)
        let types = model.typeProbabilities(scan)
        let weights = scan.blocks.map { Float($0.counts.words) + 0.5 }
        let probabilities: [Float]
        if PlainPage.isPlain(scan) {
            probabilities = PlainPage.probabilities(scan)
        } else {
            let judge = BlockJudge(scan: scan, types: types)
            probabilities = SharedEvidence.weigh(
                judge.probabilities(model),
                weights: weights,
                peers: judge.groups.peerOf,
                types: types
            )
        }
        let type = PageType(rawValue: UInt8(types.indices.max { types[$0] < types[$1] } ?? 0)) ?? .article
        let cut = ExpectedOverlap.bestCut(probabilities, weights: weights, of: type)
        var isKept = probabilities.map { $0 >= cut.threshold }
        KeptRegion.fill(&isKept, scan, probabilities)
        var main = MainText(
            pageType: type,
            confidence: Double(cut.overlap),
            kept: NodeSet(nodeCount: tree.nodeCount),
            removed: [],
            verdict: PageVerdict(tree: tree, scan: scan, types: types).verdict(isKept: isKept)
        )
        var words = 0
        for (index, block) in scan.blocks.enumerated() {
            if isKept[index] {
                words += Int(block.counts.words)
                for place in block.firstText..<block.endText { main.kept.insert(scan.texts[Int(place)]) }
            } else if block.counts.words > 0 {
                main.removed.append(
                    MainText.RemovedBlock(
                        node: scan.elements[Int(block.element)].node,
                        firstText: scan.texts[Int(block.firstText)],
                        words: Int(block.counts.words),
                        reason: reason(block)
                    )
                )
            }
        }
        // A page that says its text in JSON-LD and not in its nodes: a wall, or a page made by scripts.
        if Int(scan.structuredPairs) > 40 + words * 3, let body = StructuredBody.read(tree) {
            main.rescued = body
            main.verdict = .content
        }
        return Selection(scan: scan, probabilities: probabilities, main: main)
    }

    private static func reason(_ block: PageScan.Block) -> MainText.RemovalReason {
        let flags = block.flags
        if flags.contains(.hidden) { return .hidden }
        if flags.contains(.navigation) { return .navigation }
        if flags.contains(.footer) { return .footer }
        if flags.contains(.aside) { return .aside }
        if flags.contains(.form) || flags.contains(.button) { return .form }
        if flags.contains(.header) { return .header }
        if block.counts.linkedLetters * 2 > block.counts.letters { return .links }
        return .unlikely
    }
}
