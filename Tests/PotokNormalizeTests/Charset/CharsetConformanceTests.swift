import Foundation
import PotokTesting
import Testing

@testable import PotokNormalize

/// The texts of uchardet's own tests, whole: the decoded text is compared, not the name of the charset.
struct CharsetConformanceTests {
    /// Files that uchardet itself does not get right; the list may only shrink.
    private static let knownFailures: Set<String> = ["es/iso-8859-15.txt"]

    @Test func `texts in many charsets without a label become the right text`() throws {
        let root = SharedMaterial.url("suites/charsets/files")
        let languages = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
        var right = 0
        var wrong: Set<String> = []
        for language in languages {
            let folder = root.appendingPathComponent(language)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
                let file = folder.appendingPathComponent(name)
                let bytes = [UInt8](try Data(contentsOf: file))
                let expected = try Self.iconv(file, from: Self.charset(of: name))
                let decoded = Charset.decode(bytes, header: nil, isMarkup: false).bytes
                if Self.plain(decoded) == Self.plain(expected) {
                    right += 1
                } else {
                    wrong.insert(language + "/" + name)
                }
            }
        }
        print("charsets: \(right) right, \(wrong.count) wrong: \(wrong.sorted())")
        #expect(right + wrong.count == 121)
        #expect(wrong == Self.knownFailures)
        #expect(!wrong.contains { $0.hasPrefix("pl/") })
    }

    /// The charset that the name of a file tells, as iconv spells it.
    private static func charset(of name: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        return switch parts[0] {
        case "utf-16", "utf-32": parts[0].uppercased() + parts[1].uppercased()
        case "uhc": "CP949"
        case "tis-620", "iso-8859-11": "CP874"
        case "iso-8859-1": "CP1252"
        case "iso-8859-9": "CP1254"
        case "shift_jis": "CP932"
        case "big5": "BIG5-HKSCS"
        default: parts[0].uppercased()
        }
    }

    private static func iconv(_ file: URL, from charset: String) throws -> [UInt8] {
        // It leaves out what it cannot convert, and says so by its exit code.
        [UInt8](try ChildProcess.run(["iconv", "-c", "-f", charset, "-t", "UTF-8", file.path]).output)
    }

    /// Text without byte order mark and without what either side could not convert.
    private static func plain(_ bytes: [UInt8]) -> String {
        String(
            String.UnicodeScalarView(
                String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0 != "\u{FEFF}" && $0 != "\u{FFFD}" }
            )
        )
    }
}
