/// Punycode (RFC 3492), over code points, without the `xn--` prefix.
enum Punycode {
    private static let base: UInt32 = 36
    private static let minimumThreshold: UInt32 = 1
    private static let maximumThreshold: UInt32 = 26
    private static let initialBias: UInt32 = 72
    private static let firstNonASCII: UInt32 = 0x80

    /// The code points behind an encoded label; nil where it is ill-formed (section 6.2).
    static func decode(_ input: some BidirectionalCollection<UInt32>) -> [UInt32]? {
        var output: [UInt32] = []
        var index = input.startIndex
        if let delimiter = input.lastIndex(of: UInt32(UInt8(ascii: "-"))) {
            for codePoint in input[..<delimiter] {
                guard codePoint < firstNonASCII else { return nil }
                output.append(codePoint)
            }
            index = input.index(after: delimiter)
        }
        var codePoint = firstNonASCII
        var position: UInt32 = 0
        var bias = initialBias
        while index < input.endIndex {
            let start = position
            var weight: UInt32 = 1
            var step = base
            while true {
                guard index < input.endIndex, let digit = digitValue(input[index]) else { return nil }
                input.formIndex(after: &index)
                let (product, overflows) = digit.multipliedReportingOverflow(by: weight)
                let (sum, overflowsToo) = position.addingReportingOverflow(product)
                guard !overflows, !overflowsToo else { return nil }
                position = sum
                let threshold = threshold(step, bias)
                if digit < threshold { break }
                let (next, overflow) = weight.multipliedReportingOverflow(by: base - threshold)
                guard !overflow else { return nil }
                weight = next
                step += base
            }
            let count = UInt32(output.count) + 1
            bias = adapted(position - start, count, isFirst: start == 0)
            let (sum, overflow) = codePoint.addingReportingOverflow(position / count)
            guard !overflow, Unicode.Scalar(sum) != nil else { return nil }
            codePoint = sum
            position %= count
            output.insert(codePoint, at: Int(position))
            position += 1
        }
        return output
    }

    /// Appends the encoded form of a label; false on overflow (section 6.3).
    static func encode(_ input: some Collection<UInt32>, to output: inout [UInt8]) -> Bool {
        var basicCount: UInt32 = 0
        for codePoint in input where codePoint < firstNonASCII {
            output.append(UInt8(truncatingIfNeeded: codePoint))
            basicCount += 1
        }
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var codePoint = firstNonASCII
        var delta: UInt32 = 0
        var bias = initialBias
        var handled = basicCount
        while handled < UInt32(input.count) {
            var next = UInt32.max
            for candidate in input where candidate >= codePoint && candidate < next { next = candidate }
            let (product, overflows) = (next - codePoint).multipliedReportingOverflow(by: handled + 1)
            let (sum, overflowsToo) = delta.addingReportingOverflow(product)
            guard !overflows, !overflowsToo else { return false }
            delta = sum
            codePoint = next
            for candidate in input {
                if candidate < codePoint {
                    let (sum, overflow) = delta.addingReportingOverflow(1)
                    guard !overflow else { return false }
                    delta = sum
                } else if candidate == codePoint {
                    appendNumber(delta, bias, to: &output)
                    bias = adapted(delta, handled + 1, isFirst: handled == basicCount)
                    delta = 0
                    handled += 1
                }
            }
            delta &+= 1
            codePoint += 1
        }
        return true
    }

    private static func appendNumber(_ number: UInt32, _ bias: UInt32, to output: inout [UInt8]) {
        var rest = number
        var step = base
        while true {
            let threshold = threshold(step, bias)
            if rest < threshold { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            step += base
        }
        output.append(digit(rest))
    }

    private static func threshold(_ step: UInt32, _ bias: UInt32) -> UInt32 {
        step <= bias + minimumThreshold ? minimumThreshold : min(step - bias, maximumThreshold)
    }

    /// The bias adaptation function (section 6.1).
    private static func adapted(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var step: UInt32 = 0
        while delta > (base - minimumThreshold) * maximumThreshold / 2 {
            delta /= base - minimumThreshold
            step += base
        }
        return step + (base - minimumThreshold + 1) * delta / (delta + 38)
    }

    private static func digitValue(_ codePoint: UInt32) -> UInt32? {
        switch UInt8(exactly: codePoint) {
        case .some(UInt8(ascii: "a")...UInt8(ascii: "z")): codePoint - 0x61
        case .some(UInt8(ascii: "A")...UInt8(ascii: "Z")): codePoint - 0x41
        case .some(UInt8(ascii: "0")...UInt8(ascii: "9")): codePoint - 0x30 + 26
        default: nil
        }
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 0x61 : value - 26 + 0x30)
    }
}
