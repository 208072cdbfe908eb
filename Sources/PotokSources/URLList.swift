import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A text file with one URL a line; empty lines and lines that begin with `#` are passed over.
enum URLList {
    static func read(_ path: String) throws(PotokError) -> [WebURL] {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw PotokError(
                "source.not-readable",
                "the list of URLs \(path) cannot be read",
                hint: "check `lists`; paths start at the folder of pipeline.json",
                underlying: error
            )
        }
        var urls: [WebURL] = []
        var number = 0
        // Some editors put a byte order mark in front.
        let content = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
        for line in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let space: Set<UInt8> = [0x20, 0x09, 0x0D]
            let bytes = line.drop { space.contains($0) }
            let text = String(decoding: bytes.reversed().drop { space.contains($0) }.reversed(), as: UTF8.self)
            if text.isEmpty || text.hasPrefix("#") { continue }
            guard let url = WebURL(text), url.isWeb else {
                throw PotokError(
                    "source.not-a-url",
                    "\(path):\(number): '\(text)' is no http or https URL",
                    hint: "mend the line, or put a # in front of it"
                )
            }
            urls.append(url)
        }
        return urls
    }
}
