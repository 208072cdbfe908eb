import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Finds what a request means in a database, and writes the receipt for it.
struct ForgetPlanner {
    private let database: Database

    init(_ database: Database) { self.database = database }

    func plan(_ request: ForgetRequest, now: Timestamp) throws -> ForgetPlan {
        var plan = ForgetPlan(receipt: ForgetReceipt(reason: request.reason, now: now))
        var hashes: Set<Hash> = []
        var documents: Set<Int64> = []
        for name in request.names {
            // A section goes with its page, which would bring it back.
            let found = try documentRows(named: name).map(SectionTable(database).page)
            documents.formUnion(found)
            if let url = WebURL(name), url.isWeb {
                hashes.insert(ForgottenHash.of(document: DocumentKey(url: url)))
                if found.isEmpty { plan.unseen.append(url.canonical().description) }
            }
        }
        if let host = request.host { plan.receipt.hosts = [ForgottenHash.of(host: host).hexadecimal] }
        if let source = request.source { plan.receipt.sources = [ForgottenHash.of(source: source).hexadecimal] }
        try hashes.formUnion(ownHashes(of: documents))
        plan.receipt.documents = Self.digits(hashes)
        documents.formUnion(try ForgottenRows(plan.receipt, database).documents)
        let relatives = try cluster(of: documents).subtracting(documents)
        if request.duplicates {
            documents.formUnion(relatives)
            plan.receipt.texts = Self.digits(try texts(of: documents))
        } else {
            plan.duplicatesLeft = relatives.count
        }
        try hashes.formUnion(ownHashes(of: documents))
        plan.receipt.documents = Self.digits(hashes)
        // Once more: what is merged into what was found is the same page.
        let rows = try ForgottenRows(plan.receipt, database)
        try hashes.formUnion(ownHashes(of: rows.documents))
        plan.receipt.documents = Self.digits(hashes)
        plan.documents = try rows.documents.sorted().compactMap(item)
        plan.addresses = rows.addresses.count
        plan.copies = try copies(of: rows.addresses)
        return plan
    }

    private static func digits(_ hashes: Set<Hash>) -> [String] { hashes.map(\.hexadecimal).sorted() }

    // MARK: Names

    /// The documents that a name stands for, also those that are gone or merged.
    private func documentRows(named name: String) throws -> [Int64] {
        if let url = WebURL(name), url.isWeb {
            if let look = try Look.find(database, address: url.canonical().description) {
                return [look.into ?? look.row]
            }
            return try Int64.fetchAll(
                database,
                sql: """
                    SELECT id FROM document WHERE key = ? OR id = (SELECT coalesce(into_id, alias.document_id) FROM alias
                        LEFT JOIN look ON look.document_id = alias.document_id WHERE alias.address = ?)
                    """,
                arguments: [DocumentKey(url: url).data, url.canonical().description]
            )
        }
        var found: [Int64] = []
        if let number = Int64(name), name.utf8.count < 16 {
            found = try Int64.fetchAll(database, sql: "SELECT id FROM document WHERE id = ?", arguments: [number])
        }
        if found.isEmpty { found = try rows(keyPrefix: name.lowercased()) }
        if found.isEmpty {
            found = try Int64.fetchAll(
                database,
                sql: "SELECT id FROM document WHERE locator = ? AND NOT is_url",
                arguments: [name]
            )
        }
        guard let first = found.first else {
            throw PotokError(
                "forget.not-found",
                "no document goes by '\(name)'",
                hint: "`potok search` finds documents; a URL may also be one that was never seen"
            )
        }
        guard found.count == 1 else {
            let keys = try found.prefix(20).compactMap { try item($0).map { "\($0.key)  \($0.title)" } }
            throw PotokError(
                "forget.ambiguous",
                "'\(name)' may be any of\n       \(keys.joined(separator: "\n       "))",
                hint: "give more of the key"
            )
        }
        return [first]
    }

