/// What one text is to another.
public enum Relation: String, Sendable, Hashable, CaseIterable, Codable {
    /// The same text, but for trifles.
    case same

    /// An edited copy.
    case near

    /// Nearly all of this text is in the other, which has more.
    case contained

    /// Nearly all of the other text is in this one, which has more.
    case contains

    /// What the other text is to this one.
    public var inverse: Relation {
        switch self {
        case .same, .near: self
        case .contained: .contains
        case .contains: .contained
        }
    }
}
