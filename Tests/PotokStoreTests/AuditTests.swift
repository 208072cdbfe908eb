import Foundation
import GRDB
import PotokCore
import PotokDeduplicate
import Testing

@testable import PotokStore

/// What is wrong with a database is found, told, and mended where what is stored is enough.
@Suite struct AuditTests {
    private let corpus: Corpus
    private let parameters = DuplicateParameters(version: Fingerprinter.version, window: 32)

    init() async throws {
        corpus = try Corpus()
        _ = try await corpus.store.duplicateParameters(wanted: parameters)
        let run = try await corpus.begin()
        _ = try await corpus.seed((0..<40).map { "\($0)" }, run: run)
        // Some share much of their texts, some all of it.
        try await corpus.ingest(run: run) { name in
            let number = (Int(name) ?? 0) % 30
            return (0..<60).map { "słowo\(number / 3 * 1_000 + $0)" }.joined(separator: " ") + " \(number % 3)"
        }
    }

    private func audit() async throws -> [DatabaseProblem] {
        try await corpus.store.audit(judge: corpus.judge, parameters: parameters)
    }

    @Test func `nothing is wrong with a database that nobody has touched`() async throws {
        let nothing1 = try await audit()
        #expect(nothing1 == [], "\(nothing1)")
        try await corpus.store.rebuildIndex()
        _ = try await corpus.store.rebuildFingerprints(judge: corpus.judge, parameters: parameters, now: corpus.now)
        let nothing2 = try await audit()
        #expect(nothing2 == [], "\(nothing2)")
    }

    /// What somebody does to the database, and what that is wrong with.
    private static let damages: [(String, DatabaseProblem.Part)] = [
        ("DELETE FROM search_entry WHERE document_id = 3", .index),
        ("INSERT INTO search (search) VALUES ('delete-all')", .index),
        ("UPDATE document SET text = text || ' another word' WHERE id = 7", .index),
        ("UPDATE search_entry SET document_id = 100 WHERE document_id = 3", .orphans),
        ("DELETE FROM duplicate_text WHERE id = 5", .fingerprints),
        ("UPDATE duplicate_text SET document_id = 2 WHERE id = 9", .fingerprints),
        ("DELETE FROM fingerprint_recent", .fingerprints),
        ("UPDATE document SET text_hash = zeroblob(16) WHERE id = 7", .fingerprints),
        ("UPDATE frontier SET document_id = 900 WHERE id = 1", .orphans),
        ("INSERT INTO alias VALUES ('nowhere', 900)", .orphans),
        ("UPDATE document SET source_id = 900 WHERE id = 4", .orphans),
        ("UPDATE meta SET value = 5 WHERE name = 'next_version'", .versions),
    ]

    @Test(arguments: damages)
    func `what was damaged is told, and mended`(damage: String, part: DatabaseProblem.Part) async throws {
        try await damageDatabase(damage)
        let found = try await audit()
        #expect(found.contains { $0.part == part }, "\(damage): \(found)")
        #expect(!found.contains { !$0.isRepairable })
        try await corpus.store.repair(found, judge: corpus.judge, parameters: parameters, now: corpus.now)
        // Rows that have gone may leave others of no use.
        let left = try await audit()
        try await corpus.store.repair(left, judge: corpus.judge, parameters: parameters, now: corpus.now)
        let after = try await audit()
        #expect(after == [], "\(after)")
        #expect(try await corpus.store.check() == [])
    }

    @Test func `a repair changes no document that is sound`() async throws {
        func texts() async throws -> [String] {
            try await corpus.store.read { database in
                try String.fetchAll(database, sql: "SELECT key || title || text FROM document ORDER BY id")
            }
        }
        let before = try await texts()
        try await damageDatabase("DELETE FROM search_entry; DELETE FROM duplicate_text;")
        try await corpus.store.repair(try await audit(), judge: corpus.judge, parameters: parameters, now: corpus.now)
        #expect(try await texts() == before)
        let nothing3 = try await audit()
        #expect(nothing3 == [], "\(nothing3)")
    }

    /// Writes past all that keeps a database in order.
    private func damageDatabase(_ sql: String) async throws {
        try await corpus.store.writer.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: sql)
            try database.execute(sql: "PRAGMA foreign_keys = ON")
        }
    }
}