    private func rows(keyPrefix digits: String) throws -> [Int64] {
        guard (4...32).contains(digits.utf8.count) else { return [] }
        let missing = 32 - digits.utf8.count
        guard let low = DocumentKey(rawValue: digits + String(repeating: "0", count: missing)),
            let high = DocumentKey(rawValue: digits + String(repeating: "f", count: missing))
        else { return [] }
        return try Int64.fetchAll(
            database,
            sql: "SELECT id FROM document WHERE key BETWEEN ? AND ? ORDER BY key LIMIT 21",
            arguments: [low.data, high.data]
        )
    }

    // MARK: What belongs to documents

    /// What documents are known by: their keys, the addresses at which they were seen, and those that moved to them for good.
    private func ownHashes(of documents: Set<Int64>) throws -> Set<Hash> {
        var hashes: Set<Hash> = []
        for document in documents {
            if let key = try Data.fetchOne(
                database,
                sql: "SELECT key FROM document WHERE id = ?",
                arguments: [document]
            )
            .flatMap({ DocumentKey(data: $0) }) {
                hashes.insert(ForgottenHash.of(document: key))
            }
            let addresses = try String.fetchAll(
                database,
                sql: """
                    SELECT address FROM look WHERE document_id = ?1
                    UNION SELECT address FROM frontier WHERE document_id = ?1 AND host_id IS NOT NULL
                    UNION SELECT moved.address FROM moved JOIN look ON look.address = target WHERE look.document_id = ?1
                    """,
                arguments: [document]
            )
            for url in addresses.compactMap({ WebURL($0) }) {
                hashes.insert(ForgottenHash.of(document: DocumentKey(url: url)))
            }
        }
        return hashes
    }

    /// Documents with the same text, and those that are linked to the same representative.
    private func cluster(of documents: Set<Int64>) throws -> Set<Int64> {
        var members: Set<Int64> = []
        for document in documents {
            members.formUnion(
                try Int64.fetchAll(
                    database,
                    sql: """
                        SELECT other.id FROM document AS own JOIN document AS other
                            ON other.id = own.representative_id OR other.representative_id = own.id
                                OR other.representative_id = own.representative_id
                        WHERE own.id = ?1
                        UNION SELECT other.id FROM document AS own JOIN document AS other USING (text_hash)
                        WHERE own.id = ?1 AND own.text <> ''
                        """,
                    arguments: [document]
                )
            )
        }
        return members
    }

    /// The hashes of the texts of documents; an empty one is nobody's.
    private func texts(of documents: Set<Int64>) throws -> Set<Hash> {
        var hashes: Set<Hash> = []
        for document in documents {
            let hash = try Data.fetchOne(
                database,
                sql: "SELECT text_hash FROM document WHERE id = ? AND text <> ''",
                arguments: [document]
            )
            if let hash { hashes.insert(ForgottenHash.of(text: Hash(hash))) }
        }
        return hashes
    }

    private func item(_ document: Int64) throws -> ForgetPlan.Item? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT id, key, locator, title, gone_at,
                    (SELECT count(*) FROM document_version WHERE document_id = document.id) AS versions
                FROM document WHERE id = ?
                """,
            arguments: [document]
        ).flatMap { row in
            DocumentKey(data: row["key"]).map {
                ForgetPlan.Item(
                    number: row["id"],
                    key: $0,
                    locator: row["locator"],
                    title: row["title"],
                    isHidden: row["gone_at"] as Int? != nil,
                    versions: row["versions"]
                )
            }
        }
    }

    /// The files that hold copies of what was found at addresses.
    private func copies(of addresses: Set<Int64>) throws -> [ForgetPlan.Copy] {
        var counts: [String: Int] = [:]
        for address in addresses {
            let files = try String.fetchAll(
                database,
                sql: """
                    SELECT path FROM copy JOIN copy_file ON copy_file.id = file_id WHERE frontier_id = ?1
                    UNION ALL SELECT locator FROM frontier WHERE id = ?1 AND host_id IS NULL
                    """,
                arguments: [address]
            )
            for file in files { counts[file, default: 0] += 1 }
        }
        return counts.map { ForgetPlan.Copy(file: $0.key, count: $0.value) }.sorted()
    }
}
