/// What the classifier is told in the second pass, beside the features of the first: how the first judged the block, its
/// neighbours, its containers, and the blocks at the same path.
struct ContextFeatures {
    /// How many features the second pass adds.
    static let width = 40

    /// Appends the features to those of the first pass.
    static func append(to table: inout FeatureTable, scan: PageScan, probabilities: [Float]) {
        let count = scan.blocks.count
        var wide = FeatureTable(count: count, width: table.width + width)
        wide.bytes.replaceSubrange(0..<table.bytes.count, with: table.bytes)
        defer { table = wide }
        guard count > 0 else { return }
        let base = table.width
        let stride = table.stride

        var expected: [Float] = [0]
        expected.reserveCapacity(count + 1)
        var letters: [Float] = [0]
        letters.reserveCapacity(count + 1)
        for index in 0..<count {
            let weight = Float(scan.blocks[index].counts.letters) + 1
            expected.append(expected[index] + probabilities[index] * weight)
            letters.append(letters[index] + weight)
        }
        let groups = TextGroups(scan)
        var peerExpected = [Float](repeating: 0, count: groups.peers.count)
        var alikeExpected = [Float](repeating: 0, count: scan.elements.count)
        var alikeLetters = [Float](repeating: 0, count: scan.elements.count)
        for index in 0..<count {
            let weight = Float(scan.blocks[index].counts.letters) + 1
            peerExpected[Int(groups.peerOf[index])] += probabilities[index] * weight
        }
        for element in scan.elements where element.firstAlike >= 0 {
            let from = Int(element.firstBlock)
            let end = Int(element.endBlock)
            alikeExpected[Int(element.firstAlike)] += expected[end] - expected[from]
            alikeLetters[Int(element.firstAlike)] += letters[end] - letters[from]
        }
        let pageExpected = expected[count]
        let pageLetters = letters[count]
        let greatest = probabilities.max() ?? 0
        // The stretch of the page between the first and the last long block that is likely main text.
        var firstLikely = count
        var lastLikely = -1
        for index in 0..<count where probabilities[index] > 0.5 && scan.blocks[index].counts.letters > 60 {
            firstLikely = min(firstLikely, index)
            lastLikely = index
        }
        var heading = -1
        for index in 0..<count {
            var column = base
            func put(_ value: UInt8) {
                wide.bytes[column &* stride &+ index] = value
                column &+= 1
            }
            func putShare(_ part: Float, _ whole: Float) {
                put(whole > 0 ? UInt8(max(0, min(200, part / whole * 200))) : Feature.missing)
            }
            putShare(probabilities[index], 1)
            for offset in [-1, 1, -2, 2, -3, 3] {
                let other = index + offset
                if other >= 0, other < count { putShare(probabilities[other], 1) } else { put(Feature.missing) }
            }
            for reach in [4, 12] {
                let from = max(0, index - reach)
                let end = min(count, index + reach + 1)
                putShare(expected[index] - expected[from], letters[index] - letters[from])
                putShare(expected[end] - expected[index + 1], letters[end] - letters[index + 1])
            }
            var element = Int(scan.blocks[index].element)
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
                let from = Int(scan.elements[element].firstBlock)
                let end = Int(scan.elements[element].endBlock)
                putShare(expected[end] - expected[from], letters[end] - letters[from])
                let first = Int(scan.elements[element].firstAlike)
                if first >= 0 {
                    putShare(alikeExpected[first], alikeLetters[first])
                } else {
                    put(Feature.missing)
                }
                element = Int(scan.elements[element].wider)
            }
            let peer = Int(groups.peerOf[index])
            putShare(peerExpected[peer], Float(groups.peers[peer].letters + groups.peers[peer].count))
            putShare(pageExpected, pageLetters)
            putShare(greatest, 1)
            put(Feature.steps(Int(pageExpected)))
            putShare(expected[index], pageExpected)
            put(Feature.steps(Int(expected[index])))
            put(Feature.steps(Int(pageExpected - expected[index + 1])))
            if lastLikely < 0 {
                put(Feature.missing)
                put(Feature.missing)
            } else {
                put(Feature.distance(index - firstLikely))
                put(Feature.distance(index - lastLikely))
            }
            if heading >= 0 {
                putShare(probabilities[heading], 1)
            } else {
                put(Feature.missing)
            }
            // The next heading, and the best of the next three blocks that are longer than this one.
            var next = index + 1
            while next < count, next < index + 12, scan.blocks[next].headingLevel == 0 { next += 1 }
            if next < count, scan.blocks[next].headingLevel > 0 {
                putShare(probabilities[next], 1)
            } else {
                put(Feature.missing)
            }
            var longer: Float = 0
            for other in [index + 1, index + 2, index + 3]
            where other < count && scan.blocks[other].counts.letters > scan.blocks[index].counts.letters {
                longer = max(longer, probabilities[other])
            }
            putShare(longer, 1)
            let twin = groups.twins[Int(groups.twinOf[index])]
            putShare(twin.first == Int32(index) ? 0 : probabilities[Int(twin.first)], 1)
            put(Feature.share(Int32(index), Int32(count)))
            while column < base + width { put(0) }
            if scan.blocks[index].headingLevel > 0 { heading = index }
        }
    }
}
