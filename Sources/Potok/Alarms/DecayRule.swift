import PotokCore
import PotokStore

/// When what a source brings counts as decayed: its newest pages have half or less of what those before had.
enum DecayRule {
    /// The newest pages, which are judged.
    static let newest = 50
    /// The pages before them that there must be.
    static let leastBefore = 100
    /// The share of what was before at which decay begins.
    static let half = 0.5
    /// The share of what was before at which it ends.
    static let recovery = 0.75
    /// The least share of pages with a property before for which its loss means anything.
    static let leastShare = 0.4
    /// The least median length before for which a shorter one means anything, in letters.
    static let leastLength = 200.0
    /// After which time what has become of a source is what it is.
    static let longest: Duration = .seconds(30 * 86_400)

    /// What the pages of a source were like before, and what is wrong with the newest ones.
    struct Finding: Hashable {
        var before: SampleFigures
        var message: String
    }

    /// Judges the newest pages against those before; nil when nothing is wrong or they are too few.
    static func judge(_ samples: [SourceSample]) -> Finding? {
        guard samples.count >= newest + leastBefore, let before = SampleFigures(samples.dropLast(newest)),
            let now = SampleFigures(samples.suffix(newest))
        else { return nil }
        let losses = losses(now, before, share: half)
        return losses.isEmpty ? nil : Finding(before: before, message: losses.joined(separator: "; "))
    }

    /// Whether the newest pages are again what pages were before an alarm.
    static func hasRecovered(_ samples: [SourceSample], before: SampleFigures) -> Bool {
        guard samples.count >= newest, let now = SampleFigures(samples.suffix(newest)) else { return false }
        return losses(now, before, share: recovery).isEmpty
    }

    private static func losses(_ now: SampleFigures, _ before: SampleFigures, share: Double) -> [String] {
        var losses: [String] = []
        if before.goodShare >= leastShare, now.goodShare <= share * before.goodShare {
            losses.append(
                "good documents are \(percent(now.goodShare)) of its newest pages, were \(percent(before.goodShare))"
            )
        }
        // Without documents there are no texts and dates to compare.
        guard now.medianLength > 0 else { return losses }
        if before.medianLength >= leastLength, now.medianLength <= share * before.medianLength {
            losses.append("the median text has \(Int(now.medianLength)) letters, had \(Int(before.medianLength))")
        }
        if before.datedShare >= leastShare, now.datedShare <= share * before.datedShare {
            losses.append(
                "\(percent(now.datedShare)) of its newest documents have a date, \(percent(before.datedShare)) had"
            )
        }
        return losses
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
