import PotokCore
import Testing

@testable import Potok

/// What is shown of a run while it goes on.
struct ProgressTests {
    private static func terminal(
        width: Int = 200,
        isUTF8: Bool = true,
        isColoured: Bool = false
    ) -> TerminalTraits {
        var variables = ["TERM": "xterm", "LANG": isUTF8 ? "pl_PL.UTF-8" : "C"]
        if !isColoured { variables["NO_COLOR"] = "1" }
        return TerminalTraits(isTerminal: true, columns: width) { [variables] in variables[$0] }
    }

    private static let state: ProgressState = {
        var state = ProgressState()
        state.done = 412
        state.known = 1_980
        state.stages = [.init(name: "fetch", count: 6), .init(name: "normalize", count: 2)]
        state.rate = 38.4
        state.bytes = ByteCount(12_400_000)
        state.hostsWaiting = 9
        state.failed = 3
        state.left = .atLeast(.seconds(100))
        return state
    }()

    @Test(arguments: [
        (
            200, true,
            "━━──────── · 412 of 1980 done · fetch 6 normalize 2 · 38/s · 12 MB · 9 hosts waiting · 3 failed · at least 2 min left"
        ),
        (
            200, false,
            "==--------, 412 of 1980 done, fetch 6 normalize 2, 38/s, 12 MB, 9 hosts waiting, 3 failed, at least 2 min left"
        ),
        (80, true, "412 of 1980 done · fetch 6 normalize 2 · 38/s · 3 failed · at least 2 min left"),
        (60, true, "412 of 1980 done · 38/s · 3 failed · at least 2 min left"),
        (40, true, "412 of 1980 done · 38/s · 3 failed"), (20, true, "412 of 1980 done"), (10, true, ""),
        (1, false, ""),
    ])
    func `what matters least is left out where the line is narrow`(_ width: Int, _ isUTF8: Bool, _ line: String) {
        #expect(ProgressText.line(Self.state, on: Self.terminal(width: width, isUTF8: isUTF8)) == line)
    }

    @Test(arguments: 1...140) func `a line is narrower than the terminal`(_ width: Int) {
        let line = ProgressText.line(Self.state, on: Self.terminal(width: width))
        #expect(line.count < width)
    }

