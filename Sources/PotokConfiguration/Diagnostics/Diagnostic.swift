public import PotokCore

/// One thing to say about a configuration: what, where, and what to do.
public struct Diagnostic: Sendable, Hashable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable {
        /// The configuration cannot be used.
        case error
        /// The configuration can be used, but perhaps not as meant.
        case warning
    }

    /// How bad it is.
    public var severity: Severity
    /// The stable name of the kind of problem, for example `configuration.unknown-key`.
    public var code: PotokError.Code
    /// The file as it was named, or the argument `--set KEY=VALUE`.
    public var file: String
    /// The place in the file; nil for an argument, and for a file that could not be read.
    public var location: SourceText.Location?
    /// What is wrong, with what was probably meant.
    public var message: String
    /// The line that it is about.
    public var line: String?
    /// A line to print below with `^~~~` under what it is about.
    public var caret: String?
    /// What to do about it, when that is known.
    public var hint: String?

    /// Makes a diagnostic.
    public init(
        _ severity: Severity,
        _ code: PotokError.Code,
        file: String,
        location: SourceText.Location? = nil,
        message: String,
        line: String? = nil,
        caret: String? = nil,
        hint: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.file = file
        self.location = location
        self.message = message
        self.line = line
        self.caret = caret
        self.hint = hint
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: message [code]`, the line, the caret and the hint, without a line end.
    public var description: String {
        let place = location.map { ":\($0)" } ?? ""
        var text = "\(DisplayText.quoteName(file))\(place): \(severity.rawValue): \(message) [\(code)]"
        if let line, let caret { text += "\n    \(line)\n    \(caret)" }
        if let hint { text += "\n    hint: \(hint)" }
        return text
    }
}
