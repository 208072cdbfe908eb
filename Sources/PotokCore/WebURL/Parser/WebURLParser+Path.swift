extension WebURLParser {
    /// The path state over the segments in a range; each is written with the slash before it.
    mutating func appendPath(_ input: Span<UInt8>, _ range: Range<Int>) {
        let set = PercentEncoding.ByteSet.path
        let special = isSpecial
        var start = range.lowerBound
        while true {
            var end = start
            var isClean = true
            while end < range.upperBound {
                let byte = input[end]
                if byte == UInt8(ascii: "/") || (byte == UInt8(ascii: "\\") && special) { break }
                if set.contains(byte) { isClean = false }
                end &+= 1
            }
            let isLast = end == range.upperBound
            switch Self.dots(input, start..<end) {
            case 2:
                shortenPath()
                if isLast { output.append(UInt8(ascii: "/")) }
            case 1:
                if isLast { output.append(UInt8(ascii: "/")) }
            default:
                let isDrive =
                    parts.scheme == .file && output.count == Int(parts.pathStart)
                    && Self.isDriveLetter(input, start..<end)
                output.append(UInt8(ascii: "/"))
                if isDrive {
                    output.append(input[start])
                    output.append(UInt8(ascii: ":"))
                } else if isClean {
                    PercentEncoding.append(input, start..<end, to: &output)
                } else {
                    PercentEncoding.append(input, start..<end, to: &output, set)
                }
            }
            if isLast { return }
            start = end + 1
        }
    }

    /// The opaque path state: a space at the very end is encoded, so that cutting what follows cannot lose it.
    mutating func appendOpaquePath(_ input: Span<UInt8>, _ rest: Rest) {
        guard !rest.isEmpty else { return }
        let endsInSpace = input[rest.end - 1] == UInt8(ascii: " ") && (rest.hasQuery || rest.hasFragment)
        PercentEncoding.append(input, rest.start..<rest.end - (endsInSpace ? 1 : 0), to: &output, .control)
        if endsInSpace {
            PercentEncoding.append(encoded: UInt8(ascii: " "), to: &output)
        }
    }

    /// Shortens the path written so far (section 4.4, "shorten a url's path").
    mutating func shortenPath() {
        let start = Int(parts.pathStart)
        if parts.scheme == .file, output.count - start == 3,
            Self.startsWithNormalizedDrive(output.span, start..<output.count)
        {
            return
        }
        var end = output.count
        while end > start {
            end -= 1
            if output[end] == UInt8(ascii: "/") { break }
        }
        output.removeSubrange(end...)
    }

    /// 1 for a single-dot, 2 for a double-dot URL path segment, 0 for any other.
    static func dots(_ input: Span<UInt8>, _ range: Range<Int>) -> Int {
        guard !range.isEmpty, range.count <= 6 else { return 0 }
        var count = 0
        var index = range.lowerBound
        while index < range.upperBound {
            if input[index] == UInt8(ascii: ".") {
                index += 1
            } else if index + 2 < range.upperBound, input[index] == UInt8(ascii: "%"),
                input[index + 1] == UInt8(ascii: "2"), input[index + 2] | 0x20 == UInt8(ascii: "e")
            {
                index += 3
            } else {
                return 0
            }
            count += 1
        }
        return count <= 2 ? count : 0
    }

    /// Whether the bytes are a Windows drive letter.
    static func isDriveLetter(_ input: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count == 2, isAlpha(input[range.lowerBound]) else { return false }
        let second = input[range.lowerBound + 1]
        return second == UInt8(ascii: ":") || second == UInt8(ascii: "|")
    }

    /// Whether the bytes start with a Windows drive letter; the range ends where query or fragment start.
    static func startsWithDriveLetter(_ input: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= 2 else { return false }
        let start = range.lowerBound
        guard isDriveLetter(input, start..<start + 2) else { return false }
        guard range.count > 2 else { return true }
        return input[start + 2] == UInt8(ascii: "/") || input[start + 2] == UInt8(ascii: "\\")
    }

    /// Whether the first segment of a serialized path is a normalized Windows drive letter.
    static func startsWithNormalizedDrive(_ path: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        guard range.count >= 3, isAlpha(path[start + 1]), path[start + 2] == UInt8(ascii: ":") else { return false }
        return range.count == 3 || path[start + 3] == UInt8(ascii: "/")
    }
}
