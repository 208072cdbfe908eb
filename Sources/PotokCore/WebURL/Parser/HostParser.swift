/// The host parser (URL Standard, section 3.5).
enum HostParser {
    /// Parses a host that is not empty and appends its serialized form; nil is failure.
    static func append(
        _ input: Span<UInt8>,
        _ range: Range<Int>,
        isSpecial: Bool,
        to output: inout [UInt8]
    ) -> WebURL.HostKind? {
        if input[range.lowerBound] == UInt8(ascii: "[") {
            guard range.count >= 2, input[range.upperBound - 1] == UInt8(ascii: "]"),
                let address = IPv6Address(input, range.lowerBound + 1..<range.upperBound - 1)
            else { return nil }
            address.append(to: &output)
            return .ipv6
        }
        guard isSpecial else {
            for index in range where isForbiddenHost(input[index]) { return nil }
            PercentEncoding.append(input, range, to: &output, .control)
            return .opaque
        }

        let start = output.count
        if !appendPlainDomain(input, range, to: &output) {
            output.removeSubrange(start...)
            let bytes = input.extracting(range).withUnsafeBufferPointer { PercentEncoding.decode($0) }
            guard let domain = IDNA.domainToASCII(String(decoding: bytes, as: UTF8.self), beStrict: false)
            else { return nil }
            output.append(contentsOf: domain)
        }
        guard IPv4Address.endsInNumber(output.span, start..<output.count) else { return .domain }
        guard let address = IPv4Address(output.span, start..<output.count) else { return nil }
        output.removeSubrange(start...)
        address.append(to: &output)
        return .ipv4
    }

    /// Appends a domain of allowed ASCII characters in lower case; false, with rubbish appended, where that is not enough.
    private static func appendPlainDomain(_ input: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) -> Bool {
        for index in range {
            let byte = input[index]
            if byte >= 0x80 || isForbiddenDomain(byte) { return false }
            output.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
        }
        return true
    }

    /// Whether a byte is a forbidden host code point.
    @inline(__always)
    static func isForbiddenHost(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00, 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "\\"),
            UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "|"):
            true
        default: false
        }
    }

    /// Whether a byte is a forbidden domain code point.
    @inline(__always)
    static func isForbiddenDomain(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "%") || byte == 0x7F || isForbiddenHost(byte)
    }
}
