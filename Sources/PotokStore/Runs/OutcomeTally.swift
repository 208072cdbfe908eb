import GRDB
import PotokCore

/// How many inputs of a run ended in each kind of outcome.
enum OutcomeTally {
    /// Counts in one pass; SQLite would sort all outcomes by their kind first.
    static func ofRun(_ run: Int64, _ database: Database) throws -> [Outcome.Kind: Int] {
        let statement = try RawStatement(database, "SELECT kind FROM outcome WHERE run_id = ?")
        statement.bind(run, at: 1)
        var tally: [Outcome.Kind: Int] = [:]
        // Outcomes of a kind mostly stand together.
        var kind: [UInt8] = []
        var count = 0
        func add() {
            if let kind = Outcome.Kind(rawValue: String(decoding: kind, as: UTF8.self)) {
                tally[kind, default: 0] += count
            }
        }
        while try statement.step() {
            if !statement.withBytes(0, { $0.elementsEqual(kind) }) {
                add()
                kind = statement.withBytes(0) { Array($0) }
                count = 0
            }
            count += 1
        }
        add()
        return tally
    }

    /// The same for outcomes that are kept no more.
    static func removed(of run: Int64, _ database: Database) throws -> [Outcome.Kind: Int] {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT kind, sum(number) AS number FROM outcome_tally WHERE run_id = ? GROUP BY kind"
            ),
            arguments: [run]
        )
        return rows.reduce(into: [:]) { tally, row in
            if let kind = Outcome.Kind(rawValue: row["kind"]) { tally[kind] = row["number"] }
        }
    }
}
