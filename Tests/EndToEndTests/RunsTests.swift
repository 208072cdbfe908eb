import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// `runs`: what earlier runs did, and what was different.
    @Suite(.serialized) struct RunsTests {
        private let place: Workplace

        init() async throws {
            place = try Workplace()
            try place.writePipeline(paths: ["texts"])
            for number in 0..<3 { try place.write("texts/\(number).txt", MadeUpTexts.text(number)) }
            _ = try await place.potok("run")
            try place.write("texts/1.txt", MadeUpTexts.text(1, round: 1))
            try place.write("texts/2.txt", "")
            _ = try await place.potok("run")
        }

        @Test func `runs are listed newest first, each in a line`() async throws {
            let ended = try await place.potok("runs")
            let lines = ended.output.split(separator: "\n")
            #expect(lines.count == 2, "\(ended)")
            #expect(lines.first?.hasPrefix("run 2 ") == true, "\(ended)")
            #expect(
                lines.first?.contains("1 updated") == true && lines.first?.contains("1 excluded") == true,
                "\(ended)"
            )
            #expect(lines.last?.contains("3 indexed") == true, "\(ended)")
            let one = try await place.potok("runs", "list", "--limit", "1", "--json")
            #expect(one.output.split(separator: "\n").count == 1, "\(one)")
            #expect(one.output.contains("\"run\":2"), "\(one)")
        }

        @Test func `a run is shown with what did not end well, or with the kinds that are asked for`() async throws {
            let newest = try await place.potok("runs", "show")
            #expect(newest.output.contains("excluded [excluded.empty]  texts/2.txt (texts): it is empty"), "\(newest)")
            #expect(!newest.output.contains("texts/1.txt"), "\(newest)")
            let updated = try await place.potok("runs", "show", "2", "--kind", "updated")
            #expect(updated.output.contains("updated  texts/1.txt (texts)"), "\(updated)")
            let unknown = try await place.potok("runs", "show", "2", "--kind", "better")
            #expect(unknown.exitCode == 64, "\(unknown)")
            #expect(unknown.problems.contains("the kinds are indexed"), "\(unknown)")
            let missing = try await place.potok("runs", "show", "7")
            #expect(missing.exitCode == 64, "\(missing)")
            #expect(missing.problems.contains("there was no run 7"), "\(missing)")
        }

        @Test func `what ended otherwise from one run to the other is told by address`() async throws {
            let ended = try await place.potok("runs", "diff", "1", "2")
            let lines = ended.output.split(separator: "\n").map(String.init)
            #expect(
                lines.sorted() == [
                    "indexed → -  texts/0.txt (texts)",
                    "indexed → excluded [excluded.empty]  texts/2.txt (texts): it is empty",
                    "indexed → updated  texts/1.txt (texts)",
                ],
                "\(ended)"
            )
            let same = try await place.potok("runs", "diff", "2", "2")
            #expect(same.output.isEmpty, "\(same)")
            #expect(same.exitCode == 0)
        }
    }
}
