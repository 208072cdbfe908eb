import Potok
import PotokCore

/// One line on standard error that tells how far a run is, drawn again five times a second.
enum ProgressLine {
    static func show(_ current: @Sendable () -> RunCounts?) async {
        let start = ContinuousClock.now
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(200))
            guard !Task.isCancelled, let counts = current() else { continue }
            let seconds = max(start.duration(to: .now).seconds, 0.001)
            let flight = counts.inStage.values.reduce(0, +)
            let rate = Int(Double(counts.committed) / seconds)
            let failed = counts.outcomes[.failed, default: 0]
            Terminal.progress(
                "\(counts.committed) of \(max(counts.due, counts.begun)) done, \(flight) in flight, \(rate)/s"
                    + (failed > 0 ? ", \(failed) failed" : "")
            )
        }
        Terminal.progress("")
    }
}
