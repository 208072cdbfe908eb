/// What the classifier is told in the second pass, beside the features of the first: how the first judged the block, its
/// neighbours, its containers, and the blocks at the same path.
struct ContextFeatures {
    /// How many features the second pass adds.
    static let width = 46 + LikelyStretches.width

    private let scan: PageScan
    private let groups: TextGroups
    private let probabilities: [Float]
    /// Sums before each block: of letters, and of letters by their probability.
    private var letters: [Float] = [0]
    private var expected: [Float] = [0]
    private var peerExpected: [Float]
    private var alikeExpected: [Float]
    private var alikeLetters: [Float]
    /// For each element, when it was asked for: its share of likely main text, and that of all its kind beside it.
    private var shares: [UInt8]
    private var hasShares: [Bool]
    /// What holds for the whole page.
    private let pageShare: UInt8
    private let greatest: UInt8
    /// The stretch of the page between the first and the last long block that is likely main text.
    private var firstLikely: Int
    private var lastLikely = -1
    /// The block that is most surely main text, by its length.
    private let anchor: Int
    /// The last heading before the block that comes next.
    private var heading = -1
    private var stretches: LikelyStretches

    init(scan: PageScan, groups: TextGroups, probabilities: [Float]) {
        self.scan = scan
        self.groups = groups
        self.probabilities = probabilities
        let count = scan.blocks.count
        peerExpected = [Float](repeating: 0, count: groups.peers.count)
        alikeExpected = [Float](repeating: 0, count: scan.elements.count)
        alikeLetters = [Float](repeating: 0, count: scan.elements.count)
        shares = [UInt8](repeating: Feature.missing, count: scan.elements.count * 2)
        hasShares = [Bool](repeating: false, count: scan.elements.count)
        expected.reserveCapacity(count + 1)
        letters.reserveCapacity(count + 1)
        for index in 0..<count {
            let weight = Float(scan.blocks[index].counts.letters) + 1
            expected.append(expected[index] + probabilities[index] * weight)
            letters.append(letters[index] + weight)
            peerExpected[Int(groups.peerOf[index])] += probabilities[index] * weight
        }
        for element in scan.elements where element.firstAlike >= 0 {
            let from = Int(element.firstBlock)
            let end = Int(element.endBlock)
            alikeExpected[Int(element.firstAlike)] += expected[end] - expected[from]
            alikeLetters[Int(element.firstAlike)] += letters[end] - letters[from]
        }
        anchor = Self.anchor(scan, probabilities)
        stretches = LikelyStretches(scan: scan, probabilities: probabilities, anchor: anchor)
        firstLikely = count
        pageShare = Self.share(expected[count], letters[count])
        greatest = Self.share(probabilities.max() ?? 0, 1)
        for index in 0..<count {
            let length = scan.blocks[index].counts.letters
            if probabilities[index] > 0.5, length > 60 {
                firstLikely = min(firstLikely, index)
                lastLikely = index
            }
        }
    }

    private static func anchor(_ scan: PageScan, _ probabilities: [Float]) -> Int {
        var best = 0
        var most: Float = -1
        for index in probabilities.indices {
            let letters = probabilities[index] * Float(scan.blocks[index].counts.letters)
            if letters > most {
                most = letters
                best = index
            }
        }
        return best
    }

    /// A share in steps of 1/200.
    @inline(__always)
    private static func share(_ part: Float, _ whole: Float) -> UInt8 {
        whole > 0 ? UInt8(max(0, min(200, part / whole * 200))) : Feature.missing
    }

    @inline(__always)
    private func share(_ part: Float, _ whole: Float) -> UInt8 { Self.share(part, whole) }

    /// The share of likely main text in a run of blocks.
    @inline(__always)
    private func share(from: Int, to end: Int) -> UInt8 {
        share(expected[end] - expected[from], letters[end] - letters[from])
    }

