#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Chooses which blocks to keep so that the expected overlap with the true main text is greatest.
///
/// The overlap is F1 over words: twice the common words by the words of both. Keeping the likeliest blocks down to a threshold is best
/// (Jansche 2007), and the threshold follows from the page. The blocks of a page are right or wrong together: either all comments are
/// main text, or none of them, and either the whole stream of teasers or nothing of it. So all blocks share one thing that is not
/// known, a random effect of the page on their log odds, and the expected overlap is its mean over that effect; given the effect, blocks are
/// independent. A hundred blocks of which each is as likely as not then are one risk, and no sure fifty.
enum ExpectedOverlap {
    /// How much the blocks of a page are right or wrong together: the standard deviation of the effect of the page, in log odds.
    ///
    /// Chosen on the mean of five trainings, each cross-validated by site; half a step more or less makes no difference that would last.
    private struct Dependence {
        let deviation: Double
        /// For each step of probability and each effect, the probability under that effect, one after the other.
        ///
        /// Log odds are stretched so that the mean over all effects is about the probability itself (MacKay 1992).
        let chances: [Float]

        init(deviation: Double) {
            self.deviation = deviation
            chances = (0..<levels).flatMap { level in
                let probability = min(max(Double(level) / Double(levels - 1), least), 1 - least)
                let stretch = (1 + Double.pi * deviation * deviation / 8).squareRoot()
                let odds = log(probability / (1 - probability)) * stretch
                return quantiles.map { Float(1 / (1 + exp(-(odds + deviation * $0)))) }
            }
        }

        private static let forum = Dependence(deviation: 1.5)
        /// One text, thing or list amid much that is not of it.
        private static let strong = Dependence(deviation: 3)
        /// Many parts, each of which stands for itself.
        private static let weak = Dependence(deviation: 0.5)

        static func of(_ type: PageType) -> Dependence {
            switch type {
            case .forum: forum
            case .article, .product, .listing: strong
            case .collection, .documentation, .service: weak
            }
        }
    }

    /// Quantiles of the normal distribution in the middle of 15 equal parts: the effects over which the mean is taken.
    private static let quantiles = [
        -1.8339, -1.2816, -0.9674, -0.7279, -0.5244, -0.3407, -0.1679, 0, 0.1679, 0.3407, 0.5244, 0.7279, 0.9674,
        1.2816,
        1.8339,
    ]
    /// Probabilities are told apart in so many steps.
    private static let levels = 256
    /// No block is surer than this.
    private static let least = 0.002

    /// The threshold, and the overlap that may be expected.
    static func bestCut(
        _ probabilities: [Float],
        weights: [Float],
        of type: PageType
    ) -> (threshold: Float, overlap: Float) {
        let effects = quantiles.count
        let chances = Dependence.of(type).chances
        var words = [Float](repeating: 0, count: levels)
        for (probability, weight) in zip(probabilities, weights) { words[level(probability)] += weight }
        var whole = [Float](repeating: 0, count: effects)
        for level in 0..<levels where words[level] > 0 {
            for effect in 0..<effects { whole[effect] += words[level] * chances[level * effects + effect] }
        }
        var common = [Float](repeating: 0, count: effects)
        var kept: Float = 0
        var best: (threshold: Float, overlap: Float) = (2, 0)
        for level in (0..<levels).reversed() where words[level] > 0 {
            kept += words[level]
            var sum: Float = 0
            for effect in 0..<effects {
                common[effect] += words[level] * chances[level * effects + effect]
                sum += 2 * common[effect] / (kept + whole[effect])
            }
            let overlap = sum / Float(effects)
            if overlap > best.overlap { best = ((Float(level) - 0.5) / Float(levels - 1), overlap) }
        }
        return best
    }

    private static func level(_ probability: Float) -> Int {
        Int((min(max(probability, 0), 1) * Float(levels - 1)).rounded())
    }
}
