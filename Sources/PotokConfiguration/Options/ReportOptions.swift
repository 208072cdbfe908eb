/// How a run is told of beside its own output: the key `report`.
public struct ReportOptions: Sendable, Hashable {
    /// How problems are told on standard error.
    public enum Log: String, Sendable, Hashable, CaseIterable {
        /// For people.
        case text
        /// One JSON object a line, for machines.
        case json
    }

    /// The file that figures for Prometheus are written to; ``noMetrics`` for none.
    public var metrics = Self.noMetrics
    /// What is called at the beginning and at the end of a run.
    public var heartbeat = HeartbeatAddress.none
    /// How problems are told on standard error.
    public var log = Log.text
    /// How long runs can be looked up.
    public var keepRuns: Duration = .seconds(400 * 86_400)
    /// How long it can be looked up how each input of a run ended.
    public var keepOutcomes: Duration = .seconds(90 * 86_400)

    /// Stands for no file.
    public static let noMetrics = "none"

    /// The defaults.
    public init() {}
}
