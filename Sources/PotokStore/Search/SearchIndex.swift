import CSearchRank
import GRDB
import PotokCore
import PotokText

/// The full-text index: terms that were analysed here and not in SQLite, in the language of each document.
///
/// The index keeps no copy of the text. Taking an entry out needs the very terms that were put in, so they are made again from the
/// stored text, in the language that the entry names. Where another analyser has made them, nobody can make them again: such an entry is
/// only forgotten, and what is left of it in the postings answers no query until the index is made anew.
enum SearchIndex {
    /// What turns text into terms, as a number that differs when the terms may.
    static let analyser = Int64(bitPattern: Analyser.fingerprint)

    /// Puts in a document that is in its table already.
    static func insert(_ row: Int64, title: String, text: String, _ database: Database) throws {
        let tag = try String.fetchOne(
            database.cachedStatement(sql: "SELECT language FROM document WHERE id = ?"),
            arguments: [row]
        )
        let language = Analyser.key(of: tag)
        let terms = analyse(title, text, language)
        let sequence = (try MetaTable.integer("search.sequence", database) ?? 0) + 1
        try MetaTable.set("search.sequence", to: sequence, database)
        let entry = sequence << 8 | potok_length_code(Int64(terms.count))
        try database.cachedStatement(sql: "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)")
            .execute(arguments: [entry, terms.title, terms.text])
        try database.cachedStatement(
            sql: "INSERT INTO search_entry (id, document_id, language, analyser) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [entry, row, language, analyser])
        try database.cachedStatement(sql: "INSERT OR IGNORE INTO search_language (language) VALUES (?)")
            .execute(arguments: [language])
    }

    /// Takes out an entry; title and text must be those that it was made from.
    static func delete(_ row: Int64, title: String, text: String, _ database: Database) throws {
        guard
            let entry = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT id, language, analyser FROM search_entry WHERE document_id = ?"),
                arguments: [row]
            )
        else { return }
        if entry["analyser"] == analyser {
            let terms = analyse(title, text, entry["language"])
            try database.cachedStatement(
                sql: "INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)"
            ).execute(arguments: [entry["id"] as Int64, terms.title, terms.text])
        }
        try database.cachedStatement(sql: "DELETE FROM search_entry WHERE id = ?")
            .execute(arguments: [entry["id"] as Int64])
    }

    /// How many entries another analyser has made.
    static func foreignEntries(_ database: Database) throws -> Int {
        try Int.fetchOne(
            database,
            sql: "SELECT count(*) FROM search_entry WHERE analyser <> ?",
            arguments: [analyser]
        ) ?? 0
    }

    /// Makes the index anew from the stored texts, in the order in which they came: where scores are equal, that is the order of the hits.
    static func rebuild(_ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO search (search) VALUES ('delete-all');
                DELETE FROM search_entry;
                DELETE FROM search_language;
                """
        )
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT id, title, text FROM document WHERE gone_at IS NULL ORDER BY id"
        )
        while let row = try rows.next() {
            try insert(row["id"], title: row["title"], text: row["text"], database)
        }
        try MetaTable.set("search.rebuild", to: 0, database)
    }

    /// Makes the entries when a step of the schema has left them out.
    static func completeUpgrade(_ database: Database) throws {
        if try needsUpgrade(database) { try rebuild(database) }
    }

    /// Whether a step of the schema has left the entries out.
    static func needsUpgrade(_ database: Database) throws -> Bool {
        try MetaTable.integer("search.rebuild", database) == 1
    }

    /// The languages in which the corpus was analysed.
    static func languages(_ database: Database) throws -> [String] {
        try String.fetchAll(database, sql: "SELECT language FROM search_language ORDER BY language")
    }

    /// Teaches a connection what searches need.
    static func prepare(_ database: Database) throws {
        let result = potok_register_rank(database.sqliteConnection)
        guard result == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
        database.add(
            function: DatabaseFunction("potok_fold", argumentCount: 1, pure: true) { values in
                values.first.flatMap { String.fromDatabaseValue($0) }.map { Folding.fold($0) }
            }
        )
        database.add(
            function: DatabaseFunction("potok_host", argumentCount: 1, pure: true) { values in
                values.first.flatMap { String.fromDatabaseValue($0) }.flatMap { WebURL($0)?.host }
            }
        )
    }

    /// The terms that a document puts into the index, parted by spaces: of its title, and of its text.
    static func terms(title: String, text: String, language: String) -> [String] {
        let terms = analyse(title, text, language)
        return [terms.title, terms.text]
    }

    private static func analyse(
        _ title: String,
        _ text: String,
        _ language: String
    ) -> (title: String, text: String, count: Int) {
        AnalyserPool.shared.withAnalyser { analyser in
            analyser.analyse(title, language: language)
            let (titleTerms, titleCount) = (analyser.joined, analyser.terms.count)
            analyser.analyse(text, language: language)
            let textTerms = analyser.joined
            // A title that was made of the first words of the text says nothing that they do not say.
            if title.hasSuffix("…"), textTerms.hasPrefix(titleTerms) { return ("", textTerms, analyser.terms.count) }
            return (titleTerms, textTerms, titleCount + analyser.terms.count)
        }
    }
}