    @Test func `a terminal that shows ASCII alone gets nothing else, and failures are red where colours are wanted`() {
        #expect(
            ProgressText.line(Self.state, on: Self.terminal(isUTF8: false)).utf8.allSatisfy {
                (0x20...0x7E).contains($0)
            }
        )
        let coloured = ProgressText.line(Self.state, on: Self.terminal(isColoured: true))
        #expect(coloured.contains("\u{1B}[31m3 failed\u{1B}[0m"))
        #expect(!ProgressText.line(Self.state, on: Self.terminal()).contains("\u{1B}"))
    }

    @Test func `a line for a log has the time and no control characters`() {
        let line = ProgressText.plain(Self.state, at: Timestamp(secondsSince1970: 0))
        #expect(line.hasPrefix("1970-01-01T00:00:00Z 412 of 1980 done, fetch 6 normalize 2, 38/s, 12 MB, "))
        #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(ProgressText.plain(ProgressState(), at: Timestamp(secondsSince1970: 0)).hasSuffix("Z reading sources"))
    }

    @Test(
        arguments: [
            ([:], true, false, false, false), (["TERM": "dumb", "LANG": "C.UTF-8"], true, false, false, true),
            (["TERM": "xterm"], true, true, true, false),
            (["TERM": "xterm", "NO_COLOR": "1"], true, true, false, false),
            (["TERM": "xterm", "NO_COLOR": ""], true, true, true, false),
            (["TERM": "xterm", "LANG": "en_GB.utf8"], true, true, true, true),
            (["TERM": "xterm", "LC_ALL": "C", "LANG": "en_GB.UTF-8"], true, true, true, false),
            (["TERM": "xterm", "LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"], true, true, true, true),
            (["TERM": "xterm", "LANG": "pl_PL.ISO-8859-2"], false, false, false, false),
        ] as [([String: String], Bool, Bool, Bool, Bool)]
    )
    func `the environment says what a terminal can show`(
        _ variables: [String: String],
        _ isTerminal: Bool,
        _ canRedraw: Bool,
        _ isColoured: Bool,
        _ isUTF8: Bool
    ) {
        let traits = TerminalTraits(isTerminal: isTerminal, columns: nil) { variables[$0] }
        #expect(traits.canRedraw == canRedraw)
        #expect(traits.isColoured == isColoured)
        #expect(traits.isUTF8 == isUTF8)
    }

    @Test(
        arguments: [
            (120, nil, 120), (0, "100", 100), (nil, "100", 100), (120, "90", 120), (nil, "none", 80), (nil, "-4", 80),
            (nil, nil, 80), (nil, "99999999999", 10_000),
        ] as [(Int?, String?, Int)]
    )
    func `the width is the system's, or that of COLUMNS, or 80`(_ columns: Int?, _ variable: String?, _ width: Int) {
        #expect(TerminalTraits(isTerminal: true, columns: columns) { $0 == "COLUMNS" ? variable : nil }.width == width)
    }

    // MARK: The meter

    private static func counts(done: Int, due: Int, hostsWaiting: Int = 0) -> RunCounts {
        var counts = RunCounts()
        counts.begun = done
        counts.due = due
        counts.outcomes = [.indexed: done]
        counts.hostsWaiting = hostsWaiting
        return counts
    }

    /// The last state of a run that does so much in each second.
    private static func state(
        seconds: Int,
        perSecond: Int,
        due: (Int) -> Int,
        hostsWaiting: Int = 0,
        budget: RunBudget = RunBudget()
    ) -> ProgressState {
        var meter = ProgressMeter(budget: budget)
        var state = ProgressState()
        for second in 0...seconds {
            let counts = counts(done: second * perSecond, due: due(second), hostsWaiting: hostsWaiting)
            state = meter.state(of: counts, at: .seconds(second))
        }
        return state
    }

    @Test func `the time that is left is told when what is due is known and the rate measured`() {
        let state = Self.state(seconds: 20, perSecond: 10, due: { _ in 1_000 })
        #expect(state.rate == 10)
        #expect(state.left == .about(.seconds(80)))
    }

    @Test func `where hosts have to be waited for, it is the least`() {
        #expect(
            Self.state(seconds: 20, perSecond: 10, due: { _ in 1_000 }, hostsWaiting: 2).left == .atLeast(.seconds(80))
        )
    }

    @Test func `it is not told before ten seconds, while new pages are found, when little is done, or at the end`() {
        #expect(Self.state(seconds: 9, perSecond: 10, due: { _ in 1_000 }).left == nil)
        #expect(Self.state(seconds: 60, perSecond: 10, due: { 1_000 + $0 }).left == nil)
        #expect(Self.state(seconds: 60, perSecond: 0, due: { _ in 1_000 }).left == nil)
        #expect(Self.state(seconds: 20, perSecond: 10, due: { _ in 200 }).left == nil)
    }

    @Test func `a budget bounds what is known and how long it takes`() {
        let inputs = Self.state(seconds: 20, perSecond: 10, due: { _ in 1_000 }, budget: RunBudget(inputs: 300))
        #expect(inputs.known == 300)
        #expect(inputs.left == .about(.seconds(10)))
        let duration = Self.state(
            seconds: 20,
            perSecond: 10,
            due: { _ in 1_000 },
            hostsWaiting: 1,
            budget: RunBudget(duration: .seconds(30))
        )
        #expect(duration.left == .about(.seconds(10)))
    }

    @Test func `the rate is that of the last ten seconds`() {
        var meter = ProgressMeter()
        for second in 0...30 { _ = meter.state(of: Self.counts(done: 0, due: 9), at: .seconds(second)) }
        for second in 31...50 {
            let counts = Self.counts(done: (second - 30) * 4, due: 900)
            #expect(meter.state(of: counts, at: .seconds(second)).rate ?? 0 <= 4)
        }
        #expect(meter.state(of: Self.counts(done: 84, due: 900), at: .seconds(51)).rate == 4)
    }
}
