import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// What a run tells others: figures, calls, records, alarms.
    @Suite(.serialized) struct SignalsTests {
        private let place: Workplace
        private let server: LoopbackServer

        init() async throws {
            place = try Workplace()
            server = try LoopbackServer { request in request.target.hasPrefix("/slow") ? .init([.silence]) : .page("ok")
            }
            for number in 0..<3 { try place.write("texts/\(number).txt", MadeUpTexts.text(number)) }
            try place.write("texts/empty.txt", "")
        }

        private func value(_ name: String, in file: String = "potok.prom") throws -> String? {
            let text = try String(contentsOfFile: place.path(file), encoding: .utf8)
            return text.split(separator: "\n").first { $0.hasPrefix(name + " ") }.map {
                String($0.dropFirst(name.count + 1))
            }
        }

        @Test func `figures are written at the end of every run, also of one that could not begin`() async throws {
            try place.writePipeline(paths: ["texts"], more: #""report": { "metrics": "potok.prom" }"#)
            let first = try await place.potok("run")
            #expect(first.exitCode == 0, "\(first)")
            #expect(try value("potok_run_exit_code") == "0")
            #expect(try value(#"potok_run_outcomes{kind="indexed",code=""}"#) == "3")
            #expect(try value(#"potok_run_outcomes{kind="excluded",code="excluded.empty"}"#) == "1")
            #expect(try value(#"potok_source_documents{source="texts"}"#) == "3")
            #expect(try value(#"potok_source_alarm{source="texts",kind="silent"}"#) == "0")
            let ended = Int(try value("potok_run_last_timestamp_seconds") ?? "") ?? 0
            #expect(abs(ended - Int(Date.now.timeIntervalSince1970)) < 600)
            #expect((Int(try value("potok_database_bytes") ?? "") ?? 0) > 10_000)
            try place.write("other.db", "no database at all, but text of some length that is none")
            let broken = try await place.potok("run", "--set", "database=other.db")
            #expect(broken.exitCode == 10, "\(broken)")
            #expect(try value("potok_run_exit_code") == "10")
            #expect(try value("potok_documents") == nil)
        }

        @Test func `figures that cannot be written are a warning`() async throws {
            try place.writePipeline(paths: ["texts"], more: #""report": { "metrics": "none/potok.prom" }"#)
            let ended = try await place.potok("run")
            #expect(ended.exitCode == 0, "\(ended)")
            #expect(ended.problems.contains("warning: ") && ended.problems.contains("[file.cannot-write]"), "\(ended)")
        }

        @Test func `the beginning and the end are called, the end with the code and the report`() async throws {
            try place.writePipeline(paths: ["texts"], more: #""report": { "heartbeat": { "env": "PING" } }"#)
            let ended = try await place.potok("run", environment: ["PING": server.url("/s3cret")])
            #expect(ended.exitCode == 0, "\(ended)")
            #expect(server.requests.map(\.target) == ["/s3cret/start", "/s3cret/0"])
            let body = try #require(server.requests.last?.body)
            let report = try JSONDecoder().decode(Report.self, from: Data(body))
            #expect(report.type == "report" && report.documents == 3 && report.exitCode == 0)
            try place.write("gone.list", "")
            let failed = try await place.potok(
                "run",
                "--set",
                "sources.texts.paths=[\"missing\"]",
                environment: ["PING": server.url("/s3cret")]
            )
            #expect(
                server.requests.last?.target == "/s3cret/\(failed.exitCode ?? -1)" && failed.exitCode == 3,
                "\(failed)"
            )
        }

        @Test func `a call that fails is a warning without the URL, and one without its secret too`() async throws {
            try place.writePipeline(paths: ["texts"], more: #""report": { "heartbeat": { "env": "PING" } }"#)
            server.stop()
            let lost = try await place.potok("run", environment: ["PING": server.url("/s3cret")])
            #expect(lost.exitCode == 0, "\(lost)")
            #expect(lost.problems.components(separatedBy: "[report.heartbeat]").count == 3, "\(lost)")
            #expect(!lost.problems.contains("s3cret"), "\(lost)")
            let missing = try await place.potok("run")
            #expect(missing.exitCode == 0, "\(missing)")
            #expect(missing.problems.contains("[request.secret-missing]"), "\(missing)")
        }

        @Test func `who does not answer holds up a run for a bounded time`() async throws {
            try place.writePipeline(paths: ["texts"], more: #""report": { "heartbeat": "\#(server.url("/slow"))" }"#)
            let ended = try await place.potok("run", limit: .seconds(60))
            #expect(ended.exitCode == 0, "\(ended)")
            #expect(ended.problems.contains("[report.heartbeat]"), "\(ended)")
        }

        @Test func `a run that finds another at work calls nobody`() async throws {
            try place.writePipeline(paths: ["texts"], more: #""report": { "heartbeat": "\#(server.url("/ping"))" }"#)
            let lock = try await place.shell("$POTOK run -q; flock potok.db.lock $POTOK run", limit: .seconds(60))
            #expect(lock.exitCode == 11, "\(lock)")
            #expect(server.requests.map(\.target) == ["/ping/start", "/ping/0"])
        }

        @Test func `problems are told as records, each on its line, and nothing else is`() async throws {
            try place.writePipeline(
                paths: ["texts", "missing"],
                more: #""report": { "log": "json" }, "limits": { "grace": "3 s" }"#
            )
            let ended = try await place.potok("run")
            #expect(ended.exitCode == 3, "\(ended)")
            let records = try ended.problems.split(separator: "\n").map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
            let empty = try #require(records.first { $0["code"] as? String == "excluded.empty" })
            #expect(empty["level"] as? String == "warning" && empty["run"] as? Int == 1)
            #expect(empty["source"] as? String == "texts")
            #expect((empty["address"] as? String)?.hasSuffix("empty.txt") == true)
            #expect(records.allSatisfy { $0["time"] is String && $0["message"] is String })
            try place.write("other.db", "no database at all, but text of some length that is none")
            let broken = try await place.potok("run", "--set", "database=other.db")
            let record = try #require(
                try JSONSerialization.jsonObject(with: Data(broken.problems.utf8)) as? [String: Any],
                "\(broken)"
            )
            #expect(broken.exitCode == 10 && record["level"] as? String == "error", "\(broken)")
        }

        @Test func `an alarm is told by the run that sees it, and by status until it ends`() async throws {
            try place.writePipeline(
                paths: ["texts"],
                more: #""schedule": { "silentAfter": "1 h" }, "report": { "metrics": "potok.prom" }"#
            )
            let first = try await place.potok("run")
            #expect(!first.problems.contains("source.silent"), "\(first)")
            let later = ["POTOK_CLOCK_OFFSET": "7200"]
            let silent = try await place.potok("run", environment: later)
            #expect(silent.exitCode == 0 && silent.problems.contains("[source.silent]"), "\(silent)")
            #expect(silent.output.contains("alarms      1  (texts silent)"), "\(silent)")
            let again = try await place.potok("run", "--json", environment: later)
            #expect(!again.problems.contains("source.silent"), "\(again)")
            let alarms = try again.jsonLines().first?["alarms"] as? [[String: Any]]
            #expect(alarms?.first?["code"] as? String == "source.silent", "\(again)")
            let status = try await place.potok("status", environment: later)
            #expect(status.output.contains("alarm       texts [source.silent] since "), "\(status)")
            #expect(try value(#"potok_source_alarm{source="texts",kind="silent"}"#) == "1")
            try place.write("texts/9.txt", MadeUpTexts.text(9))
            let heard = try await place.potok("run", environment: later)
            #expect(heard.problems.contains("[source.recovered]"), "\(heard)")
            #expect(try await place.potok("status", environment: later).output.contains("source.silent") == false)
        }
    }
}
