/// When a source takes part in runs: the key `schedule`, overridable per source.
public struct ScheduleOptions: Sendable, Hashable {
    /// How long after it took part the source takes part again; zero for every run.
    public var every: Duration = .zero
    /// The most that is added to this by chance, so that not all sources come at once.
    public var jitter: Duration = .zero
    /// The times of day at which it takes no part, such as `22:00-06:00`.
    public var quiet: [String] = []
    /// How long a source brings nothing new before that is an alarm; zero learns it.
    public var silentAfter: Duration = .zero

    /// The defaults.
    public init() {}

    /// The times of day at which it takes no part.
    public var quietTimes: [DayTime] { quiet.compactMap(DayTime.init) }
}

/// A part of the day, by the clock of the machine.
public struct DayTime: Sendable, Hashable {
    /// The first minute of it, counted from midnight.
    public var start: Int
    /// The first minute behind it; before the first one, it goes on into the next day.
    public var end: Int

    /// Reads `22:00-06:00`; nil for what is none.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = Self.minute(parts[0]), let end = Self.minute(parts[1]), start != end else {
            return nil
        }
        self.start = start
        self.end = end
    }

    /// Whether a minute of the day, counted from midnight, lies in it.
    public func contains(minute: Int) -> Bool {
        start < end ? (start..<end).contains(minute) : minute >= start || minute < end
    }

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count <= 2, parts[1].count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 24 * 60
        else { return nil }
        return hour * 60 + minute
    }
}
