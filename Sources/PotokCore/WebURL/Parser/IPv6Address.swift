/// An IPv6 address (URL Standard, section 3.5).
struct IPv6Address {
    /// The eight pieces, most significant first.
    var pieces = [UInt16](repeating: 0, count: 8)

    /// The IPv6 parser, over what stands between the brackets; nil is failure.
    init?(_ input: Span<UInt8>, _ range: Range<Int>) {
        var pieceIndex = 0
        var compress: Int?
        var pointer = range.lowerBound
        let end = range.upperBound
        if pointer < end, input[pointer] == UInt8(ascii: ":") {
            guard pointer + 1 < end, input[pointer + 1] == UInt8(ascii: ":") else { return nil }
            pointer += 2
            pieceIndex = 1
            compress = 1
        }
        while pointer < end {
            guard pieceIndex < 8 else { return nil }
            if input[pointer] == UInt8(ascii: ":") {
                guard compress == nil else { return nil }
                pointer += 1
                pieceIndex += 1
                compress = pieceIndex
                continue
            }
            var value: UInt16 = 0
            var length = 0
            while length < 4, pointer < end, let digit = PercentEncoding.hexValue(input[pointer]) {
                value = value << 4 | UInt16(digit)
                pointer += 1
                length += 1
            }
            if pointer < end, input[pointer] == UInt8(ascii: ".") {
                guard length > 0, pieceIndex <= 6,
                    let address = Self.dottedDecimal(input, pointer - length..<end)
                else { return nil }
                pieces[pieceIndex] = UInt16(address >> 16)
                pieces[pieceIndex + 1] = UInt16(truncatingIfNeeded: address)
                pieceIndex += 2
                pointer = end
                break
            }
            if pointer < end {
                guard input[pointer] == UInt8(ascii: ":") else { return nil }
                pointer += 1
                guard pointer < end else { return nil }
            }
            pieces[pieceIndex] = value
            pieceIndex += 1
        }
        if let compress {
            let moved = pieceIndex - compress
            guard moved < 8 else { return nil }
            for offset in 0..<moved {
                pieces.swapAt(7 - offset, compress + moved - 1 - offset)
            }
        } else if pieceIndex != 8 {
            return nil
        }
    }

    /// Four decimal numbers without leading zeros, up to the end of the range.
    private static func dottedDecimal(_ input: Span<UInt8>, _ range: Range<Int>) -> UInt32? {
        var value: UInt32 = 0
        var pointer = range.lowerBound
        for index in 0..<4 {
            if index > 0 {
                guard pointer < range.upperBound, input[pointer] == UInt8(ascii: ".") else { return nil }
                pointer += 1
            }
            var number: UInt32?
            while pointer < range.upperBound {
                let digit = input[pointer] &- UInt8(ascii: "0")
                guard digit <= 9 else { break }
                guard number != 0 else { return nil }
                let next = (number ?? 0) * 10 + UInt32(digit)
                guard next <= 255 else { return nil }
                number = next
                pointer += 1
            }
            guard let number else { return nil }
            value = value << 8 | number
        }
        return pointer == range.upperBound ? value : nil
    }

    /// Appends the address in brackets, its first longest run of two or more zero pieces compressed.
    func append(to output: inout [UInt8]) {
        var compress: Range<Int>?
        var index = 0
        while index < 8 {
            var end = index
            while end < 8, pieces[end] == 0 { end += 1 }
            if end - index > max(1, compress?.count ?? 0) { compress = index..<end }
            index = max(end, index + 1)
        }
        output.append(UInt8(ascii: "["))
        index = 0
        while index < 8 {
            if let compress, compress.lowerBound == index {
                output.append(contentsOf: (index == 0 ? "::" : ":").utf8)
                index = compress.upperBound
                continue
            }
            output.append(contentsOf: String(pieces[index], radix: 16).utf8)
            if index < 7 { output.append(UInt8(ascii: ":")) }
            index += 1
        }
        output.append(UInt8(ascii: "]"))
    }
}
