/// The basic URL parser (URL Standard, section 4.4), component by component instead of state by state.
///
/// A `#` ends whatever stands before it and the first `?` before that ends authority and path in every state of the
/// standard, so fragment and query are cut off first and each state becomes a step over a known range of bytes. The
/// serialized form is written as the input is read; the base is copied from its own serialized form.
struct WebURLParser {
    /// The serialized URL so far.
    var output: [UInt8] = []
    /// The offsets into ``output``.
    var parts = WebURLParts()

    var isSpecial: Bool { parts.scheme.isSpecial }

    /// Parses a reference; nil is the standard's failure.
    static func parse(_ input: Span<UInt8>, relativeTo base: WebURL?) -> WebURL? {
        var lower = 0
        var upper = input.count
        while lower < upper, input[lower] <= 0x20 { lower += 1 }
        while lower < upper, input[upper - 1] <= 0x20 { upper -= 1 }
        guard upper - lower <= WebURL.maximumLength else { return nil }

        var hasTabOrNewline = false
        for index in lower..<upper where isTabOrNewline(input[index]) { hasTabOrNewline = true }
        if hasTabOrNewline {
            var clean: [UInt8] = []
            clean.reserveCapacity(upper - lower)
            for index in lower..<upper where !isTabOrNewline(input[index]) { clean.append(input[index]) }
            return parse(clean.span, 0..<clean.count, relativeTo: base)
        }
        return parse(input, lower..<upper, relativeTo: base)
    }

    private static func parse(_ input: Span<UInt8>, _ range: Range<Int>, relativeTo base: WebURL?) -> WebURL? {
        var parser = WebURLParser()
        let succeeded: Bool
        if let base {
            parser.output.reserveCapacity(base.href.utf8.count + range.count + 16)
            succeeded = base.withBytes { parser.run(input, range, base: $0, baseParts: base.parts) }
        } else {
            parser.output.reserveCapacity(range.count + 16)
            succeeded = parser.run(input, range, base: [UInt8]().span, baseParts: nil)
        }
        guard succeeded, parser.output.count <= 4 * WebURL.maximumLength else { return nil }
        return WebURL(href: String(decoding: parser.output, as: UTF8.self), parts: parser.parts)
    }

    /// The whole of the parser, from the scheme start state on.
    private mutating func run(
        _ input: Span<UInt8>,
        _ range: Range<Int>,
        base: Span<UInt8>,
        baseParts: WebURLParts?
    ) -> Bool {
        let schemeEnd = Self.schemeEnd(input, range)
        let start = schemeEnd.map { $0 + 1 } ?? range.lowerBound

        var query: Int?
        var fragment: Int?
        var index = start
        scan: while index < range.upperBound {
            switch input[index] {
            case UInt8(ascii: "#"):
                fragment = index
                break scan
            case UInt8(ascii: "?"):
                if query == nil { query = index }
            default: break
            }
            index += 1
        }
        let queryEnd = fragment ?? range.upperBound
        let rest = Rest(start: start, end: query ?? queryEnd, hasQuery: query != nil, hasFragment: fragment != nil)

        // Where the query of the base is kept, the step below writes it and says so.
        var keepsBaseQuery = false
        if let schemeEnd {
            appendScheme(input, range.lowerBound..<schemeEnd)
            guard parseAfterScheme(input, rest, base, baseParts, &keepsBaseQuery) else { return false }
        } else {
            guard let baseParts else { return false }
            if baseParts.hasOpaquePath {
                guard rest.isEmpty, !rest.hasQuery, rest.hasFragment else { return false }
                copyBase(base, baseParts, upTo: baseParts.queryStart)
                keepsBaseQuery = true
            } else if baseParts.scheme == .file {
                guard parseFile(input, rest, base, baseParts, &keepsBaseQuery) else { return false }
            } else {
                guard parseRelative(input, rest, base, baseParts, &keepsBaseQuery) else { return false }
            }
        }

        protectPathFromHost()
        parts.queryStart = UInt32(output.count)
        if let query {
            output.append(UInt8(ascii: "?"))
            PercentEncoding.append(input, query + 1..<queryEnd, to: &output, isSpecial ? .specialQuery : .query)
        } else if keepsBaseQuery, let baseParts {
            PercentEncoding.append(base, Int(baseParts.queryStart)..<Int(baseParts.fragmentStart), to: &output)
        }
        parts.fragmentStart = UInt32(output.count)
        if let fragment {
            output.append(UInt8(ascii: "#"))
            PercentEncoding.append(input, fragment + 1..<range.upperBound, to: &output, .fragment)
        }
        return true
    }

