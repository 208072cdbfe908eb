public import PotokCore

/// Sees what the workers of a run do, as it happens.
///
/// The methods are called on the workers, many at a time, and hold them up: they must be quick. Each does nothing unless it
/// is implemented.
public protocol PipelineObserver: Sendable {
    /// A worker is about to process an element; a crash between this and `ended` is a crash on this element.
    func began(_ request: Request, stage: String, worker: Int)
    /// The worker is done with the element, whatever came of it.
    func ended(_ request: Request, stage: String, worker: Int)
    /// An element settled at a stage, or was settled there by the runtime.
    func settled(_ request: Request, as outcome: Outcome, stage: String)
}

extension PipelineObserver {
    /// Does nothing.
    public func began(_ request: Request, stage: String, worker: Int) {}
    /// Does nothing.
    public func ended(_ request: Request, stage: String, worker: Int) {}
    /// Does nothing.
    public func settled(_ request: Request, as outcome: Outcome, stage: String) {}
}

/// Sees nothing: the observer of a run that needs none.
public struct SilentObserver: PipelineObserver {
    /// Makes the observer.
    public init() {}
}
