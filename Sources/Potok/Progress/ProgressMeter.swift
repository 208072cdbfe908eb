import PotokCore

/// Makes what is shown out of the counts of a run: rate, and the time that is left when it can be known.
///
/// The rate is that of the last ten seconds. The time that is left is told only when nothing new was found in that time and
/// enough was done in it to measure.
public struct ProgressMeter: Sendable {
    private struct Sample {
        var time: Duration
        var done: Int
        var known: Int
    }

    private static let stages = ["fetch", "normalize", "deduplicate"]
    private static let window: Duration = .seconds(10)
    private static let leastDone = 5

    private let budget: RunBudget
    private var samples: [Sample] = []

    /// Makes a meter for a run with a budget.
    public init(budget: RunBudget = RunBudget()) { self.budget = budget }

    /// The state that counts stand for, so long after the run began; call it in the order of time.
    public mutating func state(of counts: RunCounts, at time: Duration) -> ProgressState {
        var state = ProgressState()
        state.done = counts.committed
        state.known = min(max(counts.due, counts.begun), budget.inputs ?? .max)
        state.known = max(state.known, state.done)
        state.stages = Self.stages.compactMap { name in
            let count = counts.inStage[name, default: 0]
            return count > 0 ? ProgressState.Stage(name: name, count: count) : nil
        }
        state.bytes = ByteCount(counts.bytes)
        state.hostsWaiting = counts.hostsWaiting
        state.failed = counts.outcomes[.failed, default: 0] + counts.outcomes[.quarantined, default: 0]
        samples.append(Sample(time: time, done: state.done, known: state.known))
        // One sample from before the window stays, so that the window is whole.
        while samples.count > 2, time - samples[1].time >= Self.window { samples.removeFirst() }
        guard let first = samples.first, time - first.time >= .seconds(1) else { return state }
        let rate = Double(state.done - first.done) / (time - first.time).seconds
        if state.done > first.done { state.rate = rate }
        state.left = left(state, first, rate, time)
        return state
    }

    private func left(
        _ state: ProgressState,
        _ first: Sample,
        _ rate: Double,
        _ time: Duration
    ) -> ProgressState.TimeLeft? {
        guard time - first.time >= Self.window, first.known == state.known, state.known > state.done,
            state.done - first.done >= Self.leastDone
        else { return nil }
        let seconds = Double(state.known - state.done) / rate
        guard seconds < 30 * 86_400 else { return nil }
        let left = Duration.seconds(seconds)
        if let limit = budget.duration, limit - time < left { return .about(max(limit - time, .zero)) }
        return state.hostsWaiting > 0 ? .atLeast(left) : .about(left)
    }
}
