import PotokHTML

/// What the classifier is told about each block in the first pass.
struct BlockFeatures {
    /// How many features there are.
    static let width =
        ownCount + levels * levelWidth + 4 * neighbourCount + pageCount + ReadingProgress.width
    private static let ownCount = 93
    private static let levels = 6
    static let levelWidth = 18
    private static let neighbourCount = 10
    private static let pageCount = 19

    private let scan: PageScan
    private let groups: TextGroups
    private let types: [UInt8]

    /// The features of all levels that were asked for, by the number of the element.
    private var levelPlaces: [Int32]
    private var levelBytes: [UInt8] = []
    /// What each block tells its neighbours.
    private var neighbourBytes: [UInt8] = []
    private static let toldCount = 7

    init(_ scan: PageScan, _ groups: TextGroups, types: [UInt8]) {
        self.scan = scan
        self.groups = groups
        self.types = types
        levelPlaces = [Int32](repeating: -1, count: scan.elements.count)
        levelBytes.reserveCapacity(scan.elements.count * Self.levelWidth / 2)
        neighbourBytes.reserveCapacity(scan.blocks.count * Self.toldCount)
        for block in scan.blocks {
            neighbourBytes.append(Feature.steps(block.counts.letters))
            neighbourBytes.append(Feature.share(block.counts.linkedLetters, block.counts.letters))
            neighbourBytes.append(Feature.cue(block.wordCue))
            neighbourBytes.append(Self.rank(scan.elements[Int(block.element)].name))
            neighbourBytes.append(block.headingLevel)
            neighbourBytes.append(block.last.rawValue)
            neighbourBytes.append(Feature.steps(block.counts.sentenceEnds &+ block.counts.commas))
        }
    }

    /// The features of a whole page; the columns for those of the second pass are there, empty.
    static func of(_ scan: PageScan, _ groups: TextGroups, types: [UInt8]) -> FeatureTable {
        var features = BlockFeatures(scan, groups, types: types)
        var table = FeatureTable(count: scan.blocks.count, width: width + ContextFeatures.width)
        features.fill(&table) { _ in }
        return table
    }

    /// Writes the features of all blocks in their order, so many at a time as the table has rows.
    ///
    /// - Parameter use: is called when the table is full, and for what is left at the end.
    mutating func fill(_ table: inout FeatureTable, use: (inout FeatureTable) -> Void) {
        let blocks = scan.blocks
        guard !blocks.isEmpty else { return }
        let total = scan.total
        let titleBlock = findTitle()
        let firstHeading = blocks.firstIndex { $0.headingLevel == 1 } ?? -1
        let longest = blocks.indices.max { blocks[$0].counts.prose < blocks[$1].counts.prose } ?? 0
        let lead = findLead(after: titleBlock)
        let page = pageFeatures(total)
        var progress = ReadingProgress(scan: scan, title: titleBlock, lead: lead)
        var heading = -1
        var start = 0
        while start < blocks.count {
            start = table.take(from: start, of: blocks.count)
            table.write { index, writer in
                putOwn(index, groups, total, titleBlock, firstHeading, heading, longest, lead, &writer)
                putLevels(index, &writer)
                for offset in [-1, 1, -2, 2] { putNeighbour(index + offset, of: index, &writer) }
                writer.put(page, from: 0, count: page.count)
                let passed = progress.next(index)
                for lane in 0..<ReadingProgress.width { writer.put(passed[lane]) }
                if blocks[index].headingLevel > 0 || blocks[index].flags.contains(.heading) { heading = index }
                assert(writer.column == Self.width)
            }
            use(&table)
        }
    }

    /// The block that looks most like the title of the page; -1 if none does.
    private func findTitle() -> Int {
        var best = -1
        var bestScore: Int32 = 0
        for index in scan.blocks.indices {
            let block = scan.blocks[index]
            guard block.titleWords > 0, block.counts.words < 60 else { continue }
            var score = block.titleWords &* block.titleWords &* 16 / max(1, block.counts.words)
            if block.flags.contains(.heading) { score &*= 3 }
            if block.headingLevel == 1 { score &*= 2 }
            if block.flags.contains(.navigation) || block.flags.contains(.link) { score /= 3 }
            if score > bestScore {
                best = index
                bestScore = score
            }
        }
        return best
    }

