extension WebURL {
    /// The form by which documents are told apart: equal forms mean the same page by the rules of the web alone.
    ///
    /// - The fragment is removed, unless it is a route of the `#!` kind.
    /// - Percent-encoded bytes of unreserved characters are decoded, others get upper-case digits (RFC 3986, 6.2.2).
    /// - ``TrackingParameters`` are removed, and then a query that is empty; the order of the others stays.
    /// - Default ports and dot segments are gone already, since the parser resolves them.
    ///
    /// Scheme, `www`, trailing slashes, AMP and the like are left alone: those merge by evidence, never by rule. The
    /// form is its own canonical form. An opaque path is not interpreted, and the path of a file URL keeps its escapes,
    /// since decoding could make a drive letter.
    public func canonical() -> WebURL {
        guard !hasOpaquePath else { return withoutFragment() }
        return withBytes { canonical($0) } ?? self
    }

    /// nil where nothing changes.
    private func canonical(_ bytes: Span<UInt8>) -> WebURL? {
        let path = Int(parts.pathStart)..<Int(parts.queryStart)
        let query = Int(parts.queryStart)..<Int(parts.fragmentStart)
        let fragment = Int(parts.fragmentStart)..<bytes.count
        let keepsFragment = fragment.count >= 2 && bytes[fragment.lowerBound + 1] == UInt8(ascii: "!")

        var hasEscape = false
        for index in path.lowerBound..<(keepsFragment ? bytes.count : query.upperBound)
        where bytes[index] == UInt8(ascii: "%") { hasEscape = true }
        if query.isEmpty, !hasEscape, fragment.isEmpty || keepsFragment { return nil }

        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        PercentEncoding.append(bytes, 0..<path.lowerBound, to: &output)
        if parts.scheme == .file {
            PercentEncoding.append(bytes, path, to: &output)
        } else {
            Self.appendNormalized(bytes, path, to: &output)
        }
        var changed = parts
        changed.queryStart = UInt32(output.count)
        if !query.isEmpty {
            Self.appendParameters(bytes, query.lowerBound + 1..<query.upperBound, to: &output)
        }
        changed.fragmentStart = UInt32(output.count)
        if keepsFragment { Self.appendNormalized(bytes, fragment, to: &output) }
        if output.count == bytes.count, !hasEscape { return nil }
        return WebURL(href: String(decoding: output, as: UTF8.self), parts: changed)
    }

    /// Appends `?` and the parameters that are no tracking parameters, if there are any.
    private static func appendParameters(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        let start = output.count
        var pieceStart = range.lowerBound
        while true {
            var pieceEnd = pieceStart
            while pieceEnd < range.upperBound, bytes[pieceEnd] != UInt8(ascii: "&") { pieceEnd += 1 }
            let outputStart = output.count
            output.append(output.count == start ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            appendNormalized(bytes, pieceStart..<pieceEnd, to: &output)
            let name = output[(outputStart + 1)...].prefix { $0 != UInt8(ascii: "=") }
            if TrackingParameters.contains(name) { output.removeSubrange(outputStart...) }
            if pieceEnd >= range.upperBound { break }
            pieceStart = pieceEnd + 1
        }
        if output.count == start + 1 { output.removeLast() }
    }

    /// Appends bytes with their percent-encoding normalized.
    private static func appendNormalized(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        let start = output.count
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "%"), index + 2 < range.upperBound,
                let high = PercentEncoding.hexValue(bytes[index + 1]),
                let low = PercentEncoding.hexValue(bytes[index + 2])
            else {
                output.append(byte)
                index += 1
                continue
            }
            let decoded = high << 4 | low
            if isUnreserved(decoded), !(decoded.isHexDigit && endsInOpenEscape(output, from: start)) {
                output.append(decoded)
            } else {
                PercentEncoding.append(encoded: decoded, to: &output)
            }
            index += 3
        }
    }

    /// Whether the bytes written end in a percent sign that a hexadecimal digit would turn into an escape.
    private static func endsInOpenEscape(_ output: [UInt8], from start: Int) -> Bool {
        let percent = UInt8(ascii: "%")
        let count = output.count - start
        if count >= 1, output[output.count - 1] == percent { return true }
        return count >= 2 && output[output.count - 2] == percent && output[output.count - 1].isHexDigit
    }

    /// Whether a byte is unreserved (RFC 3986, section 2.3).
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

extension UInt8 {
    /// Whether the byte is a hexadecimal digit in ASCII.
    fileprivate var isHexDigit: Bool { PercentEncoding.hexValue(self) != nil }
}
