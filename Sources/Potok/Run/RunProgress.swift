public import PotokCore
import PotokFetch
import PotokStreams

/// The counts of a run while it goes on.
public struct RunCounts: Sendable, Hashable {
    /// Requests handed to the first stage.
    public var begun = 0
    /// Requests in each stage now, by its name.
    public var inStage: [String: Int] = [:]
    /// Committed inputs by their outcome.
    public var outcomes: [Outcome.Kind: Int] = [:]
    /// Addresses that were due when the run began, and those that have become due since.
    public var due = 0
    /// Bytes of answers over the network, as they were sent.
    public var bytes = 0
    /// Hosts with something due that are not to be asked yet.
    public var hostsWaiting = 0

    /// Committed inputs.
    public var committed: Int { outcomes.values.reduce(0, +) }
}

/// Counts what a run does, and notes for the journal who is at work.
final class RunProgress: PipelineObserver {
    private let counts = Lock(RunCounts())
    private let queues = Lock<HostQueues?>(nil)
    private let journal: WorkJournal
    private let journalSlots: [String: Range<Int>]

    /// Makes the counter of a run whose stages `normalize` and `deduplicate` have so many workers each.
    ///
    /// Only these two are in the journal: they run code over bytes that nobody controls. A request that waits for the network
    /// is not at work.
    init(journal: WorkJournal, workers: Int) {
        self.journal = journal
        journalSlots = ["normalize": 0..<workers, "deduplicate": workers..<2 * workers]
    }

    var current: RunCounts {
        var current = counts.withLock { $0 }
        current.hostsWaiting = queues.withLock { $0 }?.waitingHosts ?? 0
        return current
    }

    /// Names the queues whose hosts are counted.
    func watch(_ queues: HostQueues) { self.queues.withLock { $0 = queues } }

    func fetched(_ bytes: Int) { counts.withLock { $0.bytes += bytes } }

    func setDue(_ due: Int) { counts.withLock { $0.due = due } }

    func addDue(_ count: Int) { counts.withLock { $0.due += count } }

    func committed(_ outcomes: [Outcome.Kind: Int]) {
        counts.withLock { $0.outcomes.merge(outcomes, uniquingKeysWith: +) }
    }

    func began(_ request: Request, stage: String, worker: Int) {
        if let slots = journalSlots[stage] { journal.begin(request.claim, slot: slots.lowerBound + worker) }
        counts.withLock {
            if stage == "fetch" { $0.begun += 1 }
            $0.inStage[stage, default: 0] += 1
        }
    }

    func ended(_ request: Request, stage: String, worker: Int) {
        if let slots = journalSlots[stage] { journal.end(slot: slots.lowerBound + worker) }
        counts.withLock { $0.inStage[stage, default: 0] -= 1 }
    }
}
