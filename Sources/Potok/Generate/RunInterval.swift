public import PotokCore

/// How often the system starts runs: a number of minutes that divides the hour, or of hours that divides the day.
///
/// Cron can say nothing else that is even: every seven minutes would mean four minutes at the end of the hour.
public struct RunInterval: Sendable, Hashable {
    /// The length in minutes.
    let minutes: Int

    private init(minutes: Int) { self.minutes = minutes }

    /// A quarter of an hour: what is not due costs a run nothing.
    public static let usual = RunInterval(minutes: 15)

    /// Reads a length of time such as `15m` or `6 h`.
    ///
    /// - Throws: `usage.every` when it does not divide an hour or a day, with what comes near.
    public init(text: String) throws(PotokError) {
        let length = Duration(text: text)
        let minutes = length.flatMap { Int(exactly: $0.seconds / 60) }
        if let minutes, Self.legal.contains(minutes) {
            self.init(minutes: minutes)
            return
        }
        let wanted = (length?.seconds ?? 900) / 60
        let near = Self.legal.min { abs(Double($0) - wanted) < abs(Double($1) - wanted) } ?? Self.usual.minutes
        throw PotokError(
            "usage.every",
            "'\(text)' is no length of time that divides an hour or a day",
            hint: "such as \(RunInterval(minutes: near).text)"
        )
    }

    private static let legal = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30] + [1, 2, 3, 4, 6, 8, 12, 24].map { $0 * 60 }

    /// The length for people: `15 min`.
    public var text: String { Duration.seconds(minutes * 60).text }

    /// The five fields of time of crontab(5).
    var cronFields: String {
        switch minutes {
        case 1: "* * * * *"
        case ..<60: "*/\(minutes) * * * *"
        case 60: "0 * * * *"
        case ..<1_440: "0 */\(minutes / 60) * * *"
        default: "0 0 * * *"
        }
    }

    /// The calendar expression of systemd.time(7).
    var calendar: String {
        switch minutes {
        case ..<60: "*-*-* *:0/\(minutes):00"
        case ..<1_440: "*-*-* 0/\(minutes / 60):00:00"
        default: "*-*-* 00:00:00"
        }
    }
}
