#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Turns bytes in any charset into valid UTF-8.
enum Charset {
    /// Decoded text, and what had to be repaired.
    struct Decoded: Sendable {
        var bytes: [UInt8]
        var notes: [String] = []
    }

    /// The charset that a byte order mark tells, and the length of the mark.
    static func byteOrderMark(_ bytes: [UInt8]) -> (charset: String, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return ("utf-8", 3) }
        if bytes.starts(with: [0xFE, 0xFF]) { return ("utf-16be", 2) }
        if bytes.starts(with: [0xFF, 0xFE]) { return ("utf-16le", 2) }
        return nil
    }

    /// Decodes bytes: by their byte order mark, by a label, or as UTF-8.
    ///
    /// What is not valid becomes U+FFFD, and a note says how often.
    static func decode(_ bytes: [UInt8], label: String?) -> Decoded {
        let mark = byteOrderMark(bytes)
        let charset = mark?.charset ?? label.map(canonicalLabel) ?? "utf-8"
        let content = mark.map { Array(bytes[$0.length...]) } ?? bytes
        if charset == "utf-8" { return repairUTF8(content) }
        if let converted = convert(content, from: charset) { return converted }
        var decoded = repairUTF8(content)
        decoded.notes.append("its charset '\(charset)' is not known; it was read as UTF-8")
        return decoded
    }

    /// The labels that the Encoding Standard gives another meaning than their names say.
    private static func canonicalLabel(_ label: String) -> String {
        switch label {
        case "utf8", "unicode-1-1-utf-8", "x-unicode20utf8": "utf-8"
        case "iso-8859-1", "latin1", "iso8859-1", "us-ascii", "ascii", "l1", "cp819": "windows-1252"
        case "iso-8859-9", "latin5": "windows-1254"
        case "utf-16": "utf-16le"
        case "x-sjis", "shift-jis", "sjis": "shift_jis"
        case "gb2312", "gbk", "x-gbk": "gb18030"
        case "ks_c_5601-1987", "euc-kr": "cp949"
        default: label
        }
    }

    private static func repairUTF8(_ bytes: [UInt8]) -> Decoded {
        // A valid text is what nearly every page is: the check costs far less than decoding.
        if String(validating: bytes, as: UTF8.self) != nil { return Decoded(bytes: bytes) }
        let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
        let before = replacements(bytes)
        let count = max(1, replacements(repaired) - before)
        return Decoded(
            bytes: repaired,
            notes: ["\(count) \(count == 1 ? "place is" : "places are") not valid UTF-8 and became U+FFFD"]
        )
    }

    private static func replacements(_ bytes: [UInt8]) -> Int {
        var count = 0
        for index in bytes.indices.dropLast(2)
        where bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] == 0xBD {
            count += 1
        }
        return count
    }

    /// Converts by the C library's iconv; nil when it does not know the charset.
    private static func convert(_ bytes: [UInt8], from charset: String) -> Decoded? {
        let name = charset.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
        guard !name.isEmpty, let handle = iconv_open("UTF-8", name), Int(bitPattern: handle) != -1 else { return nil }
        defer { iconv_close(handle) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 3 / 2)
        var failures = 0
        var input = bytes
        var chunk = [UInt8](repeating: 0, count: 65_536)
        input.withUnsafeMutableBytes { source in
            var next = source.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = source.count
            while left > 0 {
                var reason: Int32 = 0
                let written = chunk.withUnsafeMutableBytes { target in
                    var place = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var room = target.count
                    if iconv(handle, &next, &left, &place, &room) == -1 { reason = errno }
                    return target.count - room
                }
                output.append(contentsOf: chunk[..<written])
                // E2BIG only means that the chunk is full; anything else is one byte that makes no sense here.
                if left > 0, reason != E2BIG {
                    failures += 1
                    output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                    next = next?.advanced(by: 1)
                    left -= 1
                }
            }
        }
        var decoded = Decoded(bytes: output)
        if failures > 0 {
            decoded.notes.append(
                "\(failures) \(failures == 1 ? "byte is" : "bytes are") not valid \(charset) and became U+FFFD"
            )
        }
        return decoded
    }
}
