import GRDB

/// What the frontier knows of addresses that listings (feeds, sitemaps, pages of sites) name.
enum ListingSchema {
    static func createMoved(_ database: Database) throws {
        // Where a feed or sitemap has moved to for good: it is asked for there.
        try database.execute(sql: "ALTER TABLE frontier ADD COLUMN moved_to TEXT")
    }

    static func createNews(_ database: Database) throws {
        try database.execute(
            sql: """
                -- When a listing of the source last named what it had not named before.
                ALTER TABLE source ADD COLUMN named_at INTEGER;
                -- The newest date that a listing has named.
                ALTER TABLE frontier ADD COLUMN newest_at INTEGER;
                """
        )
    }

    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                -- What is expected there: page, feed, sitemap, site.
                ALTER TABLE frontier ADD COLUMN role TEXT NOT NULL DEFAULT 'page';
                -- How many listings lead to it, one after the other; 0: a source names it itself.
                ALTER TABLE frontier ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
                -- The row of the listing that named it first; null: a source names it itself.
                ALTER TABLE frontier ADD COLUMN found_in INTEGER;
                -- When it was changed last, by the newest date that a listing gave.
                ALTER TABLE frontier ADD COLUMN told_at INTEGER;
                -- The group of a source's addresses that it belongs to, where there may be endlessly many.
                ALTER TABLE frontier ADD COLUMN site_group BLOB;

                CREATE INDEX frontier_group ON frontier (source_id, site_group) WHERE site_group IS NOT NULL;

                -- What of a source's findings is due.
                CREATE INDEX frontier_found ON frontier (source_id, due_at) WHERE found_in IS NOT NULL;
                """
        )
    }
}
