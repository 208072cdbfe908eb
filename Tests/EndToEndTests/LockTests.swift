import Foundation
import Testing

extension EndToEndSuite {
    /// Two runs never share a database; readers never wait for a run.
    @Suite(.serialized) struct LockTests {
        @Test func `with --wait the second of two runs begins when the first has ended`() async throws {
            let place = try Workplace()
            try place.writePipeline(paths: ["texts"])
            for number in 0..<300 { try place.write("texts/\(number).txt", MadeUpTexts.text(number, paragraphs: 12)) }
            let first = try place.start("run", "--quiet", "--set", "index.batchDocuments=10")
            while first.isRunning, (try? await place.potok("status").exitCode) != 0 {}
            let second = try await place.potok("run", "--wait", "--json")
            #expect(second.exitCode == 0, "\(second)")
            #expect(!first.isRunning)
            #expect(second.output.contains("\"notDue\":300"), "\(second)")
            #expect(try await first.end().exitCode == 0)
        }

        @Test func `of two runs started at the same moment one works, and the other exits 11 and names it`()
            async throws
        {
            for round in 0..<8 {
                let place = try Workplace()
                try place.writePipeline(paths: ["texts"])
                for number in 0..<120 {
                    try place.write("texts/\(number).txt", MadeUpTexts.text(number, paragraphs: 12))
                }
                let runs = [
                    try place.start("run", "--json", "--set", "index.batchDocuments=1"),
                    try place.start("run", "--json", "--set", "index.batchDocuments=1"),
                ]
                let ends = [try await runs[0].end(), try await runs[1].end()]
                #expect(ends.map(\.exitCode).sorted { ($0 ?? -1) < ($1 ?? -1) } == [0, 11], "round \(round): \(ends)")
                let loser = ends[0].exitCode == 11 ? 0 : 1
                #expect(ends[loser].problems.contains("process \(runs[1 - loser].processIdentifier)"), "\(ends[loser])")
                #expect(try ends[1 - loser].report().documents == 120)
            }
        }

        @Test func `a run with a limit leaves the rest to the next ones, and says how much`() async throws {
            let place = try Workplace()
            try place.writePipeline(paths: ["texts"])
            for number in 0..<30 { try place.write("texts/\(number).txt", MadeUpTexts.text(number)) }
            let first = try await place.potok("run", "--limit", "12")
            #expect(first.exitCode == 0, "\(first)")
            #expect(first.output.contains("indexed     12\n"), "\(first)")
            #expect(first.output.contains("still due   18"), "\(first)")
            let second = try await place.potok("run", "--set", "limits.documents=12", "--json")
            #expect(second.output.contains("\"stillDue\":6"), "\(second)")
            let third = try await place.potok("run")
            #expect(third.output.contains("indexed     6\n"), "\(third)")
            #expect(!third.output.contains("still due"), "\(third)")
            let wrong = try await place.potok("run", "--limit", "0")
            #expect(wrong.exitCode == 64, "\(wrong)")
        }

        @Test func `of two runs one works and the other one exits 11 and names it`() async throws {
            let place = try Workplace()
            try place.writePipeline(paths: ["texts"])
            for number in 0..<300 { try place.write("texts/\(number).txt", MadeUpTexts.text(number, paragraphs: 12)) }
            let first = try place.start("run", "--json", "--set", "index.batchDocuments=10")
            while first.isRunning, (try? await place.potok("status").exitCode) != 0 {}
            let second = try await place.potok("run", "--json")
            #expect(second.exitCode == 11, "\(second)")
            #expect(second.output.isEmpty, "\(second)")
            #expect(second.problems.contains("process \(first.processIdentifier)"), "\(second)")
            // Readers see what is committed while the run goes on.
            var reads = 0
            while first.isRunning {
                for arguments in [["status", "--json"], ["search", "rzeka", "--json"], ["show", "--all", "--json"]] {
                    let ended = try await Running([PotokProgram.path] + arguments, in: place.folder).end()
                    #expect(ended.exitCode == 0, "\(arguments): \(ended)")
                    _ = try ended.jsonLines()
                }
                reads += 1
            }
            #expect(reads > 0)
            let ended = try await first.end()
            #expect(ended.exitCode == 0, "\(ended)")
            #expect(try ended.report().documents == 300)
            let third = try await place.potok("run", "--json")
            #expect(third.exitCode == 0, "\(third)")
        }
    }
}
