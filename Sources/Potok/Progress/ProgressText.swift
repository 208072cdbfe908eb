public import PotokCore

/// How far a run is, in one line.
public enum ProgressText {
    /// A part of the line; the least important ones are left out first where the line is narrow.
    private struct Part {
        var text: String
        var importance: Int
        var isBad = false
    }

    /// The line for a terminal: no wider than one column less than it has, in ASCII alone where it shows nothing else.
    public static func line(_ state: ProgressState, on terminal: TerminalTraits) -> String {
        var parts = parts(state)
        if state.known > 0 { parts.insert(Part(text: bar(state, terminal.isUTF8), importance: 1), at: 0) }
        let separator = terminal.isUTF8 ? " · " : ", "
        func width(_ parts: [Part]) -> Int {
            parts.reduce(0) { $0 + $1.text.count } + separator.count * max(0, parts.count - 1)
        }
        // A line that fills the last column makes some terminals begin the next one.
        while width(parts) >= terminal.width,
            let least = parts.indices.min(by: { parts[$0].importance < parts[$1].importance })
        {
            parts.remove(at: least)
        }
        return parts.map { part in
            part.isBad && terminal.isColoured ? "\u{1B}[31m\(part.text)\u{1B}[0m" : part.text
        }.joined(separator: separator)
    }

    /// The line for a log.
    public static func plain(_ state: ProgressState, at time: Timestamp) -> String {
        "\(time) " + parts(state).map(\.text).joined(separator: ", ")
    }

    private static func parts(_ state: ProgressState) -> [Part] {
        guard state.known > 0 else { return [Part(text: "reading sources", importance: 9)] }
        var parts = [Part(text: "\(state.done) of \(state.known) done", importance: 9)]
        if !state.stages.isEmpty {
            let text = state.stages.map { "\($0.name) \($0.count)" }.joined(separator: " ")
            parts.append(Part(text: text, importance: 4))
        }
        if let rate = state.rate { parts.append(Part(text: Self.rate(rate), importance: 6)) }
        if state.bytes.bytes > 0 { parts.append(Part(text: state.bytes.rounded, importance: 2)) }
        if state.hostsWaiting > 0 {
            let hosts = state.hostsWaiting == 1 ? "host" : "hosts"
            parts.append(Part(text: "\(state.hostsWaiting) \(hosts) waiting", importance: 3))
        }
        if state.failed > 0 { parts.append(Part(text: "\(state.failed) failed", importance: 8, isBad: true)) }
        switch state.left {
        case .about(let time): parts.append(Part(text: "about \(length(time)) left", importance: 5))
        case .atLeast(let time): parts.append(Part(text: "at least \(length(time)) left", importance: 5))
        case nil: break
        }
        return parts
    }

    private static func bar(_ state: ProgressState, _ isUTF8: Bool) -> String {
        let cells = 10
        let full = min(cells, state.done * cells / max(1, state.known))
        let (done, open): (Character, Character) = isUTF8 ? ("━", "─") : ("=", "-")
        return String(repeating: done, count: full) + String(repeating: open, count: cells - full)
    }

    private static func rate(_ rate: Double) -> String {
        if rate >= 10 { return "\(Int(rate.rounded()))/s" }
        if rate >= 1 {
            let tenths = Int((rate * 10).rounded())
            return "\(tenths / 10).\(tenths % 10)/s"
        }
        return "\(max(1, Int((rate * 60).rounded())))/min"
    }

    /// A time in words that promise no more than is known: rounded up.
    private static func length(_ time: Duration) -> String {
        let seconds = Int(time.seconds.rounded(.up))
        if seconds <= 60 { return "\(max(1, (seconds + 9) / 10) * 10) s" }
        let minutes = (seconds + 59) / 60
        return minutes < 90 ? "\(minutes) min" : "\((minutes + 59) / 60) h"
    }
}
