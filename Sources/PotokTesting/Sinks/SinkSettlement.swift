public import PotokCore
public import PotokSinks

/// Delivers changes as the delivery does, without its waiting: again what is to be retried, in halves what is refused.
public struct SinkSettlement: Sendable {
    /// The changes that the target acknowledged.
    public private(set) var delivered: Set<DocumentKey> = []
    /// Those that it refuses for ever, with its words.
    public private(set) var rejected: [DocumentKey: SinkFailure] = [:]
    /// Those that were neither acknowledged nor refused in the end.
    public private(set) var left: Set<DocumentKey> = []
    /// The failures on the way, in their order.
    public private(set) var failures: [SinkFailure] = []

    /// Delivers changes.
    ///
    /// - Parameter attempts: how often a batch is sent before it is left.
    public init(_ changes: [SinkChange], to sink: any Sink, attempts: Int = 12) async {
        await settle(changes, sink, attempts)
    }

    private mutating func settle(_ changes: [SinkChange], _ sink: any Sink, _ attempts: Int) async {
        var waiting = changes
        for _ in 0..<attempts where !waiting.isEmpty {
            switch await sink.deliver(waiting) {
            case .answered(let answers):
                // As many answers as changes is what the protocol promises; anything else leaves all of them.
                guard answers.count == waiting.count else {
                    left.formUnion(waiting.map(\.change.key))
                    return
                }
                var again: [SinkChange] = []
                for (change, answer) in zip(waiting, answers) {
                    switch answer {
                    case .delivered: delivered.insert(change.change.key)
                    case .rejected(let failure): rejected[change.change.key] = failure
                    case .retry(let failure):
                        failures.append(failure)
                        again.append(change)
                    }
                }
                waiting = again
            case .retry(let failure): failures.append(failure)
            case .refused(let failure):
                if waiting.count == 1 {
                    rejected[waiting[0].change.key] = failure
                } else {
                    let half = waiting.count / 2
                    await settle(Array(waiting[..<half]), sink, attempts)
                    await settle(Array(waiting[half...]), sink, attempts)
                }
                return
            }
        }
        left.formUnion(waiting.map(\.change.key))
    }
}
