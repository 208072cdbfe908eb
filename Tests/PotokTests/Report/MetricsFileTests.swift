import Foundation
import PotokCore
import PotokSinks
import Testing

@testable import Potok
@testable import PotokStore

/// The figures that Prometheus reads.
@Suite struct MetricsFileTests {
    private let report = RunReport(
        run: .init(rawValue: 7),
        end: .finished,
        outcomes: [
            OutcomeCount(kind: .indexed, code: nil, count: 3),
            OutcomeCount(kind: .excluded, code: "excluded.empty", count: 2),
        ],
        stillDue: 4,
        notDue: 0,
        quarantined: 0,
        resting: [],
        sourceProblems: 0,
        robotsIgnored: [],
        held: [],
        suspects: 2,
        deliveries: [],
        documents: 3,
        duration: .milliseconds(1_500),
        hasTooManyFailures: false
    )

    private func status(_ sources: [CorpusStatus.Source]) -> CorpusStatus {
        CorpusStatus(
            documents: 3,
            duplicates: 1,
            tombstones: 0,
            versions: 0,
            addresses: 5,
            due: 4,
            quarantined: 0,
            held: [],
            suspects: 2,
            changes: 3,
            bodies: 0,
            databaseSize: ByteCount(65_536),
            sources: sources
        )
    }

    @Test func `what sinks have taken, what waits and what is refused are told for each of them`() {
        var report = report
        var slow = DeliveryReport(sink: "slow")
        (slow.waiting, slow.dead) = (7, 2)
        var files = DeliveryReport(sink: "files")
        (files.upserts, files.deletes) = (5, 1)
        report.deliveries = [slow, files]
        let file = MetricsFile(endedAt: Timestamp(secondsSince1970: 1), exitCode: 4, report: report, status: nil)
        let lines = Set(file.text.split(separator: "\n").map(String.init))
        #expect(
            lines.isSuperset(of: [
                "potok_sink_waiting{sink=\"slow\"} 7", "potok_sink_waiting{sink=\"files\"} 0",
                "potok_sink_refused{sink=\"slow\"} 2", "potok_sink_delivered{sink=\"files\",kind=\"upsert\"} 5",
                "potok_sink_delivered{sink=\"files\",kind=\"delete\"} 1",
            ])
        )
    }

    @Test func `each name has its help, its type and its values`() {
        let source = CorpusStatus.Source(
            name: "news",
            documents: 3,
            addresses: 5,
            failing: 1,
            completeAt: Timestamp(secondsSince1970: 1_000),
            alarms: [SourceAlarm(source: "news", kind: .silent, since: Timestamp(secondsSince1970: 900), message: "")]
        )
        let file = MetricsFile(
            endedAt: Timestamp(secondsSince1970: 2_000),
            exitCode: 3,
            report: report,
            status: status([source])
        )
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.last == "")
        for line in [
            "# HELP potok_run_exit_code What the last run exited with; 0 is success.",
            "# TYPE potok_run_exit_code gauge",
            "potok_run_exit_code 3", "potok_run_last_timestamp_seconds 2000", "potok_run_duration_seconds 1.5",
            #"potok_run_outcomes{kind="indexed",code=""} 3"#,
            #"potok_run_outcomes{kind="excluded",code="excluded.empty"} 2"#, "potok_run_still_due 4",
            "potok_database_bytes 65536", "potok_suspects 2", #"potok_source_documents{source="news"} 3"#,
            #"potok_source_failing{source="news"} 1"#,
            #"potok_source_last_success_timestamp_seconds{source="news"} 1000"#,
            #"potok_source_alarm{source="news",kind="silent"} 1"#, #"potok_source_alarm{source="news",kind="decay"} 0"#,
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(!file.text.contains("potok_source_last_new_timestamp_seconds"))
        // Each name is described once, before its values.
        var described: Set<String> = []
        for line in lines.dropLast() {
            if line.hasPrefix("# TYPE ") {
                #expect(described.insert(String(line.split(separator: " ")[2])).inserted, "\(line)")
            } else if !line.hasPrefix("#") {
                #expect(described.contains(String(line.prefix { $0 != "{" && $0 != " " })), "\(line)")
            }
        }
    }

    @Test func `a run that could not begin has its time and its code alone`() {
        let file = MetricsFile(endedAt: Timestamp(secondsSince1970: 2_000), exitCode: 10, report: nil, status: nil)
        let values = file.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(values == ["potok_run_last_timestamp_seconds 2000", "potok_run_exit_code 10"])
    }

    @Test(arguments: [
        ("plain", "plain"), (#"a"b"#, #"a\"b"#), (#"a\b"#, #"a\\b"#), ("a\nb", #"a\nb"#), ("żółw", "żółw"),
        ("\\\"\n", #"\\\"\n"#),
    ])
    func `what would end a label is escaped`(text: String, expected: String) {
        var page = MetricsFile.Page()
        page.add("x", "Help with \\ and \"quotes\".", [([("label", text)], 0.25)])
        #expect(
            page.text == "# HELP x Help with \\\\ and \"quotes\".\n# TYPE x gauge\nx{label=\"\(expected)\"} 0.25\n"
        )
    }

    @Test func `the file is replaced in one step, and a folder that is not there is an error`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "potok-metrics-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "potok.prom").path
        for code in [0, 3] as [Int32] {
            let file = MetricsFile(endedAt: Timestamp(secondsSince1970: 0), exitCode: code, report: nil, status: nil)
            try file.write(to: path)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == file.text)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["potok.prom"])
        }
        let lost = folder.appending(path: "none/potok.prom").path
        let file = MetricsFile(endedAt: Timestamp(secondsSince1970: 0), exitCode: 0, report: nil, status: nil)
        let error = #expect(throws: PotokError.self) { try file.write(to: lost) }
        #expect(error?.code == "file.cannot-write")
    }
}
