public import PotokCore

/// One step of the way of an element: a plain value that makes an output, or an outcome, of one input.
///
/// A stage holds no stream and starts no task that outlives the call; the `Pipeline` runs several calls of it in parallel.
public protocol Stage: Sendable {
    /// What it takes.
    associatedtype Input: Sendable
    /// What it makes.
    associatedtype Output: Sendable

    /// The name in outcomes, reports and pipeline.json, such as `fetch`.
    var name: String { get }

    /// Processes one input, whose bytes are held by the lease.
    ///
    /// A drop is `Step.settled`, never an error. An error fails this one element: a `PotokError` becomes `Outcome.failed` as
    /// it is, any other one with the code `<stage>.unexpected`; a `CancellationError` becomes `Outcome.deferred`. A
    /// `StageFailure` says that the stage itself can do no more, and ends the run in order. When the grace of a stop is over
    /// the calling task is cancelled, and whatever is thrown then defers the element.
    func process(_ input: Input, holding lease: ByteLease) async throws -> Step<Output>
}
