import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Why something may not come in: the receipt that names it.
public struct Forgotten: Sendable, Hashable {
    /// The receipt.
    public var receipt: String
    /// When it was forgotten.
    public var at: Timestamp
    /// What a person wrote as the reason.
    public var reason: String

    /// The outcome of an attempt to bring it in.
    public var outcome: Outcome { .excluded(.forgotten, reason: text) }

    /// All of it in a few words.
    public var text: String {
        "it was forgotten on \(at.text.prefix(10)): \(reason); `potok forget --undo \(receipt)` lifts that"
    }
}

/// What is asked of the receipts about something that is about to come in.
public struct ForgottenQuery: Sendable {
    var hashes: Set<Hash> = []

    /// Asks about nothing yet.
    public init() {}

    /// Asks about a source.
    public init(source: String) { add(source: source) }

    /// Asks about a source, too.
    public mutating func add(source: String) { hashes.insert(ForgottenHash.of(source: source)) }

    /// Asks about an address or an item of a source, too.
    public mutating func add(_ locator: Locator, source: String) {
        hashes.insert(ForgottenHash.of(document: locator.key(source: source)))
        if let host = locator.url?.host { hashes.insert(ForgottenHash.of(host: host)) }
    }

    /// Asks about a document, too.
    public mutating func add(_ key: DocumentKey) { hashes.insert(ForgottenHash.of(document: key)) }

    /// Asks about a folded text by its hash, too.
    public mutating func add(text: Hash) { hashes.insert(ForgottenHash.of(text: text)) }
}

/// The receipts as a database knows them.
enum ForgottenTable {
    /// Whether nothing is forgotten, so that nothing need be asked.
    static func isEmpty(_ database: Database) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: "SELECT NOT EXISTS (SELECT 1 FROM forgotten WHERE lifted_at IS NULL)"
            )
        ) ?? true
    }

    /// The first receipt that names something of what is asked for; nil when none does.
    static func find(_ query: ForgottenQuery, _ database: Database) throws -> Forgotten? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, forgotten_at, reason FROM forgotten_hash JOIN forgotten ON id = receipt_id
                WHERE hash = ? AND lifted_at IS NULL ORDER BY forgotten_at, id LIMIT 1
                """
        )
        let found = try query.hashes.compactMap { hash in
            try Row.fetchOne(statement, arguments: [hash.data]).map { row in
                Forgotten(
                    receipt: row["id"],
                    at: Timestamp(secondsSince1970: row["forgotten_at"]),
                    reason: row["reason"]
                )
            }
        }
        return found.min { ($0.at, $0.receipt) < ($1.at, $1.receipt) }
    }

    /// Writes a receipt down, or that it is lifted.
    static func put(_ receipt: ForgetReceipt, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO forgotten (id, forgotten_at, reason, lifted_at, receipt) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET lifted_at = excluded.lifted_at, receipt = excluded.receipt
                """,
            arguments: [
                receipt.id, receipt.time.secondsSince1970, receipt.reason, receipt.liftedTime?.secondsSince1970,
                String(decoding: try JSONEncoder().encode(receipt), as: UTF8.self),
            ]
        )
        let insert = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO forgotten_hash (hash, receipt_id) VALUES (?, ?)"
        )
        for hash in receipt.hashes { try insert.execute(arguments: [hash.data, receipt.id]) }
    }

    /// All receipts, the oldest first.
    static func all(_ database: Database) throws -> [ForgetReceipt] {
        try String.fetchAll(database, sql: "SELECT receipt FROM forgotten ORDER BY forgotten_at, id").map {
            try JSONDecoder().decode(ForgetReceipt.self, from: Data($0.utf8))
        }
    }
}
