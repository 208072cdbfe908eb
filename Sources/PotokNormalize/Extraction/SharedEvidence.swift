#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Lets blocks that belong together speak for each other before the cut is chosen.
///
/// The text of an article is one stretch of the page, so that what stands alone on either side of its borders mostly is not of it. On pages
/// of other types posts and what is said of their authors take turns; there, blocks at the same path of names and classes were made by the
/// same line of a template, and are main text together or not at all: all posts of a thread, or all names of a list. On articles that adds
/// nothing to what the classifier knows.
///
/// All parts were chosen by the sum over all sets, cross-validated by site; they may be doubled or halved without much of a difference.
enum SharedEvidence {
    /// The part that all blocks at the same path have in the log odds of one, on what may be no article.
    private static let partOfPeers = 0.95
    /// The part that the blocks beside one have in its log odds, on what is surely an article.
    private static let partOfNeighbours = 0.15
    /// From this probability of the type on a page is surely an article.
    private static let leastArticle: Float = 0.95
    /// How many blocks on each side are neighbours.
    private static let reach = 2
    /// No block is surer than this.
    private static let least = 0.002

    /// The probabilities of blocks with what others say; another block counts by the square root of its weight.
    ///
    /// - Parameters:
    ///   - weights: what the blocks weigh: their words.
    ///   - peers: for each block the number of its path.
    ///   - types: the probabilities of the types of the page.
    static func weigh(_ probabilities: [Float], weights: [Float], peers: [Int32], types: [Float]) -> [Float] {
        var odds = probabilities.map { probability in
            let bounded = min(max(Double(probability), least), 1 - least)
            return log(bounded / (1 - bounded))
        }
        let weights = weights.map { Double($0).squareRoot() }
        if types[Int(PageType.article.rawValue)] >= leastArticle {
            weighNeighbours(&odds, weights)
        } else {
            weighPeers(&odds, weights, peers)
        }
        return odds.map { Float(1 / (1 + exp(-$0))) }
    }

    private static func weighNeighbours(_ odds: inout [Double], _ weights: [Double]) {
        guard odds.count > 2 * reach else { return }
        odds = odds.indices.map { index in
            var (sum, weight) = (0.0, 0.0)
            for other in max(0, index - reach)...min(odds.count - 1, index + reach) where other != index {
                sum += odds[other] * weights[other]
                weight += weights[other]
            }
            return (1 - partOfNeighbours) * odds[index] + partOfNeighbours * sum / weight
        }
    }

    private static func weighPeers(_ odds: inout [Double], _ weights: [Double], _ peers: [Int32]) {
        let count = Int(peers.max() ?? -1) + 1
        var sums = [Double](repeating: 0, count: count)
        var whole = [Double](repeating: 0, count: count)
        for index in odds.indices {
            sums[Int(peers[index])] += odds[index] * weights[index]
            whole[Int(peers[index])] += weights[index]
        }
        for index in odds.indices {
            let mean = sums[Int(peers[index])] / whole[Int(peers[index])]
            odds[index] = (1 - partOfPeers) * odds[index] + partOfPeers * mean
        }
    }
}