    /// The probability of a block; missing beyond the ends of the page.
    @inline(__always)
    private func probability(_ index: Int) -> UInt8 {
        index >= 0 && index < probabilities.count ? share(probabilities[index], 1) : Feature.missing
    }

    private mutating func addShares(_ element: Int) {
        hasShares[element] = true
        shares[element * 2] = share(
            from: Int(scan.elements[element].firstBlock),
            to: Int(scan.elements[element].endBlock)
        )
        let first = Int(scan.elements[element].firstAlike)
        if first >= 0 { shares[element * 2 + 1] = share(alikeExpected[first], alikeLetters[first]) }
    }

    /// Writes the features of the blocks of a table, from a column on; the tables of a page must come in their order.
    mutating func fill(_ table: inout FeatureTable, from base: Int) {
        table.write(from: base) { index, writer in putRow(index, &writer) }
    }

    private mutating func putRow(_ index: Int, _ writer: inout FeatureWriter) {
        func put(_ value: UInt8) { writer.put(value) }
        let count = scan.blocks.count
        let pageExpected = expected[count]
        let block = scan.blocks[index]
        put(probability(index))
        put(probability(index - 1))
        put(probability(index + 1))
        put(probability(index - 2))
        put(probability(index + 2))
        put(probability(index - 3))
        put(probability(index + 3))
        put(share(from: max(0, index - 4), to: index))
        put(share(from: index + 1, to: min(count, index + 5)))
        put(share(from: max(0, index - 12), to: index))
        put(share(from: index + 1, to: min(count, index + 13)))
        var element = Int(block.element)
        if scan.elements[element].endBlock - scan.elements[element].firstBlock == 1 {
            let wider = Int(scan.elements[element].wider)
            element = wider >= 0 ? wider : element
        }
        for _ in 0..<6 {
            if element < 0 {
                put(Feature.missing)
                put(Feature.missing)
                continue
            }
            if !hasShares[element] { addShares(element) }
            put(shares[element * 2])
            put(shares[element * 2 + 1])
            element = Int(scan.elements[element].wider)
        }
        let peer = Int(groups.peerOf[index])
        put(share(peerExpected[peer], Float(groups.peers[peer].letters + groups.peers[peer].count)))
        put(pageShare)
        put(greatest)
        put(Feature.steps(Int(pageExpected)))
        put(share(expected[index], pageExpected))
        put(Feature.steps(Int(expected[index])))
        put(Feature.steps(Int(pageExpected - expected[index + 1])))
        put(lastLikely < 0 ? Feature.missing : Feature.distance(index - firstLikely))
        put(lastLikely < 0 ? Feature.missing : Feature.distance(index - lastLikely))
        put(probability(heading))
        // The next heading, and the best of the next three blocks that are longer than this one.
        var next = index + 1
        while next < count, next < index + 12, scan.blocks[next].headingLevel == 0 { next += 1 }
        put(next < count && scan.blocks[next].headingLevel > 0 ? probability(next) : Feature.missing)
        var longer: Float = 0
        var other = index + 1
        while other < count, other <= index + 3 {
            if scan.blocks[other].counts.letters > block.counts.letters {
                longer = max(longer, probabilities[other])
            }
            other += 1
        }
        put(share(longer, 1))
        let twin = groups.twins[Int(groups.twinOf[index])]
        put(twin.first == Int32(index) ? 0 : probability(Int(twin.first)))
        put(Feature.share(Int32(index), Int32(count)))
        let common = scan.commonContainer(of: anchor, with: index)
        let from = Int(scan.elements[common.element].firstBlock)
        let end = Int(scan.elements[common.element].endBlock)
        put(Feature.small(common.steps))
        put(Feature.small(scan.commonContainer(of: index, with: anchor).steps))
        put(Feature.distance(index - anchor))
        put(share(from: from, to: end))
        put(share(expected[end] - expected[from], pageExpected))
        let stretch = stretches.next(index)
        for lane in 0..<LikelyStretches.width { put(stretch[lane]) }
        if block.headingLevel > 0 { heading = index }
    }
}
