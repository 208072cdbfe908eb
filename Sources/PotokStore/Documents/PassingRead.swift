import GRDB

extension Database {
    /// Runs a query that reads many pages, each of them once: to keep them would cost more than to read them.
    func readInPassing<Value>(_ query: () throws -> Value) throws -> Value {
        let kept = try Int.fetchOne(self, sql: "PRAGMA cache_size") ?? 0
        try execute(sql: "PRAGMA cache_size = -512")
        defer { try? execute(sql: "PRAGMA cache_size = \(kept)") }
        return try query()
    }
}
