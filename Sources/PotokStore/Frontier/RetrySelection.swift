/// What a person wants to have tried again.
public enum RetrySelection: Sendable, Hashable {
    /// All that failed or is set aside.
    case everything
    /// What failed or is set aside of a source.
    case source(String)
    /// An address: a URL, what its source calls a file or record, or the number of a document.
    case name(String)
}

/// What became due because a person wants to have it tried again.
public struct RetryCounts: Sendable, Hashable {
    /// Addresses that such a name stands for, whatever has become of them.
    public var found = 0
    /// Addresses whose last attempt failed.
    public var failed = 0
    /// Addresses that were set aside.
    public var setAside = 0
    /// Addresses whose host wants to be left alone still, so that they wait for it all the same.
    public var blocked = 0

    /// Addresses that are due now.
    public var due: Int { failed + setAside }

    /// Nothing of all.
    public init() {}

    /// Adds what another selection came to.
    public static func += (one: inout RetryCounts, other: RetryCounts) {
        one.found += other.found
        one.failed += other.failed
        one.setAside += other.setAside
        one.blocked += other.blocked
    }
}
