/// Which hits a search gives, and in what order.
public struct SearchOptions: Sendable, Hashable {
    /// The order of hits.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// The best first.
        case relevance
        /// The newest first, by the date of publication, or by when the document was first seen.
        case date
    }

    /// How many hits at most.
    public var limit: Int
    /// How many hits to pass over.
    public var offset: Int
    /// The order of hits.
    public var order: Order

    /// Makes options.
    public init(limit: Int = 10, offset: Int = 0, order: Order = .relevance) {
        (self.limit, self.offset, self.order) = (limit, offset, order)
    }
}
