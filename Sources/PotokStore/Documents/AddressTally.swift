import GRDB
import PotokCore

/// What is to be done for the addresses of a source.
struct AddressTally {
    /// Addresses it has named.
    var addresses = 0
    /// Those whose last attempt failed.
    var failing = 0
    /// Those due now.
    var due = 0
    /// Those that are set aside.
    var quarantined = 0
    /// When the next one is due; nil when nothing is.
    var next: Int64?

    /// Tallies of all sources by their rows, in one pass over the frontier.
    ///
    /// SQLite would have to sort the addresses by source to do it, or to look them up one by one.
    static func bySource(_ database: Database, now: Timestamp) throws -> [Int64: AddressTally] {
        let statement = try RawStatement(
            database,
            "SELECT source_id, due_at, quarantine IS NOT NULL, failures FROM frontier NOT INDEXED"
        )
        let now = Int64(now.secondsSince1970)
        var tallies: [Int64: AddressTally] = [:]
        // Addresses of a source mostly stand together.
        var source: Int64?
        var tally = AddressTally()
        while try statement.step() {
            if source != statement.integer(0) {
                if let source { tallies[source] = tally }
                source = statement.integer(0)
                tally = tallies[statement.integer(0)] ?? AddressTally()
            }
            tally.addresses += 1
            if statement.integer(3) > 0 { tally.failing += 1 }
            if statement.integer(2) != 0 {
                tally.quarantined += 1
            } else if !statement.isNull(1) {
                let due = statement.integer(1)
                if due <= now { tally.due += 1 }
                tally.next = min(tally.next ?? due, due)
            }
        }
        if let source { tallies[source] = tally }
        return tallies
    }
}
