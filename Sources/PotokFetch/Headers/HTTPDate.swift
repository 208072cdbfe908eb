import PotokCore

/// Reads dates as HTTP writes them (RFC 9110 §5.6.7): all three forms that a recipient has to know.
enum HTTPDate {
    /// The instant of `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`; nil
    /// for anything else.
    static func parse(_ text: String) -> Timestamp? {
        var words = text.split { $0 == " " || $0 == "\t" || $0 == "," }.map(String.init)
        guard words.count >= 4 else { return nil }
        // The day of the week says nothing that the date does not.
        words.removeFirst()
        if words[0].contains("-") {
            words.replaceSubrange(0...0, with: words[0].split(separator: "-").map(String.init))
        } else if month(words[0]) != nil, words.count == 4 {
            // asctime: month, day, time, year.
            words = [words[1], words[0], words[3], words[2], "GMT"]
        }
        guard words.count == 5, words[4] == "GMT" || words[4] == "UTC", let day = number(words[0], digits: 1...2),
            let month = month(words[1]), var year = number(words[2], digits: 2...4), let seconds = time(words[3])
        else { return nil }
        // RFC 850 dates have two digits. Whoever still sends them sends dates of this century.
        if words[2].utf8.count == 2 { year += 2_000 }
        guard let days = daysSince1970(year: year, month: month, day: day) else { return nil }
        return Timestamp(secondsSince1970: days * 86_400 + seconds)
    }

    private static func number(_ text: String, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func month(_ text: String) -> Int? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex(of: text.lowercased()).map { $0 + 1 }
    }

    private static func time(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            .map { number(String($0), digits: 2...2) }
        guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
            hour < 24, minute < 60, second <= 60
        else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    /// The number of a day of the Gregorian calendar, counted from 1970-01-01; nil when there is no such day.
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...9_999).contains(year), (1...12).contains(month), (1...lengths[month - 1]).contains(day) else {
            return nil
        }
        let before = year - 1
        return before * 365 + before / 4 - before / 100 + before / 400
            + lengths[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
    }
}
