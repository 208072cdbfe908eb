import GRDB

/// A set of rules that shapes what is stored, and how much is stored that other rules have made.
public struct RuleSet: Sendable, Hashable {
    /// Which one it is.
    public enum Name: String, Sendable, Hashable, CaseIterable {
        /// Makes texts of pages; `potok reprocess` makes them again.
        case normalizer
        /// What texts are compared by; `potok db rebuild fingerprints` makes them again.
        case fingerprints
        /// Makes terms of texts for the index; `potok db rebuild index` makes them again.
        case analyser
    }

    /// Which one it is.
    public var name: Name
    /// The version of this program's rules; of the analyser, a hash.
    public var version: Int64
    /// How many documents other rules have made.
    ///
    /// Which ones have old fingerprints is not known: where there are any, it is all of them.
    public var outdated: Int

    /// Makes a set of rules.
    public init(name: Name, version: Int64, outdated: Int) {
        self.name = name
        self.version = version
        self.outdated = outdated
    }
}

extension Store {
    /// The sets of rules that shape what is stored.
    ///
    /// - Parameters:
    ///   - normalizer: the version of the normalizer that asks.
    ///   - fingerprints: the version of its fingerprints.
    public func ruleSets(normalizer: Int, fingerprints: Int) async throws -> [RuleSet] {
        let documents = try await documentCount()
        return try await read { database in
            let stored = try DuplicateParameters.read(database).version
            let isOld = stored != 0 && stored != fingerprints
            return [
                RuleSet(
                    name: .normalizer,
                    version: Int64(normalizer),
                    outdated: try RuleSet.outdated(normalizer: normalizer, database)
                ),
                RuleSet(name: .fingerprints, version: Int64(fingerprints), outdated: isOld ? documents : 0),
                RuleSet(
                    name: .analyser,
                    version: SearchIndex.analyser,
                    outdated: try SearchIndex.foreignEntries(database)
                ),
            ]
        }
    }
}

extension RuleSet {
    /// How many documents were made by an older version of the normalizer; those that are gone do not count.
    static func outdated(normalizer: Int, _ database: Database) throws -> Int {
        // The texts stand before these columns: a row is read only where one index cannot say it alone.
        let older = "FROM document INDEXED BY document_normalizer WHERE normalizer < ?"
        let all = try Int.fetchOne(database, sql: "SELECT count(*) \(older)", arguments: [normalizer]) ?? 0
        guard all > 0 else { return 0 }
        let gone = try Int.fetchOne(
            database,
            sql: "SELECT count(*) \(older) AND id IN (SELECT id FROM document WHERE gone_at IS NOT NULL)",
            arguments: [normalizer]
        )
        return all - (gone ?? 0)
    }
}
