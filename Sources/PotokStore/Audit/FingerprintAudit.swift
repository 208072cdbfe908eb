import GRDB
import PotokCore

/// Compares the fingerprints and links of duplicates with the documents.
struct FingerprintAudit {
    private let database: Database
    private let keeper: DuplicateKeeper
    private let isOfToday: Bool

    /// - Parameter version: that of the fingerprints which the judge makes.
    init(_ database: Database, judge: any Judge, version: Int) throws {
        self.database = database
        // Memory of its own: that of the store belongs to those who write.
        keeper = try DuplicateKeeper(database, judge: judge, run: nil, memory: DuplicateMemory())
        isOfToday = try DuplicateParameters.read(database).version == version
    }

    func problems() throws -> [DatabaseProblem] {
        var problems: [DatabaseProblem] = []
        func tell(_ count: Int, _ message: String) {
            if count > 0 { problems.append(DatabaseProblem(.fingerprints, "\(count) \(message)")) }
        }
        tell(
            try count(
                "document WHERE compares AND gone_at IS NULL AND text_hash NOT IN (SELECT text_hash FROM duplicate_text)"
            ),
            "documents are not compared with others, for want of fingerprints"
        )
        tell(
            try count(
                """
                duplicate_text WHERE NOT EXISTS (SELECT 1 FROM document WHERE document.id = document_id
                    AND document.text_hash = duplicate_text.text_hash AND compares AND gone_at IS NULL)
                """
            ),
            "texts stand for documents that do not have them"
        )
        tell(
            try count(
                """
                duplicate_link WHERE id NOT IN (SELECT id FROM duplicate_text)
                    OR representative NOT IN (SELECT id FROM duplicate_text)
                """
            ),
            "links of duplicates lead to texts that are not there"
        )
        guard problems.isEmpty, isOfToday else { return problems }
        let (hashes, fingerprints) = try compareTexts()
        tell(hashes, "documents have another text than their fingerprints")
        tell(fingerprints, "texts lack some of their fingerprints")
        return problems
    }

    private func count(_ rows: String) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \(rows)") ?? 0
    }

    /// How many texts have another hash than is stored, and how many are not found by each of their fingerprints.
    private func compareTexts() throws -> (hashes: Int, fingerprints: Int) {
        var (hashes, fingerprints) = (0, 0)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT duplicate_text.id, duplicate_text.text_hash, text,
                    hidden IS NULL AND relation IS NOT 'same' AS is_whole
                FROM duplicate_text JOIN document ON document.id = document_id
                    LEFT JOIN duplicate_link ON duplicate_link.id = duplicate_text.id
                """
        )
        while let row = try rows.next() {
            let (sketch, hash) = keeper.sketch(row["text"])
            if hash.data != row["text_hash"] {
                hashes += 1
            } else if row["is_whole"], try !keeper.hasAll(sketch.fingerprints, of: row["id"]) {
                // Paragraphs that a site repeats have no fingerprints of their own, nor has what is the same as its representative.
                fingerprints += 1
            }
        }
        return (hashes, fingerprints)
    }
}
