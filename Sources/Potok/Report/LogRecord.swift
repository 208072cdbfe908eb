public import PotokCore
public import PotokStore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A notice as a machine reads it: one JSON object on one line.
public struct LogRecord: Sendable, Hashable, Encodable {
    /// When it happened, as RFC 3339 text.
    public var time: String
    /// How bad it is: `note`, `warning`, `error`.
    public var level: String
    /// The source it is about.
    public var source: String?
    /// The URL or file it is about.
    public var address: String?
    /// The stable dotted code.
    public var code: String?
    /// What happened.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// The number of the run; nil before it has one.
    public var run: Int64?

    /// Makes a record.
    public init(_ notice: RunNotice, run: Run.Identifier?, at time: Timestamp) {
        self.time = time.text
        level = notice.severity.rawValue
        source = notice.source.flatMap { $0.isEmpty ? nil : $0 }
        address = notice.address
        code = notice.code
        message = notice.message
        hint = notice.hint
        self.run = run?.rawValue
    }

    /// Makes a record of what is about no source.
    public init(_ severity: RunNotice.Severity, _ message: String, hint: String? = nil, at time: Timestamp) {
        self.init(RunNotice(severity: severity, code: nil, message: message, hint: hint), run: nil, at: time)
    }

    /// The record on one line.
    public var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
