import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A text file with one URL a line; empty lines and lines that begin with `#` are passed over.
enum URLList {
    /// How many bad lines are told one by one.
    private static let longestComplaint = 20

    /// The URLs of a list, and what is wrong with its other lines.
    static func read(_ path: String) -> (urls: [WebURL], problems: [PotokError]) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            return (
                [],
                [
                    PotokError(
                        "source.not-readable",
                        "the list of URLs \(path) cannot be read",
                        hint: "check `lists`; paths start at the folder of pipeline.json",
                        underlying: error
                    )
                ]
            )
        }
        var urls: [WebURL] = []
        var bad: [PotokError] = []
        var number = 0
        // Some editors put a byte order mark in front.
        let content = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
        for line in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let text = trimmed(line)
            if text.isEmpty || text.hasPrefix("#") { continue }
            if let url = WebURL(text), url.isWeb {
                urls.append(url)
            } else {
                bad.append(
                    PotokError(
                        "source.not-a-url",
                        "\(path):\(number): '\(text.prefix(200))' is no http or https URL",
                        hint: "mend the line, or put a # in front of it"
                    )
                )
            }
        }
        if bad.count > longestComplaint {
            let more = bad.count - longestComplaint
            bad.removeLast(more)
            bad.append(PotokError("source.not-a-url", "\(path): \(more) more lines are no http or https URLs"))
        }
        return (urls, bad)
    }

    private static func trimmed(_ line: Data) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        guard let end = line.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(decoding: line[...end].drop(while: isSpace), as: UTF8.self)
    }
}