    /// The block that the text seems to begin with: the one that the description of the page quotes, or the first prose
    /// after the title; -1 if there is none.
    private func findLead(after title: Int) -> Int {
        var best = -1
        var most: Int32 = 3
        for index in scan.blocks.indices {
            let block = scan.blocks[index]
            if block.counts.prose > 0, block.descriptionPairs > most {
                best = index
                most = block.descriptionPairs
            }
        }
        if best >= 0 { return best }
        return scan.blocks.indices.first { $0 > title && scan.blocks[$0].counts.prose > 60 } ?? -1
    }

    private func putOwn(
        _ index: Int,
        _ groups: TextGroups,
        _ total: PageScan.Counts,
        _ titleBlock: Int,
        _ firstHeading: Int,
        _ heading: Int,
        _ longest: Int,
        _ lead: Int,
        _ writer: inout FeatureWriter
    ) {
        func put(_ value: UInt8) { writer.put(value) }
        let blocks = scan.blocks
        let block = blocks[index]
        let counts = block.counts
        let element = scan.elements[Int(block.element)]
        // 0–19: the text.
        put(Feature.steps(counts.words))
        put(Feature.steps(counts.letters))
        put(Feature.share(counts.linkedLetters, counts.letters))
        put(Feature.share(counts.strongLetters, counts.letters))
        put(Feature.share(counts.digits, counts.letters))
        put(Feature.share(counts.capitals, counts.words))
        put(Feature.steps(counts.sentenceEnds))
        put(Feature.share(counts.sentenceEnds &* 4, counts.words))
        put(Feature.steps(counts.commas))
        put(Feature.share(counts.commas &* 4, counts.words))
        put(Feature.steps(counts.separators))
        put(Feature.steps(counts.currencies))
        put(Feature.steps(counts.links))
        put(Feature.steps(counts.images))
        put(Feature.steps(counts.inputs))
        put(block.brokenLines)
        put(block.ellipsis)
        put(block.first.rawValue)
        put(block.last.rawValue)
        put(Feature.share(counts.letters, counts.words &* 10))
        // 20–44: the context.
        put(block.headingLevel)
        put(Self.rank(element.name))
        put(Feature.small(Int(element.depth)))
        for bit in 0..<22 { put(block.flags.rawValue >> UInt32(bit) & 1 == 1 ? 1 : 0) }
        // 45–55: the cues.
        put(Feature.cue(block.wordCue))
        put(Feature.cue(block.weighedWords > 0 ? block.wordCue &* 4 / block.weighedWords : 0))
        put(Feature.cue(block.phraseCue))
        put(Feature.cue(element.pathCue))
        put(Feature.cue(element.leastCue))
        put(Feature.cue(element.greatestCue))
        put(Feature.cue(element.cue))
        put(Feature.share(block.titleWords, counts.words))
        put(Feature.share(block.titleWords, Int32(scan.titleWordCount)))
        put(Feature.steps(block.descriptionPairs))
        put(Feature.share(block.descriptionPairs, counts.words))
        // 56–63: other blocks with the same text, or at the same path.
        let twins = groups.twins[Int(groups.twinOf[index])]
        put(Feature.small(Int(twins.count)))
        put(twins.first == Int32(index) ? 1 : 0)
        let peers = groups.peers[Int(groups.peerOf[index])]
        put(Feature.steps(peers.count))
        put(Feature.steps(peers.letters / peers.count))
        put(Feature.share(peers.linkedLetters, peers.letters))
        put(Feature.share(peers.prose, peers.letters))
        put(Feature.share(Int32(index) &- peers.first, Int32(blocks.count)))
        put(Feature.share(peers.letters, total.letters))
        // 64–72: where it stands.
        let before = scan.sums[index]
        put(Feature.share(Int32(index), Int32(blocks.count)))
        put(Feature.share(before.letters, total.letters))
        put(Feature.share(before.prose, total.prose))
        put(Feature.steps(before.prose))
        put(Feature.steps(total.prose &- before.prose))
        put(Feature.steps(index))
        put(Feature.steps(blocks.count - index))
        put(titleBlock < 0 ? Feature.missing : Feature.distance(index - titleBlock))
        put(firstHeading < 0 ? Feature.missing : Feature.distance(index - firstHeading))
        // 73–84: the heading above, the title, and the longest text.
        if heading >= 0 {
            let above = blocks[heading]
            put(above.headingLevel)
            put(Feature.cue(above.wordCue &+ above.phraseCue))
            put(Feature.share(above.titleWords, above.counts.words))
            put(Feature.steps(index - heading))
            put(Feature.steps(before.letters &- scan.sums[heading + 1].letters))
            put(Feature.share(above.counts.linkedLetters, above.counts.letters))
            put(Feature.small(scan.commonContainer(of: index, with: heading).steps))
            put(Feature.small(scan.commonContainer(of: heading, with: index).steps))
        } else {
            for _ in 0..<8 { put(Feature.missing) }
        }
        put(Feature.distance(index - longest))
        put(Feature.small(scan.commonContainer(of: index, with: longest).steps))
        put(titleBlock < 0 ? Feature.missing : Feature.small(scan.commonContainer(of: index, with: titleBlock).steps))
        put(titleBlock < 0 ? Feature.missing : Feature.small(scan.commonContainer(of: titleBlock, with: index).steps))
        // 85–89: the block that the text seems to begin with.
        if lead < 0 {
            for _ in 0..<5 { put(Feature.missing) }
        } else {
            let common = scan.commonContainer(of: lead, with: index)
            let inside = scan.counts(of: common.element)
            put(Feature.distance(index - lead))
            put(Feature.small(common.steps))
            put(Feature.small(scan.commonContainer(of: index, with: lead).steps))
            put(Feature.share(inside.prose, total.prose))
            put(Feature.steps(scan.elements[common.element].endBlock &- scan.elements[common.element].firstBlock))
        }
        // 90–92: what JSON-LD says the text is.
        put(scan.structuredPairs > 0 ? Feature.share(block.bodyPairs, counts.words) : Feature.missing)
        put(scan.structuredPairs > 0 ? Feature.steps(block.bodyPairs) : Feature.missing)
        put(Feature.steps(scan.structuredPairs))
    }

