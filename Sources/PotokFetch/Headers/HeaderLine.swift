/// Looks at single header lines where they arrive, without making strings.
enum HeaderLine {
    /// The value of a line if it has this name (in lower case), with white space and line end.
    static func value(
        of name: StaticString,
        in line: UnsafeBufferPointer<UInt8>
    ) -> Slice<UnsafeBufferPointer<UInt8>>? {
        let length = name.utf8CodeUnitCount
        guard line.count > length, line[length] == 0x3a else { return nil }
        for index in 0..<length {
            let byte = line[index]
            guard ((0x41...0x5a).contains(byte) ? byte | 0x20 : byte) == name.utf8Start[index] else { return nil }
        }
        return line[(length + 1)...]
    }

    /// A decimal number between white space; nil for anything else or when it does not fit.
    static func decimal(_ text: some Collection<UInt8>) -> Int? {
        var number = 0
        var isOver = false
        var hasDigits = false
        for byte in text {
            switch byte {
            case 0x30...0x39 where !isOver:
                let (product, overflow) = number.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(Int(byte - 0x30))
                guard !overflow, !carry else { return nil }
                number = sum
                hasDigits = true
            case 0x20, 0x09, 0x0d, 0x0a: isOver = hasDigits
            default: return nil
            }
        }
        return hasDigits ? number : nil
    }
}

extension HeaderLine {
    /// The name of a line to be sent, in lower case.
    static func name(of line: String) -> String { line.prefix { $0 != ":" && $0 != ";" }.lowercased() }

    /// Whether a line may be sent: one line, without characters that end it or that servers choke on.
    static func isSafe(_ line: String) -> Bool { line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 } }
}
