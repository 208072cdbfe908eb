import CPq
import PotokCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A connection to a PostgreSQL server, by libpq.
///
/// Its calls block, but never beyond the patience that they are given: libpq's own calls wait for ever when a server has stopped without
/// closing its connections. So both directions are non-blocking, and this type waits for the socket itself. A connection that was given
/// up is closed; the server ends its statement by `statement_timeout`, and the guards of the tables make a late end harmless.
final class PostgreSQLConnection: @unchecked Sendable {
    // Unchecked is right: libpq lets any thread use a connection, but one at a time, and the pool lends a connection to one caller.
    private let handle: OpaquePointer

    /// Connects.
    ///
    /// - Parameters:
    ///   - parameters: keywords of libpq and their values.
    ///   - patience: when to give up.
    /// - Throws: why there is no connection; never with the password.
    init(_ parameters: [(keyword: String, value: String)], until patience: PostgreSQLPatience) throws(SinkFailure) {
        let keywords = parameters.map { strdup($0.keyword) }
        let values = parameters.map { strdup($0.value) }
        defer { for text in keywords + values { free(text) } }
        let started = PQconnectStartParams(
            keywords.map { UnsafePointer($0) } + [nil],
            values.map { UnsafePointer($0) } + [nil],
            0
        )
        guard let started else {
            throw SinkFailure(.unreachable, code: "memory", message: "no memory for a connection")
        }
        handle = started
        // With this the words of a server that refuses us begin with its code.
        PQsetErrorVerbosity(started, PQERRORS_VERBOSE)
        var polling = PQstatus(started) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while polling != PGRES_POLLING_OK {
            if polling == PGRES_POLLING_FAILED {
                throw .connecting(String(cString: PQerrorMessage(started)))
            }
            let events = polling == PGRES_POLLING_READING ? POLLIN : POLLOUT
            try Self.wait(started, for: events, until: patience, "accept a connection")
            polling = PQconnectPoll(started)
        }
        PQsetErrorVerbosity(started, PQERRORS_DEFAULT)
        PQsetNoticeProcessor(started, { _, _ in }, nil)
        guard PQsetnonblocking(started, 1) == 0 else {
            throw SinkFailure(
                .unreachable,
                code: "connection",
                message: "the connection cannot be used without blocking"
            )
        }
    }

    deinit { PQfinish(handle) }

    /// The server's version as libpq writes it: 150002 is 15.2.
    var serverVersion: Int { Int(PQserverVersion(handle)) }

    /// Whether it stands and no transaction is open.
    var isIdle: Bool { PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Runs statements that have no parameters, parted by semicolons, in one round trip.
    ///
    /// - Returns: the rows of the last one.
    @discardableResult
    func run(_ statements: String, until patience: PostgreSQLPatience) throws(SinkFailure) -> PostgreSQLRows {
        guard PQsendQuery(handle, statements) == 1 else { throw broken() }
        return try finish(until: patience)
    }

    /// Runs a statement with parameters.
    @discardableResult
    func run(
        _ statement: String,
        _ parameters: [PostgreSQLParameter],
        until patience: PostgreSQLPatience
    ) throws(SinkFailure) -> PostgreSQLRows {
        let bytes = parameters.map(\.bytes)
        let sent = Self.withPointers(bytes) { pointers in
            PQsendQueryParams(
                handle,
                statement,
                Int32(parameters.count),
                parameters.map(\.type),
                pointers,
                bytes.map { Int32(clamping: $0.count) },
                parameters.map { $0.isBinary ? 1 : 0 },
                0
            )
        }
        guard sent == 1 else { throw broken() }
        return try finish(until: patience)
    }

    /// Sends what is left and reads results until the server is ready for the next statement.
    private func finish(until patience: PostgreSQLPatience) throws(SinkFailure) -> PostgreSQLRows {
        var last = PostgreSQLRows()
        var failure: SinkFailure?
        while true {
            try flush(until: patience)
            while PQisBusy(handle) == 1 {
                try Self.wait(handle, for: POLLIN, until: patience, "answer")
                guard PQconsumeInput(handle) == 1 else { throw broken() }
            }
            guard let result = PQgetResult(handle) else { break }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK: last = PostgreSQLRows(copying: result)
            case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: last = PostgreSQLRows()
            default: failure = failure ?? .answer(result)
            }
            if PQstatus(handle) == CONNECTION_BAD { throw failure ?? broken() }
        }
        if let failure { throw failure }
        return last
    }

