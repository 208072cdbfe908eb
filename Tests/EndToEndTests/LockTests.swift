import Foundation
import Testing

extension EndToEndSuite {
    /// Two runs never share a database; readers never wait for a run.
    @Suite(.serialized) struct LockTests {
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
            let added = try await place.potok("add", "texts/0.txt")
            #expect(added.exitCode == 11, "\(added)")

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
