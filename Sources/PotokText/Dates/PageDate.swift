public import PotokCore

/// A date as a page writes it: as precisely as it says, and in its own time zone.
public struct PageDate: Sendable, Hashable {
    /// What is known of it; an instant is in UTC.
    public let date: PublishedDate
    /// The minutes that the clock of the page is ahead of UTC; nil when the page gives no time or no zone.
    public let offset: Int?

    /// Makes a date; an offset counts only for an instant, and only up to 18 hours.
    public init(_ date: PublishedDate, offset: Int? = nil) {
        self.date = date
        self.offset = date.precision == .second ? offset.flatMap { abs($0) <= 1_080 ? $0 : nil } : nil
    }

    /// ISO 8601 text in the page's own time: `2022-01`, `2022-01-09`, or `2022-01-09T23:30:00-05:00`.
    ///
    /// A time of which no zone is known is written without one.
    public var text: String {
        guard date.precision == .second else { return date.text }
        let local = Timestamp(secondsSince1970: date.earliest + (offset ?? 0) * 60).text.dropLast()
        guard let offset else { return String(local) }
        if offset == 0 { return local + "Z" }
        let sign = offset < 0 ? "-" : "+"
        return local + sign + Self.padded(abs(offset) / 60) + ":" + Self.padded(abs(offset) % 60)
    }

    /// The day by the page's own calendar; nil when only a month or a year is known.
    public var day: PublishedDate? {
        switch date.precision {
        case .year, .month: nil
        case .day: date
        case .second: PublishedDate(String(text.prefix(10)))
        }
    }

    private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
