import PotokConfiguration
import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Which sources take part in a run that takes all of them.
struct Schedule: Sendable {
    let now: Timestamp
    /// When each source took part last and left nothing over.
    let taken: [String: Timestamp]

    /// When a source takes part again; nil when it does now.
    func rests(_ source: SourceOptions) -> Timestamp? {
        if let end = quietEnd(source.schedule) { return end }
        guard let last = taken[source.name], source.schedule.every > .zero else { return nil }
        let next = last + source.schedule.every + Self.chance(source.schedule.jitter, source.name, last)
        return next > now ? next : nil
    }

    /// The end of the quiet time that holds now.
    private func quietEnd(_ options: ScheduleOptions) -> Timestamp? {
        guard !options.quiet.isEmpty else { return nil }
        let minute = Self.minuteOfDay(now)
        let ends = options.quietTimes.filter { $0.contains(minute: minute) }.map { time in
            (time.end - minute + 24 * 60) % (24 * 60)
        }
        let second = now.secondsSince1970 % 60
        return ends.max().map { Timestamp(secondsSince1970: now.secondsSince1970 - second + $0 * 60) }
    }

    /// Minutes since midnight by the clock of the machine.
    private static func minuteOfDay(_ time: Timestamp) -> Int {
        var seconds = time_t(time.secondsSince1970)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return time.secondsSince1970 / 60 % (24 * 60) }
        return Int(parts.tm_hour) * 60 + Int(parts.tm_min)
    }

    /// A length of time up to a limit, the same whenever it is asked for until the source takes part again.
    private static func chance(_ limit: Duration, _ source: String, _ last: Timestamp) -> Duration {
        guard limit > .zero else { return .zero }
        let bytes = SHA256.hash(Array("\(source) \(last)".utf8)).prefix(4)
        let share = Double(bytes.reduce(0) { $0 << 8 | UInt32($1) }) / Double(UInt32.max)
        return .seconds(limit.seconds * share)
    }
}
