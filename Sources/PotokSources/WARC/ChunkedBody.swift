/// Undoes the chunked transfer coding (RFC 9112 §7.1) of a message that was stored as it was sent.
enum ChunkedBody {
    /// The body without its chunks; nil when it is not chunked, as programs that undo it forget to say.
    static func decode(_ bytes: ArraySlice<UInt8>) -> (body: [UInt8], isWhole: Bool)? {
        var body: [UInt8] = []
        var index = bytes.startIndex
        var isFirst = true
        while index < bytes.endIndex {
            guard let newline = bytes[index...].prefix(1_024).firstIndex(of: 0x0a),
                let size = size(bytes[index..<newline])
            else { return isFirst ? nil : (body, false) }
            index = newline + 1
            if size == 0 { return (body, true) }
            guard size <= bytes.endIndex - index else {
                if isFirst { return nil }
                body += bytes[index...]
                return (body, false)
            }
            if isFirst { body.reserveCapacity(bytes.count) }
            isFirst = false
            body += bytes[index..<index + size]
            index += size
            if index < bytes.endIndex, bytes[index] == 0x0d { index += 1 }
            if index < bytes.endIndex, bytes[index] == 0x0a { index += 1 }
        }
        return isFirst ? nil : (body, false)
    }

    /// The size in hexadecimal, before extensions.
    private static func size(_ line: ArraySlice<UInt8>) -> Int? {
        var value = 0
        var digits = 0
        for byte in line {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46, 0x61...0x66: digit = (byte | 0x20) - 0x57
            case 0x3b, 0x0d, 0x20, 0x09: return digits > 0 ? value : nil
            default: return nil
            }
            digits += 1
            guard digits <= 12 else { return nil }
            value = value << 4 | Int(digit)
        }
        return digits > 0 ? value : nil
    }
}
