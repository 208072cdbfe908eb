public import PotokConfiguration
import PotokCore

/// What a source says about its pages, prepared once for all of them.
public struct NormalizeRules: Sendable {
    /// The longest text of a document.
    let maxText: ByteCount
    /// The lines that are dropped.
    let lines: BoilerplateLines

    /// Prepares the options of a source.
    public init(_ options: NormalizeOptions) {
        maxText = options.maxText
        lines = BoilerplateLines(extra: options.dropLines)
    }
}
