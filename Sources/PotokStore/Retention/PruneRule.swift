import PotokCore

/// Which documents are old enough to go.
public struct PruneRule: Sendable, Hashable {
    /// What the age of a document counts from.
    public enum Age: String, Sendable, Hashable, CaseIterable {
        /// The day of its publication; where that is not known, when it was seen first.
        case published
        /// When it was seen first.
        case added
        /// When its content changed last.
        case changed
    }

    /// What the age counts from.
    public var age: Age
    /// The age.
    public var olderThan: Duration

    /// Makes a rule.
    public init(_ age: Age = .published, olderThan: Duration) {
        self.age = age
        self.olderThan = olderThan
    }

    /// Why a document went by it, in words.
    var reason: String {
        let what =
            switch age {
            case .published: "published"
            case .added: "added"
            case .changed: "changed last"
            }
        return "pruned: \(what) more than \(olderThan.text) ago"
    }

    /// The condition on `document` in SQL for being older at a time.
    ///
    /// Of a day of publication that is known in part, such as 2022-01, all of it must have passed.
    func condition(now: Timestamp) -> String {
        let limit = now + .seconds(-olderThan.seconds)
        let isSeenBefore = "first_seen_at < \(limit.secondsSince1970)"
        return switch age {
        case .added: isSeenBefore
        case .changed: "changed_at < \(limit.secondsSince1970)"
        case .published:
            """
            CASE WHEN published IS NULL THEN \(isSeenBefore)
                ELSE substr(published, 1, 10) < substr('\(limit.text.prefix(10))', 1, length(published)) END
            """
        }
    }
}
