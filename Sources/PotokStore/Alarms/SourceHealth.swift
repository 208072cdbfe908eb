public import PotokCore

/// What is known of a source after a run, for judging how well it is.
public struct SourceHealth: Sendable, Hashable {
    /// The source.
    public var name: String
    /// Whether it took part in the run and nothing of it was left over: only then does silence mean anything.
    public var isComplete: Bool
    /// When it last brought something new, or was looked at first; of addresses that it names itself, a change is new too.
    public var heardAt: Timestamp
    /// How long it may bring nothing new before it counts as silent, learned of its rhythm; nil while that is not known.
    public var silentAfter: Duration?
    /// What its newest pages were like, oldest first; nil when the run brought none.
    public var samples: [SourceSample]?
    /// The alarms that stand.
    public var alarms: [SourceAlarm]

    /// Makes what is known of a source.
    public init(
        name: String,
        isComplete: Bool,
        heardAt: Timestamp,
        silentAfter: Duration?,
        samples: [SourceSample]?,
        alarms: [SourceAlarm]
    ) {
        self.name = name
        self.isComplete = isComplete
        self.heardAt = heardAt
        self.silentAfter = silentAfter
        self.samples = samples
        self.alarms = alarms
    }
}
