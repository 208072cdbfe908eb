public import PotokConfiguration
import PotokCore
import PotokHTML

/// What a source says about its pages, prepared once for all of them.
public struct NormalizeRules: Sendable {
    /// The longest text of a document.
    let maxText: ByteCount
    /// Which pages become documents.
    let keep: NormalizeOptions.Keep
    /// Whether sections of pages become documents.
    let splits: Bool
    /// The elements that hold the text; none to find them.
    let select: [HTMLSelector]
    /// The elements that are no part of the text.
    let remove: [HTMLSelector]
    /// The lines that are dropped.
    let lines: BoilerplateLines
    /// Regular expressions of lines that are dropped, without their slashes.
    let patterns: [String]
    /// A hash of the options, which differs when they may make another text of a page.
    public let fingerprint: Int64

    /// Prepares the options of a source; what is no selector, which the configuration would have refused, counts for nothing.
    public init(_ options: NormalizeOptions) {
        fingerprint = Self.fingerprint(options)
        maxText = options.maxText
        keep = options.keep
        splits = options.split == .section
        select = options.select.compactMap { try? HTMLSelector($0) }
        remove = options.remove.compactMap { try? HTMLSelector($0) }
        let isPattern = { (line: String) in line.count > 2 && line.hasPrefix("/") && line.hasSuffix("/") }
        lines = BoilerplateLines(extra: options.dropLines.filter { !isPattern($0) })
        patterns = options.dropLines.filter(isPattern).map { String($0.dropFirst().dropLast()) }
    }

    private static func fingerprint(_ options: NormalizeOptions) -> Int64 {
        var hash = SHA256()
        var parts = [
            [options.keep.rawValue, "\(options.maxText.bytes)"], options.select, options.remove, options.dropLines,
        ]
        // What whole pages were made with before there was a choice is what it was.
        if options.split != .none { parts.append([options.split.rawValue]) }
        for part in parts {
            for text in part {
                hash.update(text.utf8)
                hash.update([0])
            }
            hash.update([1])
        }
        return Int64(bitPattern: hash.finish().prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
