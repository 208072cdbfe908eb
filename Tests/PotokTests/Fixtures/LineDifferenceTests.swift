import Potok
import Testing

struct LineDifferenceTests {
    /// A comparison as it is shown: one character and the line.
    private func shown(_ old: [String], _ new: [String]) -> [String] {
        LineDifference.lines(from: old, to: new).map { line in
            switch line {
            case .kept(let text): " " + text
            case .removed(let text): "-" + text
            case .added(let text): "+" + text
            }
        }
    }

    @Test(arguments: [
        ([], [], []), (["a"], ["a"], [" a"]), ([], ["a"], ["+a"]), (["a"], [], ["-a"]), (["a"], ["b"], ["-a", "+b"]),
        (["a", "b", "c"], ["a", "c"], [" a", "-b", " c"]), (["a", "c"], ["a", "b", "c"], [" a", "+b", " c"]),
        (["a", "b", "c", "d"], ["b", "x", "d", "e"], ["-a", " b", "-c", "+x", " d", "+e"]),
        (["a", "a"], ["a", "a", "a"], [" a", " a", "+a"]), (["a", "b"], ["b", "a"], ["-a", " b", "+a"]),
        // They look alike, and are not the same bytes.
        (["\u{E9}"], ["e\u{301}"], ["-\u{E9}", "+e\u{301}"]),
    ])
    func `what goes stands before what comes, and as much as can stays`(
        _ old: [String],
        _ new: [String],
        _ expected: [String]
    ) {
        #expect(shown(old, new).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }

    @Test func `both lists can be told from any comparison`() {
        var generator = SplitMix(state: 7)
        for _ in 0..<300 {
            let old = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
                "\(Int.random(in: 0..<4, using: &generator))"
            }
            let new = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
                "\(Int.random(in: 0..<4, using: &generator))"
            }
            let lines = shown(old, new)
            #expect(lines.filter { !$0.hasPrefix("+") }.map { String($0.dropFirst()) } == old)
            #expect(lines.filter { !$0.hasPrefix("-") }.map { String($0.dropFirst()) } == new)
        }
    }

    @Test func `lists too long to be compared are replaced between their equal ends`() {
        let old = ["head"] + (0..<3_000).map { "old \($0)" } + ["tail"]
        let new = ["head"] + (0..<3_000).map { "new \($0)" } + ["tail"]
        let lines = shown(old, new)
        #expect(lines.count == 6_002)
        #expect(
            lines.first == " head" && lines.last == " tail" && lines[3_000] == "-old 2999" && lines[3_001] == "+new 0"
        )
    }
}

/// The generator of Steele, Lea and Flood (2014), so that a test is the same each time.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