    // MARK: Levels

    private mutating func putLevels(_ index: Int, _ writer: inout FeatureWriter) {
        func put(_ value: UInt8) { writer.put(value) }
        var element = Int(scan.blocks[index].element)
        var levels = Self.levels
        let container = scan.elements[element]
        if Int(container.endBlock) - Int(container.firstBlock) > 1 {
            for _ in 0..<Self.levelWidth { put(Feature.missing) }
            levels -= 1
        }
        while levels > 0 {
            levels -= 1
            guard element >= 0 else {
                for _ in 0..<Self.levelWidth { put(Feature.missing) }
                continue
            }
            let place = levelPlace(element)
            writer.put(levelBytes, from: place, count: Self.levelWidth)
            element = Int(scan.elements[element].wider)
        }
    }

    /// Where the features of an element are; they are measured when they are asked for the first time.
    private mutating func levelPlace(_ index: Int) -> Int {
        if levelPlaces[index] >= 0 { return Int(levelPlaces[index]) }
        let place = levelBytes.count
        levelPlaces[index] = Int32(place)
        let element = scan.elements[index]
        let counts = scan.counts(of: index)
        let total = scan.total
        let blockCount = element.endBlock &- element.firstBlock
        // Of elements around the same blocks, the one that repeats most stands for all.
        var repeated = index
        var alike: UInt16 = 0
        var top = index
        while true {
            let first = Int(scan.elements[top].firstAlike)
            if first >= 0, scan.elements[first].alike > alike {
                alike = scan.elements[first].alike
                repeated = top
            }
            let parent = scan.elements[top].parent
            if parent < 0 || parent == element.wider { break }
            top = Int(parent)
        }
        let above = element.wider >= 0 ? scan.elements[Int(element.wider)].pathCue : 0
        levelBytes.append(Feature.steps(counts.words))
        levelBytes.append(Feature.share(counts.linkedLetters, counts.letters))
        levelBytes.append(Feature.share(counts.letters, total.letters))
        levelBytes.append(Feature.steps(counts.letters / max(1, blockCount)))
        levelBytes.append(Feature.share((counts.commas &+ counts.sentenceEnds) &* 4, counts.words))
        levelBytes.append(Feature.steps(blockCount))
        levelBytes.append(Self.rank(scan.elements[repeated].name))
        levelBytes.append(Feature.cue(scan.elements[index].pathCue &- above))
        levelBytes.append(Feature.steps(Int(alike)))
        levelBytes.append(Feature.share(counts.prose, counts.letters))
        levelBytes.append(Feature.share(counts.prose, total.prose))
        levelBytes.append(Feature.share(counts.headings, blockCount))
        levelBytes.append(Feature.steps(counts.currencies &+ counts.inputs))
        levelBytes.append(Feature.small(Int(scan.elements[repeated].placeAmongAlike)))
        levelBytes.append(Feature.cue(scan.blocks[Int(element.firstBlock)].counts.cue))
        levelBytes.append(Feature.cue(counts.cue / max(1, blockCount)))
        levelBytes.append(Feature.steps(counts.links))
        levelBytes.append(Feature.steps(counts.images))
        return place
    }

