import PotokCore

/// Finds dates in text as people and programs write them.
///
/// Reads ISO 8601, RFC 5322, numeric dates in the three orders, East Asian ones, and dates with the names of months in the
/// languages of ``DateWords``.
package struct DateReader {
    /// What stands first in a date such as `03/04/2022` that could be read both ways.
    package enum Order: Sendable {
        case dayFirst, monthFirst
    }

    /// A date and where in the text it stands.
    package struct Found {
        package var date: PageDate
        package var range: Range<Int>
    }

    private let tokens: DateTokens
    private let order: Order

    private init(_ text: [UInt8], order: Order) {
        tokens = DateTokens(text)
        self.order = order
    }

    /// The first date of a text that gives at least a day; if there is none, the first that gives a month.
    ///
    /// - Parameter isMachineText: whether the text is meant for programs, so that `20220109` and seconds since 1970 are
    ///   dates too.
    package static func first(in text: [UInt8], order: Order = .dayFirst, isMachineText: Bool = false) -> Found? {
        let reader = DateReader(text, order: order)
        var month: Found?
        for index in reader.tokens.tokens.indices {
            guard let found = reader.read(at: index, isMachineText: isMachineText) else { continue }
            if found.date.date.precision == .day || found.date.date.precision == .second { return found }
            month = month ?? found
        }
        return month
    }

    /// The first date of a value that is meant for programs, such as an attribute; a year alone counts as well.
    package static func value(_ text: String, order: Order = .monthFirst) -> PageDate? {
        let bytes = Array(text.utf8.prefix(128))
        if let found = first(in: bytes, order: order, isMachineText: true) { return found.date }
        let words = bytes.split(whereSeparator: { $0 <= 0x20 })
        guard words.count == 1, words[0].count == 4, words[0].allSatisfy({ $0 &- 0x30 < 10 }),
            let year = Int(String(decoding: words[0], as: UTF8.self)), Self.isYear(year)
        else { return nil }
        return PublishedDate(year: year).map { PageDate($0) }
    }

    /// All dates of a text that give at least a day, in their order; at most as many as wanted.
    package static func all(in text: [UInt8], order: Order = .dayFirst, limit: Int = 8) -> [Found] {
        let reader = DateReader(text, order: order)
        var found: [Found] = []
        var end = 0
        for index in reader.tokens.tokens.indices where reader.tokens.tokens[index].start >= end {
            guard let next = reader.read(at: index, isMachineText: false),
                next.date.date.precision == .day || next.date.date.precision == .second
            else { continue }
            found.append(next)
            end = next.range.upperBound
            if found.count == limit { break }
        }
        return found
    }

    /// Whether a number may be the year of a page; the web began in 1990, papers on it are older.
    package static func isYear(_ year: Int) -> Bool { (1900...2100).contains(year) }

    // MARK: Forms

    private typealias Day = (year: Int, month: Int, day: Int?, next: Int)

    private func read(at index: Int, isMachineText: Bool) -> Found? {
        if isMachineText, let instant = instant(at: index) { return instant }
        guard
            let day = yearFirst(at: index) ?? compact(at: index, isMachineText: isMachineText) ?? numeric(at: index)
                ?? dayThenName(at: index) ?? nameThenDay(at: index)
        else { return nil }
        guard let date = PublishedDate(year: day.year, month: day.month, day: day.day) else { return nil }
        let start = tokens.tokens[index].start
        let end = tokens.tokens[day.next - 1].end
        guard date.precision == .day else { return Found(date: PageDate(date), range: start..<end) }
        guard let (instant, offset, next) = time(at: day.next, of: date) else {
            return Found(date: PageDate(date), range: start..<end)
        }
        let found = PageDate(PublishedDate(secondsSince1970: instant - (offset ?? 0) * 60), offset: offset)
        return Found(date: found, range: start..<tokens.tokens[next - 1].end)
    }

    /// `2022-01-09`, `2022/1/9`, `2022.01.09`, `2022年1月9日`, `2022-01`, `2022 January 9`.
    private func yearFirst(at index: Int) -> Day? {
        guard let year = tokens.number(index, digits: 4...4), Self.isYear(year), !follows(index, "-/.:") else {
            return nil
        }
        if tokens.isUnit(index + 1, .year), let month = tokens.number(index + 2, digits: 1...2),
            tokens.isUnit(index + 3, .month)
        {
            guard let day = tokens.number(index + 4, digits: 1...2), tokens.isUnit(index + 5, .day) else {
                return (year, month, nil, index + 4)
            }
            return (year, month, day, index + 6)
        }
        if let sign = tokens.sign(index + 1), "-/.".utf8.contains(sign),
            let month = tokens.number(index + 2, digits: 1...2)
        {
            if tokens.sign(index + 3) == sign, let day = tokens.number(index + 4, digits: 1...2) {
                return (year, month, day, index + 5)
            }
            // `2022-01` alone; `2022/1` could be a fraction or an issue.
            let isAlone = sign == UInt8(ascii: "-") && tokens.number(index + 2, digits: 2...2) != nil
            return isAlone && tokens.sign(index + 3) == nil ? (year, month, nil, index + 3) : nil
        }
        if let month = DateWords.month(tokens.word(index + 1)), let day = tokens.number(index + 2, digits: 1...2) {
            return (year, month, day, index + 3)
        }
        return nil
    }

    /// `20220109`, and what may follow it (`T103000Z`).
    private func compact(at index: Int, isMachineText: Bool) -> Day? {
        guard isMachineText, let value = tokens.number(index, digits: 8...8), Self.isYear(value / 10_000) else {
            return nil
        }
        return (value / 10_000, value / 100 % 100, value % 100, index + 1)
    }

    /// `9.1.2022`, `09/01/2022`, `09-01-2022`, `9.1.22`.
    private func numeric(at index: Int) -> Day? {
        guard let first = tokens.number(index, digits: 1...2), let sign = tokens.sign(index + 1),
            "-/.".utf8.contains(sign),
            let second = tokens.number(index + 2, digits: 1...2), tokens.sign(index + 3) == sign,
            !follows(index, "-/.:,")
        else { return nil }
        let year: Int
        if let full = tokens.number(index + 4, digits: 4...4), Self.isYear(full) {
            year = full
        } else if let short = tokens.number(index + 4, digits: 2...2), tokens.number(index + 2, digits: 2...2) != nil,
            !tokens.isSign(index + 5, "."), !tokens.isSign(index + 5, "-")
        {
            year = short < 70 ? 2_000 + short : 1_900 + short
        } else {
            return nil
        }
        // Dots mean that the day comes first, everywhere; a number above 12 is no month.
        let isMonthFirst =
            sign != UInt8(ascii: ".") && (order == .monthFirst ? second <= 31 && first <= 12 : second > 12)
        return isMonthFirst ? (year, first, second, index + 5) : (year, second, first, index + 5)
    }

    /// `9 January 2022`, `9. Januar 2022`, `9 de enero de 2022`, `9th of Jan., 2022`, `9-Jan-2022`, `9 Jan 22`.
    private func dayThenName(at index: Int) -> Day? {
        guard let day = tokens.number(index, digits: 1...2), (1...31).contains(day), !follows(index, ".:/") else {
            return nil
        }
        var next = skip(index + 1, signs: ".,-/'", words: true, atMost: 4)
        guard let month = DateWords.month(tokens.word(next)) else { return nil }
        next = skip(next + 1, signs: ".,-/'", words: true, atMost: 3)
        if let year = tokens.number(next, digits: 4...4), Self.isYear(year) { return (year, month, day, next + 1) }
        if let short = tokens.number(next, digits: 2...2), tokens.isSign(next - 1, "-") || tokens.isSign(next - 1, "'")
        {
            return ((short < 70 ? 2_000 : 1_900) + short, month, day, next + 1)
        }
        return shortYear(at: next).map { ($0, month, day, next + 1) }
    }

    /// The two digits of a year before a time of day, as RFC 822 wrote it: `20 Nov 26 10:00`.
    private func shortYear(at index: Int) -> Int? {
        guard let short = tokens.number(index, digits: 2...2), tokens.number(index + 1, digits: 2...2) != nil,
            tokens.isSign(index + 2, ":")
        else { return nil }
        return (short < 70 ? 2_000 : 1_900) + short
    }

    /// `January 9, 2022`, `Jan. 9th 2022`, `January 2022`, `Nov 20 10:00:00 2026`.
    private func nameThenDay(at index: Int) -> Day? {
        guard case .word = tokens.tokens[index].kind, isNumber(within: 3, of: index + 1),
            let month = DateWords.month(tokens.word(index))
        else { return nil }
        let next = skip(index + 1, signs: ".,-/'", words: false, atMost: 2)
        if let day = tokens.number(next, digits: 1...2), (1...31).contains(day) {
            let last = skip(next + 1, signs: ".,-/'", words: true, atMost: 3)
            if let year = tokens.number(last, digits: 4...4), Self.isYear(year) { return (year, month, day, last + 1) }
            // asctime puts the year behind the time.
            if tokens.isSign(last + 1, ":"), tokens.isSign(last + 3, ":"),
                let year = tokens.number(last + 5, digits: 4...4), Self.isYear(year)
            {
                return (year, month, day, last + 6)
            }
            return nil
        }
        let year = skip(next, signs: "", words: true, atMost: 1)
        if let value = tokens.number(year, digits: 4...4), Self.isYear(value) { return (value, month, nil, year + 1) }
        return nil
    }

    /// Seconds or milliseconds since 1970, as the only thing in a text.
    private func instant(at index: Int) -> Found? {
        guard index == 0, tokens.tokens.count == 1 else { return nil }
        let seconds =
            tokens.number(0, digits: 10...10) ?? tokens.number(0, digits: 13...13).map { $0 / 1_000 }
            ?? tokens.number(0, digits: 9...9)
        // From 1990 to 2100: other numbers of this length are no times.
        guard let seconds, (631_152_000..<4_102_444_800).contains(seconds) else { return nil }
        return Found(
            date: PageDate(PublishedDate(secondsSince1970: seconds), offset: 0),
            range: 0..<tokens.tokens[0].end
        )
    }

    // MARK: Time of day

    /// A time of day behind a day: the instant as if in UTC, the offset when one is told, and the token behind it.
    private func time(at index: Int, of date: PublishedDate) -> (instant: Int, offset: Int?, next: Int)? {
        var start = index
        for _ in 0..<4 {
            if let sign = tokens.sign(start), ",-|/(@.".utf8.contains(sign) {
                start += 1
            } else if DateWords.beforeTime.contains(tokens.word(start)) {
                start += 1
            } else {
                break
            }
        }
        var hour: Int
        var minute = 0
        var second = 0
        var next: Int
        if let compact = tokens.number(start, digits: 6...6), start > index {
            (hour, minute, second, next) = (compact / 10_000, compact / 100 % 100, compact % 100, start + 1)
        } else if let compact = tokens.number(start, digits: 4...4), start > index, tokens.word(start + 1) == "z" {
            (hour, minute, next) = (compact / 100, compact % 100, start + 1)
        } else if let value = tokens.number(start, digits: 1...2) {
            hour = value
            next = start + 1
            let separator = tokens.sign(next)
            if separator == UInt8(ascii: ":") || separator == UInt8(ascii: ".") || tokens.word(next) == "h",
                let minutes = tokens.number(next + 1, digits: 2...2)
            {
                minute = minutes
                next += 2
                if tokens.isSign(next, ":"), let seconds = tokens.number(next + 1, digits: 2...2) {
                    second = min(seconds, 59)
                    next += 2
                    if tokens.isSign(next, ".") || tokens.isSign(next, ","),
                        tokens.number(next + 1, digits: 1...9) != nil,
                        !tokens.tokens[next].isSpaced
                    {
                        next += 2
                    }
                }
            } else if !isMeridiem(next) {
                return nil
            }
        } else {
            return nil
        }
        if isMeridiem(next) {
            let isAfternoon = tokens.word(next).hasPrefix("p")
            hour = hour % 12 + (isAfternoon ? 12 : 0)
            next += 1
            // `p.m.` is four tokens.
            if tokens.isSign(next, "."), tokens.word(next + 1) == "m" { next += 2 }
            if tokens.isSign(next, ".") { next += 1 }
        }
        guard hour < 24, minute < 60 else { return nil }
        let instant = date.earliest + hour * 3_600 + minute * 60 + second
        if let (offset, end) = zone(at: next) { return (instant, offset, end) }
        return (instant, nil, next)
    }

    private func isMeridiem(_ index: Int) -> Bool {
        switch tokens.word(index) {
        case "am", "pm": true
        case "a", "p": tokens.isSign(index + 1, ".") && tokens.word(index + 2) == "m"
        default: false
        }
    }

    /// `Z`, `+01:00`, `+0100`, `+01`, `CET`, `UTC+1`.
    private func zone(at index: Int) -> (offset: Int, next: Int)? {
        var start = index
        if tokens.isSign(start, "(") { start += 1 }
        let named = DateWords.zone(tokens.word(start))
        if named != nil { start += 1 }
        let isBehind = tokens.isSign(start, "-")
        if isBehind || tokens.isSign(start, "+"), start + 1 < tokens.tokens.count, !tokens.tokens[start + 1].isSpaced {
            let sign = isBehind ? -1 : 1
            if let compact = tokens.number(start + 1, digits: 4...4), compact % 100 < 60, compact <= 1_800 {
                return (sign * (compact / 100 * 60 + compact % 100), start + 2)
            }
            if let hours = tokens.number(start + 1, digits: 1...2), hours <= 18 {
                if tokens.isSign(start + 2, ":"), let minutes = tokens.number(start + 3, digits: 2...2), minutes < 60 {
                    return (sign * (hours * 60 + minutes), start + 4)
                }
                return (sign * hours * 60, start + 2)
            }
        }
        return named.map { ($0, start) }
    }

    // MARK: Tokens

    /// Whether one of these signs stands right before a token, so that it is part of something longer.
    private func follows(_ index: Int, _ signs: String) -> Bool {
        guard index > 0, !tokens.tokens[index].isSpaced, let sign = tokens.sign(index - 1) else { return false }
        return signs.utf8.contains(sign) && index > 1 && tokens.number(index - 2, digits: 1...20) != nil
    }

    private func skip(_ index: Int, signs: String, words: Bool, atMost count: Int) -> Int {
        var next = index
        for _ in 0..<count {
            if let sign = tokens.sign(next), signs.utf8.contains(sign) {
                next += 1
            } else if words, DateWords.joining.contains(tokens.word(next)) {
                next += 1
            } else {
                break
            }
        }
        return next
    }

    private func isNumber(within count: Int, of index: Int) -> Bool {
        (index..<index + count).contains { tokens.number($0, digits: 1...4) != nil }
    }
}
