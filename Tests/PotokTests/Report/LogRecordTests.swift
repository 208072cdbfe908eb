import Foundation
import PotokCore
import PotokStore
import Testing

@testable import Potok

/// Notices as machines read them.
@Suite struct LogRecordTests {
    private let time = Timestamp(secondsSince1970: 1_780_000_000)

    @Test func `a notice is one object on one line, with all that it says`() throws {
        let notice = RunNotice(
            severity: .error,
            source: "news",
            address: "https://example.org/a\"b",
            code: "fetch.timeout",
            message: "first\nsecond",
            hint: "wait"
        )
        let line = LogRecord(notice, run: .init(rawValue: 9), at: time).line
        #expect(!line.contains("\n"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["run"] as? Int == 9)
        #expect(
            object.compactMapValues { $0 as? String } == [
                "time": "2026-05-28T20:26:40Z", "level": "error", "source": "news",
                "address": "https://example.org/a\"b",
                "code": "fetch.timeout", "message": "first\nsecond", "hint": "wait",
            ]
        )
    }

    @Test func `what a notice does not say has no key`() throws {
        let line = LogRecord(
            RunNotice(severity: .note, source: "", address: nil, code: nil, message: "m", hint: nil),
            run: nil,
            at: time
        ).line
        #expect(line == #"{"level":"note","message":"m","time":"2026-05-28T20:26:40Z"}"#)
    }
}
