import Potok
import PotokConfiguration
import PotokCore
import Testing

/// What the table of codes refers to is there.
struct CodeBookKeysTests {
    @Test func `every exit code is explained`() {
        for code in ExitCode.allCases { #expect(CodeBook.entry(for: "exit-\(code.rawValue)") != nil, "\(code)") }
    }

    @Test func `keys of pipeline.json that are named in the table are keys`() {
        let keys = Set(Explanation.keys)
        var found = 0
        for entry in CodeBook.entries {
            let text = entry.meaning + " " + entry.remedy
            let pattern = #/\b(?:fetch|normalize|deduplicate|index|limits|schedule|transform)\.[a-zA-Z]+/#
            for match in text.matches(of: pattern) {
                found += 1
                #expect(keys.contains(String(match.output)), "\(entry.code) names \(match.output)")
            }
        }
        #expect(found > 10)
    }
}
