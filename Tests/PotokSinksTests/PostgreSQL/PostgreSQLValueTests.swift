import PotokCore
import Testing

@testable import PotokSinks

@Suite
struct PostgreSQLValueTests {
    @Test
    func `a column is an array in the server's binary form`() {
        var column = PostgreSQLColumn()
        #expect(column.bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25])
        column.append("ab")
        column.append(nil)
        column.append("")
        let head: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 25, 0, 0, 0, 3, 0, 0, 0, 1]
        #expect(column.bytes == head + [0, 0, 0, 2, 0x61, 0x62, 255, 255, 255, 255, 0, 0, 0, 0])
    }

    @Test(arguments: [
        ("2024", "[2024-01-01T00:00:00Z,2025-01-01T00:00:00Z)"),
        ("2024-02", "[2024-02-01T00:00:00Z,2024-03-01T00:00:00Z)"),
        ("2024-12", "[2024-12-01T00:00:00Z,2025-01-01T00:00:00Z)"),
        ("2024-02-29", "[2024-02-29T00:00:00Z,2024-03-01T00:00:00Z)"),
        ("2024-02-29T10:30:00Z", "[2024-02-29T10:30:00Z,2024-02-29T10:30:00Z]"),
        ("9999", "[9999-01-01T00:00:00Z,)"), ("9999-12", "[9999-12-01T00:00:00Z,)"),
    ])
    func `a date is the span that it may mean`(date: String, range: String) {
        #expect(PostgreSQLLayout.range(date) == range)
    }

    @Test
    func `what is no date has no span`() {
        #expect(PostgreSQLLayout.range("some day") == nil)
    }

    @Test(arguments: [
        ("22021", SinkFailure.Kind.rejected), ("23514", .rejected), ("54000", .rejected), ("54001", .mismatch),
        ("P0001", .rejected),
        ("08006", .unreachable),
        ("53300", .busy), ("53100", .busy), ("57P01", .busy), ("57P03", .busy), ("40001", .busy), ("40P01", .busy),
        ("55P03", .timeout),
        ("57014", .timeout), ("28P01", .denied), ("28000", .denied), ("42501", .denied), ("25006", .busy),
        ("42P01", .mismatch),
        ("42703", .mismatch), ("3D000", .mismatch), ("XX000", .failed), ("58030", .failed), ("", .failed),
    ])
    func `a code of the server says what comes next`(code: String, kind: SinkFailure.Kind) {
        #expect(SinkFailure.kind(ofState: code) == kind)
    }

    @Test(arguments: [
        (
            "connection to server failed: FATAL:  28P01: password authentication failed\nLOCATION:  auth.c:1\n",
            "28P01", SinkFailure.Kind.denied
        ),
        ("FATAL:  53300: sorry, too many clients already", "53300", .busy),
        ("FATAL:  57P03: the database system is starting up", "57P03", .busy),
        ("connection to server at \"x\", port 5432 failed: Connection refused", "connection", .unreachable),
        ("SSL error: certificate verify failed", "tls", .denied),
        ("server does not support SSL, but SSL was required", "tls", .denied),
        ("SSL SYSCALL error: EOF detected", "connection", .unreachable), ("", "connection", .unreachable),
        ("fe_sendauth: no password supplied", "password", .denied),
    ])
    func `a connection that fails says why`(words: String, code: String, kind: SinkFailure.Kind) {
        let failure = SinkFailure.connecting(words)
        #expect(failure.code == code)
        #expect(failure.kind == kind)
        #expect(!failure.message.contains("LOCATION"))
        #expect(!failure.message.isEmpty)
    }
}