    /// What lies between scheme and query or fragment.
    struct Rest {
        var start: Int
        var end: Int
        var hasQuery: Bool
        var hasFragment: Bool
        var isEmpty: Bool { start == end }
    }

    // MARK: Scheme

    /// The offset of the colon behind a scheme.
    private static func schemeEnd(_ input: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty, isAlpha(input[range.lowerBound]) else { return nil }
        for index in range {
            switch input[index] {
            case UInt8(ascii: ":"): return index
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                continue
            default: return nil
            }
        }
        return nil
    }

    private mutating func appendScheme(_ input: Span<UInt8>, _ range: Range<Int>) {
        for index in range {
            let byte = input[index]
            output.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
        }
        parts.scheme = WebURLScheme(output)
        parts.schemeEnd = UInt32(output.count)
        output.append(UInt8(ascii: ":"))
        startWithoutHost()
    }

    /// From the scheme state's branches on (states file to opaque path).
    private mutating func parseAfterScheme(
        _ input: Span<UInt8>,
        _ rest: Rest,
        _ base: Span<UInt8>,
        _ baseParts: WebURLParts?,
        _ keepsBaseQuery: inout Bool
    ) -> Bool {
        if parts.scheme == .file {
            output.removeAll(keepingCapacity: true)
            return parseFile(input, rest, base, baseParts?.scheme == .file ? baseParts : nil, &keepsBaseQuery)
        }
        let startsWithSlash = !rest.isEmpty && input[rest.start] == UInt8(ascii: "/")
        let startsWithTwo = startsWithSlash && rest.start + 1 < rest.end && input[rest.start + 1] == UInt8(ascii: "/")
        if isSpecial {
            if let baseParts, baseParts.scheme == parts.scheme, !startsWithTwo {
                output.removeAll(keepingCapacity: true)
                return parseRelative(input, rest, base, baseParts, &keepsBaseQuery)
            }
            return parseSpecialAuthority(input, rest, from: rest.start)
        }
        if startsWithTwo {
            return parseAuthority(input, rest, from: rest.start + 2)
        }
        if startsWithSlash {
            appendPath(input, rest.start + 1..<rest.end)
            return true
        }
        parts.hasOpaquePath = true
        appendOpaquePath(input, rest)
        return true
    }

    // MARK: References

    /// The relative and relative slash states; ``output`` is empty.
    private mutating func parseRelative(
        _ input: Span<UInt8>,
        _ rest: Rest,
        _ base: Span<UInt8>,
        _ baseParts: WebURLParts,
        _ keepsBaseQuery: inout Bool
    ) -> Bool {
        parts.scheme = baseParts.scheme
        if !rest.isEmpty, isSlash(input[rest.start]) {
            if rest.start + 1 < rest.end, isSlash(input[rest.start + 1]) {
                copyScheme(base, baseParts)
                if isSpecial { return parseSpecialAuthority(input, rest, from: rest.start + 2) }
                return parseAuthority(input, rest, from: rest.start + 2)
            }
            copyBase(base, baseParts, upTo: baseParts.pathStart)
            appendPath(input, rest.start + 1..<rest.end)
            return true
        }
        copyBase(base, baseParts, upTo: baseParts.queryStart)
        if rest.isEmpty {
            keepsBaseQuery = !rest.hasQuery
        } else {
            shortenPath()
            appendPath(input, rest.start..<rest.end)
        }
        return true
    }

