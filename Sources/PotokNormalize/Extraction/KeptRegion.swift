/// Gives back to a kept region the headings and code in it that the classifier would drop.
///
/// A text whose headings are missing reads as one section, and code with a hole in it is wrong, whatever single blocks look
/// like: short headings are the blocks that are most often taken for links or labels. So a run of headings, or of code, with
/// kept text on both sides is kept.
enum KeptRegion {
    /// What stands outside of the text wherever it is found.
    private static let frame: PageScan.Flags = [.navigation, .footer, .aside, .hidden, .dialog]

    /// A heading in a box of its own, such as that of an advertisement, belongs to the text from this probability on.
    private static let leastInBox: Float = 0.05

    /// Keeps the headings and code that stand between kept blocks.
    static func fill(_ isKept: inout [Bool], _ scan: PageScan, _ probabilities: [Float]) {
        var last = -1
        for next in isKept.indices where isKept[next] {
            defer { last = next }
            guard last >= 0, next - last > 1 else { continue }
            let run = last + 1..<next
            guard run.allSatisfy({ isPart(scan.blocks[$0]) }) else { continue }
            for index in run where probabilities[index] >= leastInBox || !isBoxed(index, run, scan) {
                isKept[index] = true
            }
        }
    }

    /// Whether a block is a heading or code of the text.
    private static func isPart(_ block: PageScan.Block) -> Bool {
        (block.headingLevel > 0 || block.flags.contains(.code)) && block.flags.isDisjoint(with: frame)
    }

    /// Whether the parent of a block's element holds no text beside the run that the block is in.
    private static func isBoxed(_ index: Int, _ run: Range<Int>, _ scan: PageScan) -> Bool {
        let parent = scan.elements[Int(scan.blocks[index].element)].parent
        guard parent >= 0 else { return false }
        let box = scan.elements[Int(parent)]
        return Int(box.firstBlock) >= run.lowerBound && Int(box.endBlock) <= run.upperBound
    }
}