    private func flush(until patience: PostgreSQLPatience) throws(SinkFailure) {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1:
                // The server may want to get rid of something before it reads on.
                try Self.wait(handle, for: POLLIN | POLLOUT, until: patience, "read")
                guard PQconsumeInput(handle) == 1 else { throw broken() }
            default: throw broken()
            }
        }
    }

    private func broken() -> SinkFailure {
        SinkFailure(
            .unreachable,
            code: "connection",
            message: SinkFailure.oneLine(String(cString: PQerrorMessage(handle)), or: "the connection broke")
        )
    }

    /// Waits until the socket is ready.
    ///
    /// - Throws: `timeout` with what did not happen in time, or `unreachable` when the task was cancelled.
    private static func wait(
        _ handle: OpaquePointer,
        for events: Int32,
        until patience: PostgreSQLPatience,
        _ event: String
    ) throws(SinkFailure) {
        switch patience.wait(PQsocket(handle), for: events) {
        case .ready: return
        case .late: throw SinkFailure(.timeout, code: "timeout", message: "the server did not \(event) in time")
        case .interrupted: throw SinkFailure(.unreachable, code: "cancelled", message: "the delivery was broken off")
        }
    }

    /// Gives pointers to all the arrays at once, for as long as the body runs.
    private static func withPointers<Result>(
        _ arrays: [[UInt8]],
        _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        func next(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> Result {
            guard index < arrays.count else { return body(pointers) }
            return arrays[index].withUnsafeBytes { bytes in
                // An empty array has no address, but a parameter without one would be NULL.
                if let base = bytes.baseAddress {
                    return next(index + 1, pointers + [base.assumingMemoryBound(to: CChar.self)])
                }
                return "".withCString { next(index + 1, pointers + [$0]) }
            }
        }
        return next(0, [])
    }
}

/// A value for a parameter of a statement.
struct PostgreSQLParameter: Sendable {
    /// The number of its type (`pg_type.oid`); 0 lets the server find out.
    var type: UInt32
    /// Its text, with a zero byte behind it, or its binary form.
    var bytes: [UInt8]
    /// Which of them.
    var isBinary: Bool

    /// A text.
    static func text(_ text: String) -> PostgreSQLParameter {
        PostgreSQLParameter(type: 25, bytes: Array(text.utf8) + [0], isBinary: false)
    }

    /// A whole number.
    static func integer(_ number: Int64) -> PostgreSQLParameter {
        PostgreSQLParameter(type: 20, bytes: Array(String(number).utf8) + [0], isBinary: false)
    }

    /// Many texts, as `text[]`.
    static func texts(_ column: PostgreSQLColumn) -> PostgreSQLParameter {
        PostgreSQLParameter(type: 1_009, bytes: column.bytes, isBinary: true)
    }
}

/// The rows that a statement gave back, as text.
struct PostgreSQLRows: Sendable {
    /// The rows; nil is NULL.
    var rows: [[String?]] = []

    /// No rows.
    init() {}

    /// Copies what libpq holds.
    init(copying result: OpaquePointer) {
        let columns = PQnfields(result)
        rows.reserveCapacity(Int(PQntuples(result)))
        for row in 0..<PQntuples(result) {
            rows.append(
                (0..<columns).map { column in
                    guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column) else {
                        return nil
                    }
                    return String(cString: value)
                }
            )
        }
    }
}
