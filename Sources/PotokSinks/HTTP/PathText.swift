/// Parts of paths and queries.
enum PathText {
    /// A text with everything escaped that has a meaning in a path or a query (RFC 3986 §2.3).
    static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let isLetter = (0x61...0x7A).contains(byte | 0x20)
            if isLetter || (0x30...0x39).contains(byte) || "-._~".utf8.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }

    /// A name that every target takes as a part of another: lower-case letters, digits and hyphens.
    static func slug(_ text: String) -> String {
        let bytes = text.lowercased().utf8.map { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) ? byte : UInt8(ascii: "-")
        }
        return String(decoding: bytes.prefix(40), as: UTF8.self)
    }
}
