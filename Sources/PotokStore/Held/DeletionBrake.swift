/// How many documents of a source one run may delete before a person has to allow it.
public struct DeletionBrake: Sendable, Hashable {
    /// So many deletions are allowed however small a source is.
    public static let least = 20

    /// The share of the source's documents that may go, from 0 to 1; nil when all may.
    public var share: Double?

    /// Makes a brake.
    public init(share: Double?) { self.share = share }

    /// Whether so many of the documents of a source may go in one run.
    ///
    /// A share of nothing is meant: it allows no deletion at all.
    public func allows(_ deletions: Int, of documents: Int) -> Bool {
        guard let share else { return true }
        if share <= 0 { return deletions == 0 }
        return deletions <= max(Self.least, Int((Double(documents) * min(share, 1)).rounded(.down)))
    }
}
