/// An IPv4 address as the last labels of a domain spell it (URL Standard, section 3.5).
struct IPv4Address {
    /// The address, most significant byte first.
    var value: UInt32

    /// The IPv4 parser; nil is failure.
    init?(_ input: Span<UInt8>, _ range: Range<Int>) {
        var end = range.upperBound
        if end > range.lowerBound + 1, input[end - 1] == UInt8(ascii: ".") { end -= 1 }
        var value: UInt64 = 0
        var count = 0
        var start = range.lowerBound
        while true {
            var partEnd = start
            while partEnd < end, input[partEnd] != UInt8(ascii: ".") { partEnd += 1 }
            guard count < 4, let number = Self.number(input, start..<partEnd) else { return nil }
            if partEnd == end {
                // The last number fills all the bytes that are left.
                guard number < 1 << UInt64(8 * (4 - count)) else { return nil }
                self.value = UInt32(truncatingIfNeeded: value | number)
                return
            }
            guard number <= 255, count < 3 else { return nil }
            value |= number << UInt64(8 * (3 - count))
            count += 1
            start = partEnd + 1
        }
    }

    /// The "ends in a number" checker.
    static func endsInNumber(_ input: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var end = range.upperBound
        if end > range.lowerBound, input[end - 1] == UInt8(ascii: ".") { end -= 1 }
        guard end > range.lowerBound else { return false }
        var start = end
        while start > range.lowerBound, input[start - 1] != UInt8(ascii: ".") { start -= 1 }
        guard start < end, isDigit(input[start]) else { return false }
        var isDecimal = true
        for index in start..<end where !isDigit(input[index]) { isDecimal = false }
        return isDecimal || number(input, start..<end) != nil
    }

    /// The IPv4 number parser; what is above 32 bits stays above, without its value.
    private static func number(_ input: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        guard !range.isEmpty else { return nil }
        var start = range.lowerBound
        var radix: UInt64 = 10
        if range.count >= 2, input[start] == UInt8(ascii: "0") {
            if input[start + 1] | 0x20 == UInt8(ascii: "x") {
                radix = 16
                start += 2
            } else {
                radix = 8
                start += 1
            }
        }
        var value: UInt64 = 0
        for index in start..<range.upperBound {
            guard let digit = PercentEncoding.hexValue(input[index]), digit < radix else { return nil }
            value = min(value * radix + UInt64(digit), 1 << 40)
        }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// Appends the address in dotted decimal.
    func append(to output: inout [UInt8]) {
        for shift in stride(from: UInt32(24), through: 0, by: -8) {
            output.append(contentsOf: String((value >> shift) & 255).utf8)
            if shift > 0 { output.append(UInt8(ascii: ".")) }
        }
    }
}
