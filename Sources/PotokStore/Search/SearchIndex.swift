import GRDB
import PotokCore
import PotokText

/// The full-text index: folded words, analysed here and not in SQLite.
///
/// The index keeps no copy of the text. Taking an entry out needs the very words that were put in, so they are made again
/// from the stored text: with another analyser the whole index is made anew before anything is taken out.
enum SearchIndex {
    /// The version of whatever turns text into the words of the index.
    static let analyserVersion = Int64(Folding.version)

    static func insert(_ row: Int64, title: String, text: String, _ database: Database) throws {
        var tokenizer = Tokenizer()
        try database.cachedStatement(sql: "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)")
            .execute(arguments: [row, tokenizer.foldedText(title), tokenizer.foldedText(text)])
    }

    /// Takes out an entry; title and text must be those that it was made from.
    static func delete(_ row: Int64, title: String, text: String, _ database: Database) throws {
        var tokenizer = Tokenizer()
        try database.cachedStatement(
            sql: "INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)"
        ).execute(arguments: [row, tokenizer.foldedText(title), tokenizer.foldedText(text)])
    }

    /// Makes the index anew when it was made by another version of the analyser.
    static func adoptAnalyser(_ database: Database) throws {
        guard try MetaTable.integer("analyser", database) != analyserVersion else { return }
        try database.execute(sql: "INSERT INTO search (search) VALUES ('delete-all')")
        let rows = try Row.fetchCursor(database, sql: "SELECT id, title, text FROM document WHERE gone_at IS NULL")
        while let row = try rows.next() {
            try insert(row["id"], title: row["title"], text: row["text"], database)
        }
        try MetaTable.set("analyser", to: analyserVersion, database)
    }
}
