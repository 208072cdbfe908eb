/// A command that changes documents on their way out: the key `transform`, overridable per sink.
public struct TransformOptions: Sendable, Hashable {
    /// The program and its arguments; none means that documents go out as they are.
    public var command: [String] = []
    /// How long it may take for a batch.
    public var timeout: Duration = .seconds(60)

    /// No transform.
    public init() {}
}
