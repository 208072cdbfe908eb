/// When something was published, as precisely as its source says and no more.
///
/// A source that says "January 2022" gives a month; no day is ever invented.
public struct PublishedDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// How much of a date is known.
    public enum Precision: String, Sendable, Hashable, Codable, CaseIterable {
        case year, month, day, second
    }

    /// ISO 8601 text of exactly the known parts: `2022`, `2022-01`, `2022-01-09` or `2022-01-09T10:30:00Z`.
    public let text: String
    /// How much is known.
    public let precision: Precision

    /// Reads ISO 8601 text (`2022`, `2022-01`, `2022-01-09`, `2022-01-09T10:30:00Z`, offsets and fractions allowed).
    ///
    /// A time without an offset is taken as UTC. Nil when the text is no date of the Gregorian calendar.
    public init?(_ text: String) {
        let bytes = Array(text.trimmingASCIISpace().utf8)
        func digits(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = digits(0..<4), year >= 1 else { return nil }
        if bytes.count == 4 {
            self.init(year: year)
            return
        }
        guard bytes[4] == UInt8(ascii: "-"), let month = digits(5..<7) else { return nil }
        if bytes.count == 7 {
            self.init(year: year, month: month)
            return
        }
        guard bytes[7] == UInt8(ascii: "-"), let day = digits(8..<10) else { return nil }
        if bytes.count == 10 {
            self.init(year: year, month: month, day: day)
            return
        }
        guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let hour = digits(11..<13), hour < 24, bytes.count >= 16, bytes[13] == UInt8(ascii: ":"),
            let minute = digits(14..<16), minute < 60,
            let days = CivilDay.number(year: year, month: month, day: day)
        else { return nil }
        var next = 16
        var second = 0
        if next < bytes.count, bytes[next] == UInt8(ascii: ":") {
            guard let value = digits(17..<19), value <= 60 else { return nil }
            second = min(value, 59)
            next = 19
            if next < bytes.count, bytes[next] == UInt8(ascii: ".") || bytes[next] == UInt8(ascii: ",") {
                next += 1
                while next < bytes.count, (0x30...0x39).contains(bytes[next]) { next += 1 }
            }
        }
        var offset = 0
        if next < bytes.count {
            switch bytes[next] {
            case UInt8(ascii: "Z"), UInt8(ascii: "z"):
                guard next + 1 == bytes.count else { return nil }
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                guard let hours = digits(next + 1..<next + 3), hours < 24 else { return nil }
                var rest = next + 3
                if rest < bytes.count, bytes[rest] == UInt8(ascii: ":") { rest += 1 }
                var minutes = 0
                if rest < bytes.count {
                    guard let value = digits(rest..<rest + 2), value < 60, rest + 2 == bytes.count else { return nil }
                    minutes = value
                }
                offset = (hours * 60 + minutes) * 60 * (bytes[next] == UInt8(ascii: "-") ? -1 : 1)
            default: return nil
            }
        }
        self.init(secondsSince1970: days * 86_400 + hour * 3_600 + minute * 60 + second - offset)
    }

    /// A year, a month or a day; nil when there is no such day.
    public init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard (1...9999).contains(year) else { return nil }
        var text = Self.padded(year, to: 4)
        guard let month else {
            (self.text, self.precision) = (text, .year)
            return
        }
        guard (1...12).contains(month) else { return nil }
        text += "-" + Self.padded(month, to: 2)
        guard let day else {
            (self.text, self.precision) = (text, .month)
            return
        }
        guard CivilDay.number(year: year, month: month, day: day) != nil else { return nil }
        (self.text, self.precision) = (text + "-" + Self.padded(day, to: 2), .day)
    }

    /// An instant, in seconds since 1970-01-01T00:00:00Z.
    public init(secondsSince1970 seconds: Int) {
        self.text = Timestamp(secondsSince1970: seconds).text
        self.precision = .second
    }

    /// The earliest instant that the date may mean, in seconds since 1970, UTC.
    public var earliest: Int {
        let digits = Array(text.utf8)
        func part(_ range: Range<Int>, else fallback: Int) -> Int {
            guard range.upperBound <= digits.count else { return fallback }
            return digits[range].reduce(0) { $0 * 10 + Int($1) - 0x30 }
        }
        let (year, month, day) = (part(0..<4, else: 1970), part(5..<7, else: 1), part(8..<10, else: 1))
        let days = CivilDay.number(year: year, month: month, day: day) ?? 0
        return days * 86_400 + part(11..<13, else: 0) * 3_600 + part(14..<16, else: 0) * 60 + part(17..<19, else: 0)
    }

    /// The ISO 8601 text.
    public var description: String { text }

    /// Orders by the earliest instant, then by precision: the year before its first month.
    ///
    /// All parts have a fixed width, so this is the order of the texts.
    public static func < (a: PublishedDate, b: PublishedDate) -> Bool { a.text < b.text }

    static func padded(_ value: Int, to width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
