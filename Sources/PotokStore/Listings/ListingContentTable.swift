import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What feeds hold of pages that have no document yet; it goes when they have one.
enum ListingContentTable {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE listing_content (
                    frontier_id INTEGER PRIMARY KEY REFERENCES frontier ON DELETE CASCADE,
                    title TEXT NOT NULL,
                    html TEXT NOT NULL,
                    authors TEXT NOT NULL,              -- JSON array
                    published TEXT,                     -- ISO 8601 of the known parts only
                    observed_at INTEGER NOT NULL
                )
                """
        )
    }

    static func put(_ content: Listing.Content, of row: Int64, _ time: Timestamp, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO listing_content (frontier_id, title, html, authors, published, observed_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            row, content.title, content.html, Authors.json(content.authors), content.published?.text,
            time.secondsSince1970,
        ])
    }

    static func remove(_ row: Int64, _ database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM listing_content WHERE frontier_id = ?").execute(arguments: [row])
    }
}

extension Store {
    /// What a listing holds of a page that has no document yet, and when it was read; nil where there is none.
    public func listingContent(
        of claim: Request.Claim
    ) async throws -> (content: Listing.Content, observedAt: Timestamp)? {
        try await read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM listing_content WHERE frontier_id = ?"),
                arguments: [claim.rawValue]
            ).map { row in
                let content = Listing.Content(
                    title: row["title"],
                    html: row["html"],
                    authors: Authors.list(row["authors"]),
                    published: (row["published"] as String?).flatMap { PublishedDate($0) }
                )
                return (content, Timestamp(secondsSince1970: row["observed_at"]))
            }
        }
    }
}
