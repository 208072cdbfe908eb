public import PotokCore

/// An element on its way: where it came from, the bytes it holds, and what it has become.
public struct Envelope<Payload: Sendable>: Sendable {
    /// The request it began as; its claim is given back to the frontier with the outcome.
    public let origin: Request
    /// The bytes its content holds; nothing once it has settled.
    public let lease: ByteLease
    /// What goes on to the next stage, or how it ended.
    public var content: Step<Payload>

    /// Makes an envelope.
    public init(origin: Request, lease: ByteLease, content: Step<Payload>) {
        self.origin = origin
        self.lease = lease
        self.content = content
    }

    /// The outcome, when it has settled.
    public var outcome: Outcome? {
        if case .settled(let outcome) = content { return outcome }
        return nil
    }
}
