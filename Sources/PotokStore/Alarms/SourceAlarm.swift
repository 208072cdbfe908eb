public import PotokCore

/// Something about a source that a person should look into, told once and shown until it ends.
public struct SourceAlarm: Sendable, Hashable {
    /// What it is about.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The source brings nothing new any more.
        case silent
        /// What the source brings is much less than it was: its pages may have been made anew.
        case decay

        /// The stable code of the notice.
        public var code: String {
            switch self {
            case .silent: "source.silent"
            case .decay: "source.decay"
            }
        }
    }

    /// The source.
    public var source: String
    /// What it is about.
    public var kind: Kind
    /// The run that saw it first, by its time.
    public var since: Timestamp
    /// What was seen, in one line.
    public var message: String
    /// For decay: what the source was like before.
    public var baseline: SampleFigures?

    /// Makes an alarm.
    public init(
        source: String,
        kind: Kind,
        since: Timestamp,
        message: String,
        baseline: SampleFigures? = nil
    ) {
        self.source = source
        self.kind = kind
        self.since = since
        self.message = message
        self.baseline = baseline
    }
}
