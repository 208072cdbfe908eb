import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Pages that a dry run has fetched, for the next run to take instead of asking again.
enum KeptPageTable {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE kept_page (
                    address TEXT PRIMARY KEY,
                    observed_at INTEGER NOT NULL,
                    response TEXT NOT NULL,             -- JSON: all but the body
                    body BLOB NOT NULL                  -- decoded
                )
                """
        )
    }
}

extension Store {
    /// Keeps a page of the web for the next run.
    public func keep(_ page: Page) async throws {
        let text = try StoredResponse(page).json
        try await write { database in
            try database.cachedStatement(
                sql: "INSERT OR REPLACE INTO kept_page (address, observed_at, response, body) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [
                page.request.address, page.observedAt.secondsSince1970, text, Data(page.body),
            ])
        }
    }

    /// Whether pages are kept that are not older than a time.
    public func hasKeptPages(since time: Timestamp) async throws -> Bool {
        try await read { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM kept_page WHERE observed_at >= ?)",
                arguments: [time.secondsSince1970]
            ) ?? false
        }
    }

    /// The page that is kept for a request and is not older than a time; nil when there is none.
    public func keptPage(for request: Request, since time: Timestamp) async throws -> Page? {
        try await read { database in
            let row = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM kept_page WHERE address = ? AND observed_at >= ?"),
                arguments: [request.address, time.secondsSince1970]
            )
            guard let row else { return nil }
            return try StoredResponse(json: row["response"]).page(
                for: request,
                body: [UInt8](row["body"] as Data),
                observedAt: Timestamp(secondsSince1970: row["observed_at"])
            )
        }
    }

    /// The addresses that runs found to be forgotten by what came from there.
    public func forgottenAddresses() async throws -> [String] {
        try await read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT address FROM outcome JOIN frontier ON frontier.id = frontier_id
                    WHERE code = 'excluded.forgotten'
                    """
            )
        }
    }

    /// Forgets the pages that are kept of some addresses.
    public func forgetKeptPages(of addresses: [String]) async throws {
        try await write { database in
            let delete = try database.cachedStatement(sql: "DELETE FROM kept_page WHERE address = ?")
            for address in addresses { try delete.execute(arguments: [address]) }
        }
    }

    /// Forgets all pages that are kept.
    public func forgetKeptPages() async throws {
        try await write { try $0.execute(sql: "DELETE FROM kept_page") }
    }
}