    // MARK: Neighbours and page

    private func putNeighbour(_ other: Int, of index: Int, _ writer: inout FeatureWriter) {
        func put(_ value: UInt8) { writer.put(value) }
        guard other >= 0, other < scan.blocks.count else {
            for _ in 0..<Self.neighbourCount { put(Feature.missing) }
            return
        }
        let element = scan.elements[Int(scan.blocks[other].element)]
        let own = scan.elements[Int(scan.blocks[index].element)]
        let told = other &* Self.toldCount
        put(neighbourBytes[told])
        put(neighbourBytes[told + 1])
        put(neighbourBytes[told + 2])
        put(Feature.cue(element.pathCue &- own.pathCue))
        put(neighbourBytes[told + 3])
        put(neighbourBytes[told + 4])
        put(element.path == own.path ? 2 : element.signature == own.signature ? 1 : 0)
        put(neighbourBytes[told + 5])
        put(Feature.distance(Int(element.depth) - Int(own.depth)))
        put(neighbourBytes[told + 6])
    }

    private func pageFeatures(_ total: PageScan.Counts) -> [UInt8] {
        Array(types.prefix(7)) + [
            Feature.steps(scan.blocks.count),
            Feature.steps(total.words),
            Feature.share(total.linkedLetters, total.letters),
            Feature.share(total.prose, total.letters),
            Feature.steps(total.prose),
            Feature.steps(total.headings),
            Feature.steps(total.currencies),
            Feature.steps(total.images),
            Feature.steps(total.inputs),
            Feature.steps(total.letters / max(1, Int32(scan.blocks.count))),
            Feature.steps(total.prose &- total.commentProse),
            Feature.share(total.commentProse, total.prose),
        ]
    }

    /// Names of elements in an order from what mostly holds text to what mostly does not.
    private static func rank(_ name: HTMLName) -> UInt8 {
        switch name {
        case .p: 1
        case .pre: 2
        case .blockquote: 3
        case .h1: 4
        case .h2: 5
        case .h3: 6
        case .h4: 7
        case .h5, .h6: 8
        case .li: 9
        case .dd: 10
        case .dt: 11
        case .figcaption: 12
        case .figure: 13
        case .td: 14
        case .th: 15
        case .tr: 16
        case .table, .tbody, .thead, .tfoot, .caption: 17
        case .article: 18
        case .main: 19
        case .section: 20
        case .div: 21
        case .ul, .ol, .dl: 22
        case .details, .summary: 23
        case .body, .html: 24
        case .span: 25
        case .address: 27
        case .a: 28
        case .aside: 29
        case .form, .fieldset, .legend: 30
        case .button, .label: 31
        case .header: 32
        case .noscript: 33
        case .footer: 34
        case .nav, .menu: 35
        default: 26
        }
    }
}

/// Blocks with the same text (twins), and blocks at the same path of names and classes (peers).
struct TextGroups {
    /// What a group sums up.
    struct Group {
        var first: Int32
        var count: Int32 = 0
        var letters: Int32 = 0
        var linkedLetters: Int32 = 0
        var prose: Int32 = 0
    }

    private(set) var twins: [Group] = []
    private(set) var twinOf: [Int32] = []
    private(set) var peers: [Group] = []
    private(set) var peerOf: [Int32] = []

    init(_ scan: PageScan) {
        Self.group(scan, into: &twins, &twinOf) { $0.textHash }
        Self.group(scan, into: &peers, &peerOf) { scan.elements[Int($0.element)].path }
    }

    private static func group(
        _ scan: PageScan,
        into groups: inout [Group],
        _ groupOf: inout [Int32],
        by key: (PageScan.Block) -> UInt32
    ) {
        var size = 64
        while size < scan.blocks.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        groupOf.reserveCapacity(scan.blocks.count)
        for index in scan.blocks.indices {
            let block = scan.blocks[index]
            let hash = key(block)
            var slot = Int((hash &* 0x9E37_79B1) >> 8) & (size - 1)
            while slots[slot] >= 0, key(scan.blocks[Int(groups[Int(slots[slot])].first)]) != hash {
                slot = (slot + 1) & (size - 1)
            }
            if slots[slot] < 0 {
                slots[slot] = Int32(groups.count)
                groups.append(Group(first: Int32(index)))
            }
            let group = Int(slots[slot])
            groups[group].count &+= 1
            groups[group].letters &+= block.counts.letters
            groups[group].linkedLetters &+= block.counts.linkedLetters
            groups[group].prose &+= block.counts.prose
            groupOf.append(Int32(group))
        }
    }
}
