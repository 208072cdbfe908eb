import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The tables by which addresses of the same page are merged.
enum MergeSchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: text)
        // What older versions have fetched was looked at, too; what it names as canonical is learned at the next look.
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, locator, coalesce((SELECT max(finished_run) FROM frontier WHERE document_id = document.id), 0)
                    AS run FROM document WHERE is_url AND gone_at IS NULL
                """
        )
        let insert = try database.makeStatement(
            sql: """
                INSERT OR IGNORE INTO look (document_id, address, form, first_run, changed_run, seen_run)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        )
        while let row = try rows.next() {
            guard let url = WebURL(row["locator"] as String), url.isWeb else { continue }
            let run: Int64 = row["run"]
            try insert.execute(arguments: [
                row["id"] as Int64, url.canonical().description, AddressForm(url.canonical()).key, run, run, run,
            ])
        }
    }

    /// Adds what is known of addresses that moved for good.
    static func createMoved(_ database: Database) throws {
        try database.execute(
            sql: """
                -- Addresses that redirect for good, and where to: an alias needs the document there, which may come later.
                CREATE TABLE moved (
                    address TEXT PRIMARY KEY,
                    target TEXT NOT NULL
                ) WITHOUT ROWID;
                CREATE INDEX moved_target ON moved (target);
                """
        )
    }

    private static let text = """
        -- What the last look at each page on the web brought that was there: one document each, merged or not.
        CREATE TABLE look (
            document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
            address TEXT NOT NULL UNIQUE,       -- where it was seen; the document's key may be another's
            form BLOB NOT NULL,                 -- a hash of the address without slash, www. and the like
            canonical TEXT,                     -- the URL that it names as canonical, unless that is its own
            canonical_refusal TEXT,             -- why that is never followed
            first_run INTEGER NOT NULL,         -- the run that saw it first,
            changed_run INTEGER NOT NULL,       -- the one that saw its text for the first time,
            seen_run INTEGER NOT NULL,          -- and the one that saw it last
            into_id INTEGER REFERENCES document ON DELETE SET NULL,  -- the document it is merged into: it is hidden
            evidence TEXT,                      -- canonical or text; without into_id: the document took the key of `canonical`
            variation INTEGER,                  -- for text: in what the addresses differ
            refusal TEXT                        -- why what it names as canonical is not followed
        );
        CREATE INDEX look_form ON look (form);
        CREATE INDEX look_canonical ON look (canonical) WHERE canonical IS NOT NULL;
        CREATE INDEX look_into ON look (into_id) WHERE into_id IS NOT NULL;

        -- Pages whose addresses differ only in a variation, and whether they had the same text when both were seen.
        CREATE TABLE variant_pair (
            first_id INTEGER NOT NULL REFERENCES look ON DELETE CASCADE,
            second_id INTEGER NOT NULL REFERENCES look ON DELETE CASCADE,
            family TEXT NOT NULL,               -- the host and port they share
            variation INTEGER NOT NULL,
            is_equal INTEGER NOT NULL,
            PRIMARY KEY (first_id, second_id)
        ) WITHOUT ROWID;
        CREATE INDEX variant_pair_second ON variant_pair (second_id);
        CREATE INDEX variant_pair_family ON variant_pair (family, variation);

        -- What the pairs of a host say together.
        CREATE TABLE variant (
            family TEXT NOT NULL,
            variation INTEGER NOT NULL,
            equal INTEGER NOT NULL,
            different INTEGER NOT NULL,
            PRIMARY KEY (family, variation)
        ) WITHOUT ROWID;
        """
}
