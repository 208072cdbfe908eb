/// Percent-encoding and decoding of bytes (URL Standard, section 1.3).
public enum PercentEncoding {
    /// A set of bytes that percent-encoding replaces; every byte above 0x7E belongs to each of them.
    ///
    /// Two words of bits, so that the test needs neither memory nor a branch.
    public struct ByteSet: Sendable, Hashable {
        /// The bytes below 64.
        let low: UInt64
        /// The bytes from 64 to 127.
        let high: UInt64

        /// Whether the byte is replaced.
        @inline(__always)
        public func contains(_ byte: UInt8) -> Bool {
            let bits = byte < 64 ? low : high
            return byte >= 0x80 || (bits >> UInt64(byte & 63)) & 1 != 0
        }

        /// The C0 control percent-encode set.
        public static let control = ByteSet(low: 0x0000_0000_FFFF_FFFF, high: 0x8000_0000_0000_0000)
        /// The fragment percent-encode set: controls, space and ``"<>` ``.
        public static let fragment = ByteSet(low: 0x5000_0005_FFFF_FFFF, high: 0x8000_0001_0000_0000)
        /// The query percent-encode set: controls, space and `"#<>`.
        public static let query = ByteSet(low: 0x5000_000D_FFFF_FFFF, high: 0x8000_0000_0000_0000)
        /// The special-query percent-encode set: that of the query and `'`.
        public static let specialQuery = ByteSet(low: 0x5000_008D_FFFF_FFFF, high: 0x8000_0000_0000_0000)
        /// The path percent-encode set: that of the query and ``?^`{}``.
        public static let path = ByteSet(low: 0xD000_000D_FFFF_FFFF, high: 0xA800_0001_4000_0000)
        /// The userinfo percent-encode set: that of the path and `/:;=@[\]|`.
        public static let userinfo = ByteSet(low: 0xFC00_800D_FFFF_FFFF, high: 0xB800_0001_7800_0001)
        /// The component percent-encode set, that of `encodeURIComponent`: that of userinfo and `$%&+,`.
        public static let component = ByteSet(low: 0xFC00_987D_FFFF_FFFF, high: 0xB800_0001_7800_0001)
        /// The application/x-www-form-urlencoded percent-encode set: that of components and `!'()~`.
        public static let form = ByteSet(low: 0xFC00_9BFF_FFFF_FFFF, high: 0xF800_0001_7800_0001)
    }

    /// Replaces the bytes of a set by percent-encoded ones.
    public static func encode(_ string: String, _ set: ByteSet = .component) -> String {
        var string = string
        return string.withUTF8 { bytes in
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count + bytes.count / 4)
            append(bytes.span, 0..<bytes.count, to: &output, set)
            return String(decoding: output, as: UTF8.self)
        }
    }

    /// The bytes behind a percent-encoded string; a percent sign without two hexadecimal digits stands for itself.
    public static func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            bytes.formIndex(after: &index)
            guard byte == UInt8(ascii: "%"), index < bytes.endIndex, let high = hexValue(bytes[index]) else {
                output.append(byte)
                continue
            }
            let second = bytes.index(after: index)
            guard second < bytes.endIndex, let low = hexValue(bytes[second]) else {
                output.append(byte)
                continue
            }
            output.append(high << 4 | low)
            index = bytes.index(after: second)
        }
        return output
    }

    /// The text behind a percent-encoded string; ill-formed UTF-8 becomes U+FFFD.
    public static func decode(_ string: String) -> String {
        guard string.utf8.contains(UInt8(ascii: "%")) else { return string }
        return String(decoding: decode(Array(string.utf8)), as: UTF8.self)
    }

    /// The value of a hexadecimal digit.
    @inline(__always)
    package static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- UInt8(ascii: "a") &+ 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- UInt8(ascii: "A") &+ 10
        default: nil
        }
    }

    /// Appends a range of bytes, those of a set percent-encoded; clean runs are copied whole.
    static func append(_ input: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8], _ set: ByteSet) {
        var runStart = range.lowerBound
        var index = runStart
        let end = range.upperBound
        while index < end {
            let byte = input[index]
            if set.contains(byte) {
                append(input, runStart..<index, to: &output)
                append(encoded: byte, to: &output)
                runStart = index &+ 1
            }
            index &+= 1
        }
        append(input, runStart..<end, to: &output)
    }

    /// Appends a range of bytes as they are.
    @inline(__always)
    static func append(_ input: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        guard !range.isEmpty else { return }
        input.extracting(range).withUnsafeBufferPointer { output.append(contentsOf: $0) }
    }

    /// Appends a byte in its percent-encoded form.
    package static func append(encoded byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "%"))
        output.append(hexDigit(byte >> 4))
        output.append(hexDigit(byte & 15))
    }

    /// The upper-case hexadecimal digit of a value below 16.
    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "A") &+ value &- 10
    }
}
