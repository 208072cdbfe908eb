import GRDB

/// The table of redirects.
enum RedirectSchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                -- Where addresses were seen to lead; documents are found by `alias`, this tells the way.
                CREATE TABLE redirect (
                    address TEXT PRIMARY KEY,           -- canonical URL
                    target TEXT NOT NULL,               -- the URL that it leads to
                    status INTEGER NOT NULL,            -- 301 to 308
                    observed_at INTEGER NOT NULL        -- older than the last look at a page of its own: it holds no more
                ) WITHOUT ROWID;
                """
        )
    }
}
