extension WebURLParser {
    /// The special authority slashes and special authority ignore slashes states.
    mutating func parseSpecialAuthority(_ input: Span<UInt8>, _ rest: Rest, from start: Int) -> Bool {
        var start = start
        while start < rest.end, isSlash(input[start]) { start += 1 }
        return parseAuthority(input, rest, from: start)
    }

    /// The authority, host, port and path start states; ``output`` ends with the scheme's colon.
    mutating func parseAuthority(_ input: Span<UInt8>, _ rest: Rest, from start: Int) -> Bool {
        var end = start
        var lastAt: Int?
        while end < rest.end, !isSlash(input[end]) {
            if input[end] == UInt8(ascii: "@") { lastAt = end }
            end += 1
        }
        output.append(UInt8(ascii: "/"))
        output.append(UInt8(ascii: "/"))
        if let lastAt {
            guard lastAt + 1 < end else { return false }
            appendCredentials(input, start..<lastAt)
        } else {
            parts.usernameEnd = UInt32(output.count)
        }
        parts.hostStart = UInt32(output.count)

        let hostStart = lastAt.map { $0 + 1 } ?? start
        var hostEnd = hostStart
        var insideBrackets = false
        while hostEnd < end {
            let byte = input[hostEnd]
            if byte == UInt8(ascii: ":"), !insideBrackets { break }
            if byte == UInt8(ascii: "[") { insideBrackets = true }
            if byte == UInt8(ascii: "]") { insideBrackets = false }
            hostEnd += 1
        }
        if hostStart == hostEnd {
            guard !isSpecial, hostEnd == end else { return false }
            parts.hostKind = .empty
        } else {
            let kind = HostParser.append(input, hostStart..<hostEnd, isSpecial: isSpecial, to: &output)
            guard let kind else { return false }
            parts.hostKind = kind
        }
        parts.hostEnd = UInt32(output.count)
        if hostEnd < end {
            guard appendPort(input, hostEnd + 1..<end) else { return false }
        }
        parts.pathStart = UInt32(output.count)
        if end < rest.end || isSpecial {
            appendPath(input, min(end + 1, rest.end)..<rest.end)
        }
        return true
    }

    /// Writes user name and password with the `@`, unless both are empty.
    private mutating func appendCredentials(_ input: Span<UInt8>, _ range: Range<Int>) {
        var colon = range.lowerBound
        while colon < range.upperBound, input[colon] != UInt8(ascii: ":") { colon += 1 }
        PercentEncoding.append(input, range.lowerBound..<colon, to: &output, .userinfo)
        parts.usernameEnd = UInt32(output.count)
        if colon + 1 < range.upperBound {
            output.append(UInt8(ascii: ":"))
            PercentEncoding.append(input, colon + 1..<range.upperBound, to: &output, .userinfo)
        } else if colon == range.lowerBound {
            return
        }
        output.append(UInt8(ascii: "@"))
    }

    /// Writes the port unless it is empty or the scheme's default one; false when it is no port.
    private mutating func appendPort(_ input: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return true }
        var port = 0
        for index in range {
            let digit = input[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return false }
            port = port * 10 + Int(digit)
            guard port <= 65_535 else { return false }
        }
        guard parts.scheme.defaultPort.map(Int.init) != port else { return true }
        parts.port = UInt16(port)
        parts.hasPort = true
        output.append(UInt8(ascii: ":"))
        output.append(contentsOf: String(port).utf8)
        return true
    }
}
