/// Recognizes what is already serialized, as most URLs and links of the web are: absolute URLs keep their string as it
/// is, paths from the root are put behind the base's host.
///
/// It knows only http and https, a domain without port and credentials, and bytes that no component encodes. Whatever
/// it does not know goes to ``WebURLParser``, which must give the same answer for what it does know.
enum WebURLFastParser {
    /// The components of a string that is an http or https URL in serialized form; nil says nothing.
    static func parts(of string: String) -> WebURLParts? {
        // Strings of Swift lie contiguously, so this costs nothing; where one does not, nil is an honest answer.
        let parts = string.utf8.withContiguousStorageIfAvailable { bytes -> WebURLParts? in
            Self.parts(of: bytes.span)
        }
        return parts ?? nil
    }

    private static func parts(of input: Span<UInt8>) -> WebURLParts? {
        let count = input.count
        guard count >= 9, count <= WebURL.maximumLength, let start = authorityStart(input) else { return nil }
        var parts = WebURLParts()
        parts.scheme = start == 8 ? .https : .http
        parts.schemeEnd = UInt32(start - 3)
        parts.usernameEnd = UInt32(start)
        parts.hostStart = UInt32(start)
        parts.hostKind = .domain

        var index = start
        var labelStart = start
        while index < count, input[index] != UInt8(ascii: "/") {
            let byte = input[index]
            guard isPlain(byte) else { return nil }
            if byte == UInt8(ascii: ".") { labelStart = index &+ 1 }
            index &+= 1
        }
        // A last label that is empty or starts with a digit may make an IPv4 address.
        guard index < count, labelStart < index, !isDigit(input[labelStart]) else { return nil }
        parts.hostEnd = UInt32(index)
        parts.pathStart = UInt32(index)
        return findPathQueryFragment(input, from: index, &parts, offset: 0) ? parts : nil
    }

    /// A path from the root with query and fragment, resolved against a web URL; nil says nothing.
    static func resolved(_ string: String, relativeTo base: WebURL) -> WebURL? {
        guard base.isWeb, string.utf8.count <= WebURL.maximumLength else { return nil }
        let offset = base.parts.pathStart
        let parts = string.utf8.withContiguousStorageIfAvailable { bytes -> WebURLParts? in
            let input = bytes.span
            guard input.count >= 1, input[0] == UInt8(ascii: "/"),
                input.count == 1 || input[1] != UInt8(ascii: "/")
            else { return nil }
            var parts = base.parts
            return findPathQueryFragment(input, from: 0, &parts, offset: offset) ? parts : nil
        }
        guard let parts = parts ?? nil else { return nil }
        let bytes = base.href.utf8
        var href = ""
        href.reserveCapacity(Int(offset) + string.utf8.count)
        href += base.href[..<bytes.index(bytes.startIndex, offsetBy: Int(offset))]
        href += string
        return WebURL(href: href, parts: parts)
    }

    /// Finds what follows the host, in an input that starts at an offset of the URL; false where something is not plain.
    private static func findPathQueryFragment(
        _ input: Span<UInt8>,
        from start: Int,
        _ parts: inout WebURLParts,
        offset: UInt32
    ) -> Bool {
        let count = input.count
        var index = start
        var previous: UInt8 = 0
        while index < count {
            let byte = input[index]
            if PercentEncoding.ByteSet.path.contains(byte) {
                guard byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") else { return false }
                break
            }
            // A segment that starts with a dot may be a dot segment.
            if previous == UInt8(ascii: "/"), byte == UInt8(ascii: ".") || byte == UInt8(ascii: "%") { return false }
            if byte == UInt8(ascii: "\\") { return false }
            previous = byte
            index &+= 1
        }
        parts.queryStart = offset + UInt32(index)
        if index < count, input[index] == UInt8(ascii: "?") {
            index &+= 1
            while index < count, input[index] != UInt8(ascii: "#") {
                guard !PercentEncoding.ByteSet.specialQuery.contains(input[index]) else { return false }
                index &+= 1
            }
        }
        parts.fragmentStart = offset + UInt32(index)
        index &+= 1
        while index < count {
            guard !PercentEncoding.ByteSet.fragment.contains(input[index]) else { return false }
            index &+= 1
        }
        return true
    }

    /// The length of `http://` or `https://` at the start.
    private static func authorityStart(_ input: Span<UInt8>) -> Int? {
        guard input[0] == UInt8(ascii: "h"), input[1] == UInt8(ascii: "t"), input[2] == UInt8(ascii: "t"),
            input[3] == UInt8(ascii: "p")
        else { return nil }
        let colon = input[4] == UInt8(ascii: "s") ? 5 : 4
        guard input[colon] == UInt8(ascii: ":"), input[colon + 1] == UInt8(ascii: "/"),
            input[colon + 2] == UInt8(ascii: "/")
        else { return nil }
        return colon + 3
    }

    /// Whether a byte stands for itself in a domain.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")) || isDigit(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
