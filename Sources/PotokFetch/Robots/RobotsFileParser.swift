/// Reads the lines of a robots.txt (RFC 9309, section 2.2).
struct RobotsFileParser {
    /// Lines are cut here, as Google's parser does: no URL that a browser can show is longer.
    static let lineLimit = 2_083 * 8 - 1

    private var file = RobotsFile()
    private var lineNumber = 0
    /// The first agent line of the group that is open.
    private var groupStart = 0
    /// Whether the open group has rules, so that the next agent line starts another one.
    private var groupHasRules = false
    /// The first agent line that the next crawl delay speaks to.
    ///
    /// A delay never ends a group, for it is no rule of the RFC and must not interfere with rules; but it speaks only to
    /// the agents named since the last rule or delay, for that is what sites mean.
    private var delayStart = 0
    private var delayIsSet = false

    static func parse(_ bytes: [UInt8], limit: Int) -> RobotsFile {
        var parser = RobotsFileParser()
        parser.run(bytes[..<end(of: bytes, limit: limit)])
        return parser.file
    }

    /// The end of what is read: all of it, or the end of the last whole line within the limit.
    private static func end(of bytes: [UInt8], limit: Int) -> Int {
        guard bytes.count > limit else { return bytes.count }
        let lastLineEnd = bytes[..<max(0, limit)].lastIndex { isLineEnd($0) }
        return lastLineEnd.map { $0 + 1 } ?? 0
    }

    private mutating func run(_ bytes: ArraySlice<UInt8>) {
        var start = bytes.startIndex
        // A byte order mark is skipped, even where its end is missing.
        for expected in [0xEF, 0xBB, 0xBF] as [UInt8] where start < bytes.endIndex && bytes[start] == expected {
            start += 1
        }
        while start < bytes.endIndex {
            var end = start
            while end < bytes.endIndex, !Self.isLineEnd(bytes[end]) { end += 1 }
            lineNumber += 1
            read(line: bytes[start..<min(end, start + Self.lineLimit)])
            let isPair =
                end + 1 < bytes.endIndex && bytes[end] == UInt8(ascii: "\r") && bytes[end + 1] == UInt8(ascii: "\n")
            start = end + (isPair ? 2 : 1)
        }
    }

    private mutating func read(line: ArraySlice<UInt8>) {
        let content = Self.trimmed(line.prefix { $0 != UInt8(ascii: "#") })
        guard let (name, value) = Self.nameAndValue(content) else { return }
        guard let directive = Directive(name) else {
            file.unknownDirectiveCount += 1
            return
        }
        file.recognizedDirectiveCount += 1
        switch directive {
        case .userAgent: addAgent(value)
        case .allow: addRule(value, isAllowing: true)
        case .disallow: addRule(value, isAllowing: false)
        case .crawlDelay: addDelay(value)
        case .sitemap where !value.isEmpty: file.sitemaps.append(String(decoding: value, as: UTF8.self))
        case .sitemap: break
        }
    }

    private mutating func addAgent(_ value: ArraySlice<UInt8>) {
        if groupHasRules {
            groupStart = file.agents.count
            groupHasRules = false
            delayStart = groupStart
            delayIsSet = false
        } else if delayIsSet {
            delayStart = file.agents.count
            delayIsSet = false
        }
        // `*` alone or before white space is everyone; a name ends where no product token goes on.
        let isEveryone =
            value.first == UInt8(ascii: "*") && (value.count == 1 || value.dropFirst().first.map(Self.isSpace) == true)
        let token = isEveryone ? value.prefix(1) : value.prefix(while: RobotsFile.isTokenByte)
        file.agents.append(String(decoding: token, as: UTF8.self).lowercased())
    }

    private mutating func addRule(_ value: ArraySlice<UInt8>, isAllowing: Bool) {
        guard !file.agents.isEmpty else { return }
        if !groupHasRules {
            let agents = groupStart..<file.agents.count
            file.groups.append(RobotsFile.Group(agents: agents, rules: file.rules.count..<file.rules.count))
            groupHasRules = true
        }
        // An empty value is a rule about nothing, but it ends the list of agents.
        guard !value.isEmpty else { return }
        append(value, text: value, isAllowing: isAllowing)
        if isAllowing, let folder = Self.folder(ofIndexPage: value) {
            append(folder[...], text: value, isAllowing: true)
        }
        let last = file.groups.count - 1
        file.groups[last].rules = file.groups[last].rules.lowerBound..<file.rules.count
    }

    private mutating func append(_ pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>, isAllowing: Bool) {
        file.rules.append(
            RobotsRule(
                isAllowing: isAllowing,
                text: String(decoding: text, as: UTF8.self),
                line: lineNumber,
                pattern: RobotsPattern(pattern)
            )
        )
    }

    private mutating func addDelay(_ value: ArraySlice<UInt8>) {
        guard !file.agents.isEmpty, let delay = Self.seconds(value) else { return }
        file.delays.append(RobotsFile.Delay(agents: delayStart..<file.agents.count, value: delay))
        delayIsSet = true
    }

    // MARK: Lines

    /// Name and value around the colon; without a colon, two words that white space divides.
    private static func nameAndValue(_ line: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
        guard !line.isEmpty else { return nil }
        if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let name = trimmed(line[..<colon])
            return name.isEmpty ? nil : (name, trimmed(line[(colon + 1)...]))
        }
        guard let space = line.firstIndex(where: isSpace) else { return nil }
        let value = trimmed(line[space...])
        return value.contains(where: isSpace) ? nil : (line[..<space], value)
    }

    /// The folder of an index page as a pattern of its own: `/a/index.html` stands for `/a/$` too.
    private static func folder(ofIndexPage value: ArraySlice<UInt8>) -> [UInt8]? {
        guard let slash = value.lastIndex(of: UInt8(ascii: "/")), value[slash...].starts(with: "/index.htm".utf8)
        else { return nil }
        return Array(value[...slash]) + [UInt8(ascii: "$")]
    }

    /// A delay in decimal seconds, to the millisecond; junk behind the number is left out, more than a year is a year.
    private static func seconds(_ value: ArraySlice<UInt8>) -> Duration? {
        var milliseconds: Int64 = 0
        var index = value.startIndex
        while index < value.endIndex, isDigit(value[index]) {
            milliseconds = min(milliseconds * 10 + Int64(value[index] - UInt8(ascii: "0")) * 1_000, 366 * 86_400_000)
            index += 1
        }
        guard index > value.startIndex || value.first == UInt8(ascii: ".") else { return nil }
        if index < value.endIndex, value[index] == UInt8(ascii: ".") {
            var scale: Int64 = 100
            for digit in value[(index + 1)...].prefix(while: isDigit) {
                milliseconds += Int64(digit - UInt8(ascii: "0")) * scale
                scale /= 10
            }
        }
        return .milliseconds(milliseconds)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return bytes
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (byte >= 0x09 && byte <= 0x0D)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}

extension RobotsFileParser {
    /// The names that mean something, with the misspellings that are common enough to be obeyed.
    private enum Directive {
        case userAgent, allow, disallow, crawlDelay, sitemap

        init?(_ name: ArraySlice<UInt8>) {
            guard name.count <= 16 else { return nil }
            switch String(decoding: name, as: UTF8.self).lowercased() {
            case "user-agent", "useragent", "user agent": self = .userAgent
            case "allow": self = .allow
            case "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw": self = .disallow
            case "crawl-delay", "crawldelay", "crawl delay": self = .crawlDelay
            case "sitemap", "site-map", "site map": self = .sitemap
            default: return nil
            }
        }
    }
}
