public import PotokCore

/// Where the elements of a run come from.
public protocol PipelineSource: Sendable {
    /// Hands over requests, one after the other or from several child tasks, and returns when there are no more.
    ///
    /// `send` waits while the first stage is busy; when it throws, the request was not taken. The call runs in a task of its
    /// own, which is cancelled when a stop is requested or the run cannot go on: it must then end soon, and a
    /// `CancellationError` is a normal end. Any other error ends the run in order and is thrown by `Pipeline.run`.
    func produce(into send: @escaping @Sendable (Request) async throws -> Void) async throws
}
