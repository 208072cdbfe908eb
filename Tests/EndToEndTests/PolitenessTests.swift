import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// What hosts see of runs, in small; `scripts/dev politeness` does the same over 200 hosts.
    @Suite(.serialized) struct PolitenessTests {
        @Test func `delay, conditional requests and tombstones are as they should be, judged by the hosts' server`()
            async throws
        {
            let place = try Workplace()
            let script = PotokProgram.checkout.appending(path: "scripts/checks/politeness.py").path
            let ended = try await Running(
                [
                    "/usr/bin/env", "python3", script, PotokProgram.path, SharedMaterial.url("testweb/testweb.py").path,
                    "--hosts", "8", "--pages", "32", "--delay", "0.2", "--small",
                ],
                in: place.folder
            ).end()
            #expect(ended.exitCode == 0, "\(ended)")
            // 15 kinds of figures; an empty table would be no proof.
            #expect(ended.output.split(separator: "\n").count { $0.contains("wanted") } >= 30, "\(ended)")
        }
    }
}
