/// What a reader who comes from the title has passed before a block: further titles, articles, dates and links.
///
/// A page may go on after its text with the texts of other pages, which look just the same one by one. What tells them apart is
/// that the title of another begins them, or that links and labels stand between.
struct ReadingProgress {
    /// How many features there are.
    static let width = 14

    private let scan: PageScan
    private let title: Int
    private let lead: Int
    /// The number of the outermost `article` that each element is in, from 1; 0 for none.
    private var articleOf: [UInt8]
    private var articleCount: UInt8 = 0
    /// For each block, the next one at or after it that reads like sentences.
    private var nextProse: [Int32]

    private var sameAsTitle = 0
    private var sameLevel = 0
    private var mainHeadings = 0
    private var times = 0
    private var lastProse = -1

    /// Begins at the first block; the title and the block that the text seems to begin with are -1 where there are none.
    init(scan: PageScan, title: Int, lead: Int) {
        self.scan = scan
        self.title = title
        self.lead = lead
        articleOf = [UInt8](repeating: 0, count: scan.elements.count)
        for (index, element) in scan.elements.enumerated() where element.flags.contains(.article) {
            let above = element.parent < 0 ? 0 : articleOf[Int(element.parent)]
            if above > 0 {
                articleOf[index] = above
            } else {
                if articleCount < 250 { articleCount += 1 }
                articleOf[index] = articleCount
            }
        }
        nextProse = [Int32](repeating: Int32(scan.blocks.count), count: scan.blocks.count + 1)
        for index in scan.blocks.indices.reversed() {
            nextProse[index] = scan.blocks[index].counts.prose > 0 ? Int32(index) : nextProse[index + 1]
        }
    }

    /// Goes on to the next block and gives its features, the first ``width`` of the lanes.
    mutating func next(_ index: Int) -> SIMD16<UInt8> {
        var values = SIMD16<UInt8>(repeating: Feature.missing)
        let block = scan.blocks[index]
        let before = scan.sums[index]
        if block.headingLevel == 1 { mainHeadings += 1 }
        if title >= 0, index > title {
            let own = scan.elements[Int(block.element)]
            let first = scan.elements[Int(scan.blocks[title].element)]
            if own.path == first.path { sameAsTitle += 1 }
            if block.headingLevel > 0, block.headingLevel <= scan.blocks[title].headingLevel { sameLevel += 1 }
        }
        if lead >= 0, index > lead, block.flags.contains(.time) { times += 1 }
        let article = articleOf[Int(block.element)]
        if title >= 0 {
            values[0] = Feature.small(sameAsTitle)
            values[1] = Feature.small(sameLevel)
        }
        values[2] = Feature.small(mainHeadings)
        values[3] = article
        if lead >= 0 { values[4] = article == articleOf[Int(scan.blocks[lead].element)] ? 1 : 0 }
        values[5] = articleCount
        if lead >= 0, index > lead {
            let passed = before - scan.sums[lead]
            values[6] = Feature.share(passed.linkedLetters, passed.letters)
            values[7] = Feature.steps(passed.letters &- passed.prose)
            values[8] = Feature.steps(passed.links)
            values[9] = Feature.steps(passed.images)
        }
        values[10] = Feature.small(times)
        if lastProse >= 0 {
            values[11] = Feature.steps(index - lastProse)
            values[12] = Feature.steps(before.letters &- scan.sums[lastProse + 1].letters)
        }
        values[13] = Feature.steps(Int(nextProse[index + 1]) - index)
        if block.counts.prose > 0 { lastProse = index }
        return values
    }
}
