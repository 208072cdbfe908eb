import GRDB
public import PotokCore

/// What a corpus holds and what is to be done.
public struct CorpusStatus: Sendable, Hashable {
    /// One source.
    public struct Source: Sendable, Hashable {
        /// The name.
        public var name: String
        /// Documents it has brought.
        public var documents: Int
        /// Addresses it has named.
        public var addresses: Int
        /// Addresses whose last attempt failed.
        public var failing: Int
        /// When the next address is due; nil when nothing is.
        public var nextDue: Timestamp?
        /// When it last took part in a run and left nothing over; nil when it never has.
        public var completeAt: Timestamp?
        /// When it last brought something new, or was looked at first; nil when it never was.
        public var heardAt: Timestamp?
        /// What a person should look into.
        public var alarms: [SourceAlarm]
    }

    /// Documents in the corpus.
    public var documents: Int
    /// Documents whose text another one has too, and that one represents them.
    public var duplicates: Int
    /// Documents that are gone and kept as tombstones.
    public var tombstones: Int
    /// Old versions kept.
    public var versions: Int
    /// Addresses in the frontier.
    public var addresses: Int
    /// Addresses due now.
    public var due: Int
    /// Addresses that are set aside.
    public var quarantined: Int
    /// The deletions that are held because they are too many, by source.
    public var held: [HeldDeletions]
    /// Texts that are not believed yet; those that their pages had before are served.
    public var suspects: Int
    /// Changes kept for sinks, one a document.
    public var changes: Int
    /// Pages whose bytes are kept for a better normalizer.
    public var bodies: Int
    /// The size of the database file.
    public var databaseSize: ByteCount
    /// The sources in their order.
    public var sources: [Source]
}

extension Store {
    /// How many documents there are.
    public func documentCount() async throws -> Int {
        try await read { database in
            // Neither half reads the rows themselves, which hold the texts.
            let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM document") ?? 0
            return all
                - (try Int.fetchOne(database, sql: "SELECT count(*) FROM document WHERE gone_at IS NOT NULL") ?? 0)
        }
    }

    /// What the corpus holds and what is to be done.
    public func status(now: Timestamp) async throws -> CorpusStatus {
        try await read { database in
            func count(_ sql: String) throws -> Int {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \(sql)") ?? 0
            }
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            let pageSize = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
            let alarms = Dictionary(grouping: try Self.alarms(database), by: \.source)
            let addresses = try database.readInPassing { try AddressTally.bySource(database, now: now) }
            let sources = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, name, part_at, heard_at,
                        (SELECT count(*) FROM document WHERE source_id = source.id)
                        - (SELECT count(*) FROM document WHERE source_id = source.id AND gone_at IS NOT NULL) AS documents
                    FROM source ORDER BY position, id
                    """
            ).map { row in
                let tally = addresses[row["id"]] ?? AddressTally()
                return CorpusStatus.Source(
                    name: row["name"],
                    documents: row["documents"],
                    addresses: tally.addresses,
                    failing: tally.failing,
                    nextDue: tally.next.map { Timestamp(secondsSince1970: Int($0)) },
                    completeAt: (row["part_at"] as Int?).map(Timestamp.init(secondsSince1970:)),
                    heardAt: (row["heard_at"] as Int?).map(Timestamp.init(secondsSince1970:)),
                    alarms: alarms[row["name"]] ?? []
                )
            }
            return CorpusStatus(
                documents: sources.reduce(0) { $0 + $1.documents },
                duplicates: try count("document WHERE representative_id IS NOT NULL"),
                tombstones: try count("document WHERE \(Tombstone.condition)"),
                versions: try count("document_version"),
                addresses: addresses.values.reduce(0) { $0 + $1.addresses },
                due: addresses.values.reduce(0) { $0 + $1.due },
                quarantined: addresses.values.reduce(0) { $0 + $1.quarantined },
                held: try Self.heldDeletions(database, states: ["held"], run: nil),
                suspects: try count("suspect"),
                changes: try count("change"),
                bodies: try count("body"),
                databaseSize: ByteCount(pages * pageSize),
                sources: sources
            )
        }
    }
}
