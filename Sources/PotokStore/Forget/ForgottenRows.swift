import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What of a database a receipt names: documents, and addresses of the frontier.
struct ForgottenRows {
    /// The documents, and those that are merged into them: these are the same pages.
    private(set) var documents: Set<Int64> = []
    /// The rows of the frontier: of these documents, and those that are named without one.
    private(set) var addresses: Set<Int64> = []

    private let hashes: Set<Hash>
    private let hasHosts: Bool
    private let sources: Set<Int64>

    /// Goes through all documents and addresses.
    init(_ receipt: ForgetReceipt, _ database: Database) throws {
        hashes = Set(receipt.hashes)
        hasHosts = !receipt.hosts.isEmpty
        var sources: Set<Int64> = []
        for row in try Row.fetchAll(database, sql: "SELECT id, name FROM source")
        where hashes.contains(ForgottenHash.of(source: row["name"])) { sources.insert(row["id"]) }
        self.sources = sources
        try findDocuments(database, texts: !receipt.texts.isEmpty)
        try findAddresses(database)
    }

    /// Whether the receipt names an address of the web.
    func names(_ address: String) -> Bool {
        guard let url = WebURL(address) else { return false }
        if hashes.contains(ForgottenHash.of(document: DocumentKey(url: url))) { return true }
        return hasHosts && url.host.map { hashes.contains(ForgottenHash.of(host: $0)) } ?? false
    }

    private mutating func findDocuments(_ database: Database, texts: Bool) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT document.id, key, text_hash, source_id, locator, is_url, look.address FROM document
                LEFT JOIN look ON look.document_id = document.id
                """
        )
        while let row = try rows.next() {
            let isNamed =
                DocumentKey(data: row["key"]).map { hashes.contains(ForgottenHash.of(document: $0)) } ?? false
                || sources.contains(row["source_id"])
                || texts && hashes.contains(ForgottenHash.of(text: Hash(row["text_hash"] as Data)))
                || hasHosts && row["is_url"] && names(row["locator"])
                || (row["address"] as String?).map(names) ?? false
            if isNamed { documents.insert(row["id"]) }
        }
        for document in documents {
            documents.formUnion(
                try Int64.fetchAll(
                    database,
                    sql: "SELECT document_id FROM look WHERE into_id = ?",
                    arguments: [document]
                )
            )
        }
        for document in documents { try documents.formUnion(SectionTable(database).sections(of: document).map(\.row)) }
    }

    private mutating func findAddresses(_ database: Database) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT frontier.id, address, host_id, source_id, source.name, identifier, document_id FROM frontier
                JOIN source ON source.id = source_id
                """
        )
        while let row = try rows.next() {
            let isNamed: Bool
            if sources.contains(row["source_id"]) {
                isNamed = true
            } else if let document = row["document_id"] as Int64?, documents.contains(document) {
                isNamed = true
            } else if let identifier = row["identifier"] as String? {
                let key = DocumentKey(source: row["name"], identifier: identifier)
                isNamed = hashes.contains(ForgottenHash.of(document: key))
            } else {
                isNamed = names(row["address"])
            }
            if isNamed { addresses.insert(row["id"]) }
        }
    }
}
