/// The two forms that nearly all feeds write instants in, read without a detour: RFC 3339 and RFC 5322.
enum QuickDate {
    /// Seconds since 1970-01-01T00:00:00Z; nil when the text has another form.
    static func seconds(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count >= 16, text.count <= 48 else { return nil }
        return text[4] == 0x2D ? rfc3339(text) : rfc5322(text)
    }

    private static func number(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
        guard start >= 0, start + count <= text.count else { return nil }
        var value = 0
        for index in start..<start + count {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    /// `2022-01-09T10:30:00.5+01:00`.
    private static func rfc3339(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count >= 20, let year = number(text, 0, 4), let month = number(text, 5, 2), text[7] == 0x2D,
            let day = number(text, 8, 2), text[10] | 0x20 == 0x74 || text[10] == 0x20,
            let clock = clock(text, 11)
        else { return nil }
        var next = 19
        if text[next] == 0x2E {
            next += 1
            while next < text.count, text[next] &- 0x30 < 10 { next += 1 }
        }
        guard next < text.count, let zone = zone(text, next) else { return nil }
        return instant(year, month, day, clock, zone)
    }

    /// `Sun, 9 Jan 2022 10:30:00 +0100`, with or without the day of the week.
    private static func rfc5322(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        var next = 0
        if text[3] == 0x2C { next = 4 }
        while next < text.count, text[next] == 0x20 { next += 1 }
        let digits = next + 1 < text.count && text[next + 1] &- 0x30 < 10 ? 2 : 1
        guard let day = number(text, next, digits) else { return nil }
        next += digits
        guard next + 10 <= text.count, text[next] == 0x20, text[next + 4] == 0x20, text[next + 9] == 0x20 else {
            return nil
        }
        let name =
            UInt32(text[next + 1] | 0x20) << 16 | UInt32(text[next + 2] | 0x20) << 8 | UInt32(text[next + 3] | 0x20)
        guard let month = months.firstIndex(of: name), let year = number(text, next + 5, 4) else { return nil }
        guard let clock = clock(text, next + 10), next + 19 <= text.count - 2, text[next + 18] == 0x20,
            let zone = zone(text, next + 19)
        else { return nil }
        return instant(year, month + 1, day, clock, zone)
    }

    private static let months: [UInt32] = [
        0x6A616E, 0x666562, 0x6D6172, 0x617072, 0x6D6179, 0x6A756E, 0x6A756C, 0x617567, 0x736570, 0x6F6374, 0x6E6F76,
        0x646563,
    ]

    private static func clock(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        guard let hour = number(text, start, 2), hour < 24, text[start + 2] == 0x3A,
            let minute = number(text, start + 3, 2), minute < 60, start + 8 <= text.count, text[start + 5] == 0x3A,
            let second = number(text, start + 6, 2), second <= 60
        else { return nil }
        return hour * 3_600 + minute * 60 + min(second, 59)
    }

    /// The seconds that the zone at the end of a text is ahead of UTC.
    private static func zone(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        let rest = text.count - start
        if rest == 1, text[start] | 0x20 == 0x7A { return 0 }
        if rest == 3, text[start] == 0x47, text[start + 1] == 0x4D, text[start + 2] == 0x54 { return 0 }
        guard rest == 5 || rest == 6 && text[start + 3] == 0x3A, text[start] == 0x2B || text[start] == 0x2D,
            let hours = number(text, start + 1, 2), hours <= 18, let minutes = number(text, text.count - 2, 2),
            minutes < 60
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (text[start] == 0x2D ? -1 : 1)
    }

    /// By the days of the civil calendar, counted from March so that the leap day is the last of a year.
    private static func instant(_ year: Int, _ month: Int, _ day: Int, _ clock: Int, _ zone: Int) -> Int? {
        guard year >= 1, (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = month == 2 ? (isLeap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
        guard day <= length else { return nil }
        let shifted = month > 2 ? year : year - 1
        let months = month > 2 ? month - 3 : month + 9
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (153 * months + 2) / 5 + day - 1
        return (days - 719_468) * 86_400 + clock - zone
    }
}
