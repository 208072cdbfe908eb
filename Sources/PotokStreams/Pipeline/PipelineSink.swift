/// Where the elements of a run end.
public protocol PipelineSink: Sendable {
    /// What the last stage makes.
    associatedtype Payload: Sendable

    /// Takes all elements, settled ones too, until the stream ends.
    ///
    /// It runs as one task that a stop never cancels. It gives the bytes of an element back by releasing the lease. An error
    /// ends the run at once, as does returning before the end of the stream: elements not yet taken are then lost to this
    /// run, and stay claimed in the frontier.
    func consume(_ elements: BoundedStream<Envelope<Payload>>) async throws
}