    /// The file, file slash and file host states; ``output`` is empty.
    private mutating func parseFile(
        _ input: Span<UInt8>,
        _ rest: Rest,
        _ base: Span<UInt8>,
        _ baseParts: WebURLParts?,
        _ keepsBaseQuery: inout Bool
    ) -> Bool {
        parts.scheme = .file
        if !rest.isEmpty, isSlash(input[rest.start]) {
            let next = rest.start + 1
            if next < rest.end, isSlash(input[next]) {
                startFile()
                return parseFileHost(input, rest, from: next + 1)
            }
            if let baseParts {
                copyBase(base, baseParts, upTo: baseParts.pathStart)
                let path = Int(baseParts.pathStart)..<Int(baseParts.queryStart)
                if !Self.startsWithDriveLetter(input, next..<rest.end), Self.startsWithNormalizedDrive(base, path) {
                    PercentEncoding.append(base, path.lowerBound..<path.lowerBound + 3, to: &output)
                }
            } else {
                startFile()
            }
            appendPath(input, next..<rest.end)
            return true
        }
        guard let baseParts else {
            startFile()
            appendPath(input, rest.start..<rest.end)
            return true
        }
        if rest.isEmpty {
            copyBase(base, baseParts, upTo: baseParts.queryStart)
            keepsBaseQuery = !rest.hasQuery
            return true
        }
        if Self.startsWithDriveLetter(input, rest.start..<rest.end) {
            copyBase(base, baseParts, upTo: baseParts.pathStart)
        } else {
            copyBase(base, baseParts, upTo: baseParts.queryStart)
            shortenPath()
        }
        appendPath(input, rest.start..<rest.end)
        return true
    }

    /// The file host state.
    private mutating func parseFileHost(_ input: Span<UInt8>, _ rest: Rest, from start: Int) -> Bool {
        var end = start
        while end < rest.end, !isSlash(input[end]) { end += 1 }
        if Self.isDriveLetter(input, start..<end) {
            // The standard's quirk: what looked like a host begins the path.
            appendPath(input, start..<rest.end)
            return true
        }
        if start < end {
            guard let kind = HostParser.append(input, start..<end, isSpecial: true, to: &output) else { return false }
            parts.hostKind = kind
            if kind == .domain, output[Int(parts.hostStart)...].elementsEqual("localhost".utf8) {
                output.removeSubrange(Int(parts.hostStart)...)
                parts.hostKind = .empty
            }
            parts.hostEnd = UInt32(output.count)
            parts.pathStart = parts.hostEnd
        }
        appendPath(input, min(end + 1, rest.end)..<rest.end)
        return true
    }

    // MARK: Base

    private mutating func copyScheme(_ base: Span<UInt8>, _ baseParts: WebURLParts) {
        PercentEncoding.append(base, 0..<Int(baseParts.schemeEnd) + 1, to: &output)
        parts.schemeEnd = baseParts.schemeEnd
        startWithoutHost()
    }

    /// Copies the base up to the start or the end of its path; what keeps its path from being a host is left out.
    private mutating func copyBase(_ base: Span<UInt8>, _ baseParts: WebURLParts, upTo end: UInt32) {
        parts = baseParts
        guard baseParts.hostKind == .none else {
            PercentEncoding.append(base, 0..<Int(end), to: &output)
            return
        }
        PercentEncoding.append(base, 0..<Int(baseParts.schemeEnd) + 1, to: &output)
        parts.pathStart = UInt32(output.count)
        PercentEncoding.append(base, Int(baseParts.pathStart)..<Int(end), to: &output)
    }

    /// Notes that the URL has no host so far.
    private mutating func startWithoutHost() {
        let end = UInt32(output.count)
        parts.usernameEnd = end
        parts.hostStart = end
        parts.hostEnd = end
        parts.pathStart = end
    }

    /// Writes `file://` with the empty host.
    private mutating func startFile() {
        output.append(contentsOf: "file://".utf8)
        parts.schemeEnd = 4
        startWithoutHost()
        parts.hostKind = .empty
    }

    /// Puts `/.` before a path that would be read as a host otherwise (section 4.5).
    private mutating func protectPathFromHost() {
        let start = Int(parts.pathStart)
        guard parts.hostKind == .none, !parts.hasOpaquePath, output.count - start >= 2,
            output[start] == UInt8(ascii: "/"), output[start + 1] == UInt8(ascii: "/")
        else { return }
        output.insert(contentsOf: "/.".utf8, at: start)
        parts.pathStart += 2
    }

    // MARK: Bytes

    /// Whether a byte separates path segments here.
    @inline(__always)
    func isSlash(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || (byte == UInt8(ascii: "\\") && isSpecial)
    }

    @inline(__always)
    static func isAlpha(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }

    @inline(__always)
    private static func isTabOrNewline(_ byte: UInt8) -> Bool {
        byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
