import Foundation
import Testing

extension EndToEndSuite {
    /// Standard error tells how far a run is, as far as it is watched.
    @Suite(.serialized) struct ProgressTests {
        private let place: Workplace

        init() throws {
            place = try Workplace()
            for number in 0..<20 { try place.write("docs/\(number).txt", MadeUpTexts.text(number)) }
            try place.writePipeline(paths: ["docs"])
        }

        @Test(arguments: [[], ["--progress", "auto"], ["--progress", "plain"], ["--progress", "none"], ["--quiet"]])
        func `without a terminal there are no control characters`(_ arguments: [String]) async throws {
            let ended = try await Running([PotokProgram.path, "run"] + arguments, in: place.folder).end()
            #expect(ended.exitCode == 0, "\(ended)")
            #expect(ended.problems.isEmpty, "\(ended)")
            #expect(!ended.output.utf8.contains(0x1B))
        }

        @Test func `what contradicts itself is refused`() async throws {
            for arguments in [["--quiet", "--progress", "plain"], ["--progress", "loud"]] {
                let ended = try await Running([PotokProgram.path, "run"] + arguments, in: place.folder).end()
                #expect(ended.exitCode == 64, "\(ended)")
            }
        }
    }
}
