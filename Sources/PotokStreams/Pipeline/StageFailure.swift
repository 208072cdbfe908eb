/// Thrown by a stage that can do no more, such as one whose database is gone; it ends the run in order.
///
/// The source is stopped, what the stage has not processed is deferred, everything else drains and is committed; then
/// `Pipeline.run` throws this failure with the name of the stage.
public struct StageFailure: Error, Sendable, CustomStringConvertible {
    /// What happened.
    public let underlying: any Error
    /// The name of the stage; the runtime fills it in.
    public internal(set) var stage: String?

    /// Makes a failure from what happened.
    public init(_ underlying: any Error) {
        self.underlying = underlying
    }

    /// The stage and what happened to it.
    public var description: String {
        "stage \(stage ?? "?") failed: \(underlying)"
    }
}
