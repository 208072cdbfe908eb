public import PotokCore

/// Which hits a search gives, and in what order.
public struct SearchOptions: Sendable, Hashable {
    /// The order of hits.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// The best first.
        case relevance
        /// The newest first, by the date of publication, or by when the document was first seen.
        case date
    }

    /// How much the age of a document counts, beside its words.
    public struct Freshness: Sendable, Hashable {
        /// The age at which a document counts three quarters of a new one; however old it is, it counts a half.
        public var age: Duration
        /// The instant from which ages are counted.
        public var now: Timestamp

        /// Lets the age count.
        public init(age: Duration, now: Timestamp) { (self.age, self.now) = (age, now) }
    }

    /// How many hits at most.
    public var limit: Int
    /// How many hits to pass over.
    public var offset: Int
    /// The order of hits.
    public var order: Order
    /// How much age counts; nil: not at all.
    public var freshness: Freshness?

    /// Makes options.
    public init(limit: Int = 10, offset: Int = 0, order: Order = .relevance, freshness: Freshness? = nil) {
        (self.limit, self.offset, self.order, self.freshness) = (limit, offset, order, freshness)
    }
}
