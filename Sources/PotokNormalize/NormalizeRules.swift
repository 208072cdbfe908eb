public import PotokConfiguration
import PotokCore
import PotokHTML

/// What a source says about its pages, prepared once for all of them.
public struct NormalizeRules: Sendable {
    /// The longest text of a document.
    let maxText: ByteCount
    /// Which pages become documents.
    let keep: NormalizeOptions.Keep
    /// The elements that hold the text; none to find them.
    let select: [HTMLSelector]
    /// The elements that are no part of the text.
    let remove: [HTMLSelector]
    /// The lines that are dropped.
    let lines: BoilerplateLines
    /// Regular expressions of lines that are dropped, without their slashes.
    let patterns: [String]

    /// Prepares the options of a source; what is no selector, which the configuration would have refused, counts for nothing.
    public init(_ options: NormalizeOptions) {
        maxText = options.maxText
        keep = options.keep
        select = options.select.compactMap { try? HTMLSelector($0) }
        remove = options.remove.compactMap { try? HTMLSelector($0) }
        let isPattern = { (line: String) in line.count > 2 && line.hasPrefix("/") && line.hasSuffix("/") }
        lines = BoilerplateLines(extra: options.dropLines.filter { !isPattern($0) })
        patterns = options.dropLines.filter(isPattern).map { String($0.dropFirst().dropLast()) }
    }
}
