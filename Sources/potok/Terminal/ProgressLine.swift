import Potok
import PotokCore
import PotokFetch

/// Tells on standard error how far a run is: a line that is drawn again and again, or a line in a log now and then.
enum ProgressLine {
    /// How it is told.
    enum Form: Hashable {
        /// One line, drawn again five times a second.
        case live
        /// A line of its own every half minute, without control characters.
        case plain
    }

    static func show(_ form: Form, _ budget: RunBudget, _ current: @Sendable () -> RunCounts?) async {
        let start = ContinuousClock.now
        var meter = ProgressMeter(budget: budget)
        var nextLine: Duration = .seconds(30)
        while !Task.isCancelled {
            try? await Task.sleep(for: form == .live ? .milliseconds(200) : .seconds(1))
            guard !Task.isCancelled, let counts = current() else { continue }
            let time = start.duration(to: .now)
            let state = meter.state(of: counts, at: time)
            switch form {
            case .live: Terminal.progress(ProgressText.line(state, on: Terminal.traits))
            case .plain:
                guard time >= nextLine else { continue }
                nextLine += .seconds(30)
                Terminal.error(ProgressText.plain(state, at: SystemClock.now()))
            }
        }
        if form == .live { Terminal.progress("") }
    }
}
