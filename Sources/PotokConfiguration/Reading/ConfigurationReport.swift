/// What checking a configuration gave.
public struct ConfigurationReport: Sendable {
    /// The configuration; nil when there is an error among the diagnostics.
    public var configuration: PipelineConfiguration?
    /// What was found, in the order of the text, then of the overrides.
    public var diagnostics: [Diagnostic]
}
