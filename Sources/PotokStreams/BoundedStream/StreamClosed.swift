/// Thrown to whoever uses a stream that takes or gives nothing any more.
///
/// A producer meets it after `finish()`, `fail(_:)` or `cancel()`; its element stays with it. A consumer meets it only
/// after `cancel()`, so that a cancelled stream never looks like a finished one.
public struct StreamClosed: Error, Sendable, Hashable {
    /// Makes the error.
    public init() {}
}
