import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ParagraphSet {
    /// The bits as the database keeps them.
    var data: Data { Data(bits) }
}

extension Hash {
    /// The bytes as the database keeps them.
    var data: Data { Data(bytes) }
}

extension DocumentKey {
    /// The 16 bytes that the 32 digits stand for.
    var data: Data {
        let digits = Array(rawValue.utf8)
        var bytes = Data(capacity: 16)
        for index in stride(from: 0, to: digits.count - 1, by: 2) {
            bytes.append(Self.value(digits[index]) << 4 | Self.value(digits[index + 1]))
        }
        return bytes
    }

    /// The key that 16 bytes of a database stand for.
    init?(data: Data) { self.init(rawValue: Hash(data).hexadecimal) }

    private static func value(_ digit: UInt8) -> UInt8 { digit <= 0x39 ? digit - 0x30 : digit - 0x57 }
}

/// Authors as the JSON array that the database keeps.
enum Authors {
    static func json(_ authors: [String]) -> String {
        // An array of strings always encodes.
        guard !authors.isEmpty, let data = try? JSONEncoder().encode(authors) else { return "[]" }
        return String(decoding: data, as: UTF8.self)
    }

    static func list(_ json: String) -> [String] {
        json == "[]" ? [] : (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
    }
}
