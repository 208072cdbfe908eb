import PotokCore

/// What keeps a crawler from pages without end: session ids, calendars, paths that repeat, parameters in all combinations.
///
/// The rules are those that crawlers have come to since the Internet Archive's Heritrix ("pathological path", "too many path
/// segments"), and a budget for each set of parameters beside them.
enum CrawlTrap {
    private static let longestURL = 2_000
    private static let mostSegments = 16
    private static let mostRepeats = 3
    private static let mostParameters = 6
    /// Pages with one set of two or more parameters: a share of all pages, and the least of it.
    private static let shareOfGroup = 20
    private static let leastOfGroup = 50

    private static let sessionNames: Set<String> = [
        "phpsessid", "jsessionid", "sessionid", "session_id", "session", "sessid", "sid", "zenid", "oscsid", "cfid",
        "cftoken",
        "aspsessionid", "xtc_session",
    ]

    /// An address without the parameters that only name a visit.
    static func withoutSession(_ url: WebURL) -> WebURL {
        var path = url.path
        var hasChanged = false
        if let start = path.utf8.firstIndex(of: UInt8(ascii: ";")),
            path[start...].lowercased().hasPrefix(";jsessionid=")
        {
            path = String(path[..<start])
            hasChanged = true
        }
        var query = url.query
        if let parameters = query?.split(separator: "&", omittingEmptySubsequences: false) {
            let kept = parameters.filter { !isSession($0) }
            if kept.count < parameters.count {
                hasChanged = true
                query = kept.isEmpty ? nil : kept.joined(separator: "&")
            }
        }
        guard hasChanged else { return url }
        return WebURL(url.origin + path + (query.map { "?" + $0 } ?? "")) ?? url
    }

    private static func isSession(_ parameter: Substring) -> Bool {
        let name = parameter.prefix { $0 != "=" }.lowercased()
        return sessionNames.contains(name) || name.hasPrefix("aspsessionid")
    }

    /// Whether an address looks like one of endlessly many.
    static func isTrap(_ url: WebURL, now: Timestamp) -> Bool {
        if url.description.utf8.count > longestURL { return true }
        let segments = url.path.split(separator: "/")
        if segments.count > mostSegments || repeats(segments) { return true }
        let parameters = url.query?.split(separator: "&") ?? []
        if parameters.count > mostParameters { return true }
        if Set(parameters.map { $0.prefix { $0 != "=" } }).count < parameters.count - 2 { return true }
        return isFarDay(segments, parameters, now)
    }

    /// Whether a segment, or a run of two or three, stands three times in a row; or a segment more often anywhere.
    private static func repeats(_ segments: [Substring]) -> Bool {
        var counts: [Substring: Int] = [:]
        for segment in segments {
            counts[segment, default: 0] += 1
            if counts[segment, default: 0] > mostRepeats { return true }
        }
        for length in 1...3 where segments.count >= length * mostRepeats {
            for start in 0...(segments.count - length * mostRepeats) {
                let first = segments[start..<start + length]
                let second = segments[start + length..<start + 2 * length]
                let third = segments[start + 2 * length..<start + 3 * length]
                if first.elementsEqual(second), second.elementsEqual(third) { return true }
            }
        }
        return false
    }

    /// Whether it is a day or month of a calendar that nothing has been written on: far ahead, or before the web.
    private static func isFarDay(_ segments: [Substring], _ parameters: [Substring], _ now: Timestamp) -> Bool {
        let thisYear = Int(now.text.prefix(4)) ?? 9_999
        func isFar(_ year: Int) -> Bool { year < 1_990 || year > thisYear + 1 }
        // Nothing but numbers from the year on: /calendar/2031/05.
        if let start = segments.firstIndex(where: { year($0) != nil }), segments[start...].count > 1,
            segments[start...].allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = year(segments[start]), isFar(year)
        {
            return true
        }
        for text in parameters.map({ $0.drop { $0 != "=" }.dropFirst() }) + segments.suffix(1) {
            let parts = text.split(separator: "-")
            guard (2...3).contains(parts.count), let year = year(parts[0]),
                parts.dropFirst().allSatisfy({ (1...2).contains($0.utf8.count) && Int($0) != nil })
            else { continue }
            if isFar(year) { return true }
        }
        return false
    }

    private static func year(_ text: Substring) -> Int? {
        guard text.utf8.count == 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let year = Int(text),
            (1_000...3_000).contains(year)
        else { return nil }
        return year
    }

    /// The set of parameters that a page shares with others of its path, and how many of these may be taken.
    ///
    /// One parameter may name each page of a site; two and more are combinations of choices.
    static func group(of url: WebURL, maxPages: Int) -> (name: String, limit: Int)? {
        guard let query = url.query, !query.isEmpty else { return nil }
        let names = Set(query.split(separator: "&").map { String($0.prefix { $0 != "=" }) }).sorted()
        guard names.count > 1 else { return nil }
        let name = url.origin + url.path + "?" + names.joined(separator: "&")
        return (name, max(leastOfGroup, maxPages / shareOfGroup))
    }
}
