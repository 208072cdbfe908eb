/// An instant to the second, in UTC: when something was fetched, changed or is due.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let secondsSince1970: Int

    /// Makes an instant from seconds since 1970-01-01T00:00:00Z.
    public init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

    /// RFC 3339 text, such as `2022-01-09T10:30:00Z`.
    public var text: String {
        // Four-digit years are all that RFC 3339 can write.
        let bounded = min(max(secondsSince1970, -62_135_596_800), 253_402_300_799)
        let days = bounded >= 0 ? bounded / 86_400 : (bounded - 86_399) / 86_400
        let second = bounded - days * 86_400
        let (year, month, day) = CivilDay.date(days)
        let pad = PublishedDate.padded
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T"
            + "\(pad(second / 3_600, 2)):\(pad(second / 60 % 60, 2)):\(pad(second % 60, 2))Z"
    }

    /// RFC 3339 text.
    public var description: String { text }

    /// Orders by time.
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.secondsSince1970 < b.secondsSince1970 }

    /// The instant a length of time later, to the second, rounded up.
    public static func + (time: Timestamp, length: Duration) -> Timestamp {
        Timestamp(secondsSince1970: time.secondsSince1970 + Int(length.seconds.rounded(.up)))
    }
}

/// Days of the proleptic Gregorian calendar, counted from 1970-01-01.
enum CivilDay {
    /// The number of a day; nil when the calendar has no such day.
    static func number(year: Int, month: Int, day: Int) -> Int? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...length(year, month)).contains(day) else {
            return nil
        }
        return ordinal(year, month, day)
    }

    /// The year, month and day of a number.
    static func date(_ number: Int) -> (year: Int, month: Int, day: Int) {
        var year = 1970 + number / 366
        while year > 1, ordinal(year, 1, 1) > number { year -= 1 }
        while ordinal(year + 1, 1, 1) <= number { year += 1 }
        var month = 1
        while month < 12, ordinal(year, month + 1, 1) <= number { month += 1 }
        return (year, month, number - ordinal(year, month, 1) + 1)
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func length(_ year: Int, _ month: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func ordinal(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400
        let monthStart = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1]
        return before * 365 + leapDays + monthStart + (month > 2 && isLeap(year) ? 1 : 0) + day - 1 - 719_162
    }
}
