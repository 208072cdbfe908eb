public import PotokStore

/// Something a person should know about a run while it goes on.
public struct RunNotice: Sendable, Hashable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable { case note, warning, error }

    /// How bad it is.
    public var severity: Severity
    /// The source it is about.
    public var source: String?
    /// The URL or file it is about.
    public var address: String?
    /// The stable dotted code.
    public var code: String?
    /// What happened, in one line.
    public var message: String
    /// What to do about it.
    public var hint: String?

    /// Makes a notice.
    init(
        severity: Severity,
        source: String? = nil,
        address: String? = nil,
        code: String?,
        message: String,
        hint: String? = nil
    ) {
        self.severity = severity
        self.source = source
        self.address = address
        self.code = code
        self.message = message
        self.hint = hint
    }
}

/// Hears what happens in a run.
///
/// Calls come from many threads and must be quick.
public protocol RunListener: Sendable {
    /// A person should know this.
    func notice(_ notice: RunNotice)
    /// The run has begun and has a number.
    func began(_ run: Run.Identifier)
}

extension RunListener {
    /// Does nothing.
    public func began(_ run: Run.Identifier) {}
}

/// Hears nothing.
public struct SilentListener: RunListener {
    /// Makes the listener.
    public init() {}
    /// Does nothing.
    public func notice(_ notice: RunNotice) {}
}
