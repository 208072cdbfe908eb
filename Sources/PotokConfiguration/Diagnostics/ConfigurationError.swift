/// A configuration cannot be used; every reason is in it.
public struct ConfigurationError: Error, Sendable, Hashable {
    /// What was found, in the order of the text; at least one is an error.
    public var diagnostics: [Diagnostic]

    /// Makes an error.
    public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

extension ConfigurationError: CustomStringConvertible {
    /// All diagnostics, and a last line that counts them.
    public var description: String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        var summary = errors == 1 ? "1 error" : "\(errors) errors"
        if warnings > 0 { summary += warnings == 1 ? ", 1 warning" : ", \(warnings) warnings" }
        return (diagnostics.map(\.description) + [summary]).joined(separator: "\n")
    }
}
