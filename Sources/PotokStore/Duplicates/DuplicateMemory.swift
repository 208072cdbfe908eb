import GRDB

/// What the writer keeps between two commits, so that it need not be read again.
///
/// Sendable although nothing guards it: it is only touched inside transactions that write, of which a database has one at a time, on the
/// one queue of its writer.
final class DuplicateMemory: @unchecked Sendable {
    /// What belongs to a state of the database.
    struct Recent {
        /// The state, counted in the table `meta`; another process may have gone on from it.
        var generation: Int64
        let fingerprints: RecentPostings
        let paragraphs: RecentPostings
    }

    private var recent: Recent?

    init() {}

    /// Hands out what belongs to the state of the database.
    ///
    /// It must be given back by `keep`: of a transaction that is rolled back nothing may be left.
    func take(_ database: Database) throws -> Recent {
        let generation = try MetaTable.integer("duplicate_generation", database) ?? 0
        let kept = recent
        recent = nil
        if let kept, kept.generation == generation { return kept }
        return Recent(
            generation: generation,
            fingerprints: try StoredPostings.loadRecent("fingerprint", database),
            paragraphs: try StoredPostings.loadRecent("paragraph", database)
        )
    }

    /// Keeps what belongs to the state after a transaction, which becomes the state of the database when it is committed.
    ///
    /// When the transaction fails after this, its state never becomes that of the database, and `take` reads anew.
    func keep(_ recent: Recent, _ database: Database) throws {
        var recent = recent
        // Never a number of an earlier state, not even of one that was rolled back.
        recent.generation = max(recent.generation, last) + 1
        last = recent.generation
        try MetaTable.set("duplicate_generation", to: recent.generation, database)
        self.recent = recent
    }

    /// Keeps nothing: the tables are made anew.
    func forget() { recent = nil }

    private var last: Int64 = 0
}
