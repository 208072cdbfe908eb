import PotokCore

/// A request target in the form in which patterns are compared with it.
struct RobotsTarget {
    /// The normalized octets.
    let octets: [UInt8]
    /// The same with the delimiters of the query decoded; nil where that changes nothing.
    let queryDecoded: [UInt8]?

    init(_ path: String) {
        var bytes = Array(path.utf8.prefix { $0 != UInt8(ascii: "#") })
        if bytes.first != UInt8(ascii: "/") { bytes.insert(UInt8(ascii: "/"), at: 0) }
        octets = RobotsPattern.normalized(bytes[...], isPattern: false, decodesQuery: false)
        let decoded = RobotsPattern.normalized(bytes[...], isPattern: false, decodesQuery: true)
        queryDecoded = decoded == octets ? nil : decoded
    }
}

/// The path pattern of a rule: a prefix with `*` for any octets, and `$` at its end for the end of the target.
///
/// Both sides are normalized before they are compared (RFC 9309, section 2.2.2): unreserved octets are decoded, all that
/// is neither unreserved nor reserved is encoded, escapes get upper-case digits. `*` and `$` of a target count as
/// `%2A` and `%24`, so a pattern can name them (section 2.2.3). The RFC's example of a URL inside a query, where `:` and
/// `/` are the same encoded or not, is met by comparing a second time with the delimiters of the query decoded.
///
/// Matching takes time proportional to the sum of both lengths: stars never backtrack, since the leftmost occurrence of
/// what stands between two stars is as good as any other.
struct RobotsPattern: Sendable {
    /// The octets of the normalized pattern, which of equally fitting patterns makes the longest win.
    let length: Int
    private let octets: [UInt8]
    private let queryDecoded: [UInt8]?
    private let isAnchored: Bool
    private let hasStar: Bool

    init(_ text: ArraySlice<UInt8>) {
        isAnchored = text.last == UInt8(ascii: "$")
        let body = isAnchored ? text.dropLast() : text
        octets = Self.normalized(body, isPattern: true, decodesQuery: false)
        let decoded = Self.normalized(body, isPattern: true, decodesQuery: true)
        queryDecoded = decoded == octets ? nil : decoded
        hasStar = octets.contains(UInt8(ascii: "*"))
        length = octets.count + (isAnchored ? 1 : 0)
    }

    /// Whether the pattern matches a target.
    func matches(_ target: RobotsTarget) -> Bool {
        if matches(octets, target.octets) { return true }
        guard queryDecoded != nil || target.queryDecoded != nil else { return false }
        return matches(queryDecoded ?? octets, target.queryDecoded ?? target.octets)
    }

    private func matches(_ pattern: [UInt8], _ target: [UInt8]) -> Bool {
        let (pattern, target) = (pattern.span, target.span)
        guard hasStar else {
            return Self.occurs(pattern, pattern.indices, in: target, at: 0)
                && (!isAnchored || pattern.count == target.count)
        }
        var piece = Self.piece(of: pattern, from: 0)
        guard Self.occurs(pattern, piece, in: target, at: 0) else { return false }
        var position = piece.count
        while piece.upperBound < pattern.count {
            piece = Self.piece(of: pattern, from: piece.upperBound + 1)
            if isAnchored, piece.upperBound == pattern.count {
                let start = target.count - piece.count
                return start >= position && Self.occurs(pattern, piece, in: target, at: start)
            }
            guard let end = Self.endOfFirst(pattern, piece, in: target, from: position) else { return false }
            position = end
        }
        return true
    }

    /// The octets of a pattern from an offset to the next star or the end.
    private static func piece(of pattern: Span<UInt8>, from start: Int) -> Range<Int> {
        var end = start
        while end < pattern.count, pattern[end] != UInt8(ascii: "*") { end += 1 }
        return start..<end
    }

    /// Whether a piece of a pattern stands at an offset of a target.
    private static func occurs(
        _ pattern: Span<UInt8>,
        _ piece: Range<Int>,
        in target: Span<UInt8>,
        at offset: Int
    ) -> Bool {
        guard target.count - offset >= piece.count else { return false }
        for index in 0..<piece.count where pattern[piece.lowerBound + index] != target[offset + index] { return false }
        return true
    }

    /// The end of the first occurrence of a piece at or behind an offset.
    private static func endOfFirst(
        _ pattern: Span<UInt8>,
        _ piece: Range<Int>,
        in target: Span<UInt8>,
        from start: Int
    ) -> Int? {
        guard !piece.isEmpty else { return start }
        guard target.count - start >= piece.count else { return nil }
        // Trying every offset costs at most this factor; longer pieces are rare and get their linear time.
        if piece.count > 32 { return endOfFirstLong(pattern, piece, in: target, from: start) }
        for offset in start...(target.count - piece.count)
        where occurs(pattern, piece, in: target, at: offset) {
            return offset + piece.count
        }
        return nil
    }

    /// The same in linear time, by Knuth, Morris and Pratt.
    private static func endOfFirstLong(
        _ pattern: Span<UInt8>,
        _ piece: Range<Int>,
        in target: Span<UInt8>,
        from start: Int
    ) -> Int? {
        let first = piece.lowerBound
        // fallback[n] is the length of the longest proper border of the first n + 1 octets.
        var fallback = [Int](repeating: 0, count: piece.count)
        var border = 0
        for index in 1..<piece.count {
            while border > 0, pattern[first + index] != pattern[first + border] { border = fallback[border - 1] }
            if pattern[first + index] == pattern[first + border] { border += 1 }
            fallback[index] = border
        }
        var matched = 0
        for index in start..<target.count {
            while matched > 0, target[index] != pattern[first + matched] { matched = fallback[matched - 1] }
            if target[index] == pattern[first + matched] { matched += 1 }
            if matched == piece.count { return index + 1 }
        }
        return nil
    }

    /// The octets in the form in which both sides are compared.
    static func normalized(_ bytes: ArraySlice<UInt8>, isPattern: Bool, decodesQuery: Bool) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var isInQuery = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
                let high = PercentEncoding.hexValue(bytes[index + 1]),
                let low = PercentEncoding.hexValue(bytes[index + 2])
            {
                let decoded = high << 4 | low
                if kind(decoded) == .unreserved || (decodesQuery && isInQuery && isQueryDelimiter(decoded)) {
                    output.append(decoded)
                } else {
                    PercentEncoding.append(encoded: decoded, to: &output)
                }
                index += 3
                continue
            }
            let isWildcard = isPattern && byte == UInt8(ascii: "*")
            if isWildcard || kind(byte) != .encoded {
                output.append(byte)
            } else {
                PercentEncoding.append(encoded: byte, to: &output)
            }
            if byte == UInt8(ascii: "?") { isInQuery = true }
            index += 1
        }
        return output
    }

    private enum Kind {
        case unreserved, reserved, encoded
    }

    /// What RFC 3986, section 2 calls an octet; the percent sign, which starts no escape here, counts as reserved.
    private static func kind(_ byte: UInt8) -> Kind {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            .unreserved
        // `*` and `$` are special here, and the URL Standard encodes `'` in a query.
        case UInt8(ascii: "*"), UInt8(ascii: "$"), UInt8(ascii: "'"): .encoded
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "(")...UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: ";"),
            UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "]"):
            .reserved
        default: .encoded
        }
    }

    /// Whether an octet is a general delimiter that a query may hold as it is, encoded or not.
    private static func isQueryDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "["),
            UInt8(ascii: "]"):
            true
        default: false
        }
    }
}
