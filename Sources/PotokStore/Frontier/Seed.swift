public import PotokCore

/// An address that a source names at the start of a run.
public struct Seed: Sendable, Hashable {
    /// The page or the file.
    public var locator: Locator
    /// For a file: its size and time, which tell whether it has changed since it was read last.
    ///
    /// For a listing: what tells whether the same of it is wanted as before.
    public var fileTag: String?
    /// What is expected there.
    public var role: Request.Role

    /// Makes a seed.
    public init(locator: Locator, fileTag: String? = nil, role: Request.Role = .page) {
        self.locator = locator
        self.fileTag = fileTag
        self.role = role
    }
}

/// What became of the seeds of one source.
public struct SeedCounts: Sendable, Hashable {
    /// Addresses never seen before.
    public var new = 0
    /// Addresses that are known and not due, such as files that have not changed.
    public var notDue = 0
    /// Addresses that are set aside because they ended the process.
    public var quarantined = 0
    /// All addresses named, each counted once.
    public var total = 0

    /// Makes zero counts.
    public init() {}

    /// Adds the counts of another part.
    public static func += (a: inout SeedCounts, b: SeedCounts) {
        a.new += b.new
        a.notDue += b.notDue
        a.quarantined += b.quarantined
        a.total += b.total
    }
}
