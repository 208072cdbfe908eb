import Foundation
import PotokTesting

/// The URL suites of web-platform-tests, read as the web reads strings.
enum WebURLSuite {
    /// The cases of a file below `suites/url`; plain strings between them are comments.
    static func cases(_ name: String) throws -> [[String: Any]] {
        let data = try SharedMaterial.data("suites/url/\(name)")
        let list = try JSONSerialization.jsonObject(with: Data(replacingLoneSurrogates(Array(data)))) as? [Any] ?? []
        return list.compactMap { $0 as? [String: Any] }
    }

    /// Replaces escapes of lone surrogates, which Foundation refuses, by U+FFFD, as a conversion to USVString does.
    private static func replacingLoneSurrogates(_ json: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(json.count)
        var index = 0
        while index < json.count {
            guard json[index] == UInt8(ascii: "\\"), index + 1 < json.count else {
                output.append(json[index])
                index += 1
                continue
            }
            guard let unit = escapedUnit(json, index) else {
                output += json[index..<index + 2]
                index += 2
                continue
            }
            let isPair =
                (0xD800...0xDBFF).contains(unit)
                && escapedUnit(json, index + 6).map { (0xDC00...0xDFFF).contains($0) } == true
            if isPair {
                output += json[index..<index + 12]
                index += 12
            } else {
                output += (0xD800...0xDFFF).contains(unit) ? Array("\\uFFFD".utf8) : Array(json[index..<index + 6])
                index += 6
            }
        }
        return output
    }

    private static func escapedUnit(_ json: [UInt8], _ index: Int) -> UInt32? {
        guard index + 6 <= json.count, json[index] == UInt8(ascii: "\\"), json[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return UInt32(String(decoding: json[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }
}
