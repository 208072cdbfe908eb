import GRDB
import GRDBSQLite

/// A statement of SQLite without the conveniences that cost more than the statement: for the inner loops of deduplication.
///
/// The pointers are safe as they are used here: a statement lives within one transaction, on whose connection it was prepared; bytes of
/// a column are handed to a closure and are valid until the next step; bound bytes are copied by SQLite (`SQLITE_TRANSIENT`).
final class RawStatement {
    private let handle: OpaquePointer?
    private let connection: OpaquePointer?

    /// Prepares a statement.
    init(_ database: Database, _ sql: String) throws {
        connection = database.sqliteConnection
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &prepared, nil)
        handle = prepared
        guard code == SQLITE_OK, prepared != nil else { throw Self.error(connection, code) }
    }

    deinit { sqlite3_finalize(handle) }

    /// Makes it ready for other values.
    func reset() { sqlite3_reset(handle) }

    /// Sets the parameter at a place, from 1.
    func bind(_ value: Int64, at place: Int32) { sqlite3_bind_int64(handle, place, value) }

    /// Sets the parameter at a place to nothing.
    func bindNull(at place: Int32) { sqlite3_bind_null(handle, place) }

    /// Sets the parameter at a place.
    func bind(_ bytes: [UInt8], at place: Int32) {
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(handle, place, 0)
        } else {
            _ = bytes.withUnsafeBytes { sqlite3_bind_blob(handle, place, $0.baseAddress, Int32($0.count), transient) }
        }
    }

    /// Goes to the next row; false when there is none.
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw Self.error(connection, code)
        }
    }

    /// Runs a statement that gives no row.
    func run() throws {
        defer { reset() }
        while try step() {}
    }

    /// A whole number of the row.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// Whether a column of the row holds nothing.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// The bytes of a column of the row, while the closure runs.
    func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_blob(handle, column)
        return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// The text of a column of the row.
    func text(_ column: Int32) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

    private static func error(_ connection: OpaquePointer?, _ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: connection.map { String(cString: sqlite3_errmsg($0)) }
        )
    }
}
