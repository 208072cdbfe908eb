import PotokCore

/// How many batches of what size a target is given at once, and how long it is left alone after a failure.
///
/// A pure state machine. It adds one batch after some good answers in a row and halves when the target is busy, takes too long
/// or becomes slow (additive increase, multiplicative decrease: Chiu and Jain 1989). Pauses double up to a minute and are spread
/// by chance, so that several who were sent away do not come back together; what the target asks for in `Retry-After` is the least.
struct DeliveryPace {
    /// Good answers in a row before one more batch may be under way.
    static let patience = 4
    /// The first pause, and the longest that is not asked for by the target.
    static let firstPause = Duration.milliseconds(500)
    static let longestPause = Duration.seconds(60)
    /// The longest that a target can ask for.
    static let longestWish = Duration.seconds(3_600)
    /// A target is slow when it takes this many times as long for a change as it did at best, and this long for a batch.
    private static let slowness = 3.0
    private static let slowBatch = 0.25

    let most: Int
    let largest: Int
    /// How many batches may be under way.
    private(set) var limit = 1
    /// How many changes a batch may have.
    private(set) var size: Int
    /// How often in a row nothing was taken.
    private(set) var failures: Int
    private var good = 0
    /// Seconds that a change took lately, and at best.
    private var usual: Double?
    private var best: Double?

    /// Begins slowly.
    ///
    /// - Parameters:
    ///   - parallel: how many batches at the most.
    ///   - size: how many changes a batch has at the most.
    ///   - failures: how often in a row an earlier process got nothing delivered.
    init(parallel: Int, size: Int, failures: Int = 0) {
        self.most = parallel
        self.largest = size
        self.size = size
        self.failures = failures
    }

    /// A batch was answered.
    mutating func answered(changes: Int, took: Duration) {
        failures = 0
        size = min(largest, size + max(1, largest / 16))
        let each = took.seconds / Double(max(1, changes))
        let usual = usual.map { $0 * 0.7 + each * 0.3 } ?? each
        self.usual = usual
        best = min(best ?? usual, usual)
        if let best, limit > 1, took.seconds > Self.slowBatch, usual > best * Self.slowness {
            halve()
            // What is slow now is what it can do now.
            self.best = usual
            return
        }
        good += 1
        if good >= Self.patience, limit < most {
            limit += 1
            good = 0
        }
    }

    /// A batch was not answered, or was told to come again.
    ///
    /// - Parameters:
    ///   - changes: how many changes it had.
    ///   - random: a number from 0 to 1.
    /// - Returns: how long the target is left alone.
    mutating func failed(_ failure: SinkFailure, changes: Int, random: Double) -> Duration {
        failures += 1
        switch failure.kind {
        case .busy: halve()
        case .timeout, .failed, .malformed:
            halve()
            size = max(1, min(size, changes) / 2)
        default:
            limit = 1
            good = 0
        }
        return Self.pause(failures, failure, random: random)
    }

    /// A batch was too large, or something in it was wrong.
    mutating func refused(size refused: Int) { size = max(1, min(size, refused / 2)) }

    /// How long to wait after so many failures in a row.
    static func pause(_ failures: Int, _ failure: SinkFailure, random: Double) -> Duration {
        let doubled = firstPause * (1 << min(max(failures - 1, 0), 16))
        let base = min(doubled, longestPause)
        // Half of it for certain, the other half by chance.
        let spread = base * (0.5 + 0.5 * random)
        return max(spread, min(failure.retryAfter ?? .zero, longestWish))
    }

    /// How many changes a batch may have whose oldest change was tried so often and may be the cause of failures.
    func size(attempts: Int) -> Int { min(size, max(1, largest >> min(attempts, 62))) }

    private mutating func halve() {
        limit = max(1, limit / 2)
        good = 0
    }
}
