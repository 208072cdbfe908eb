/// What a target said to a batch.
public enum BatchAnswer: Sendable, Hashable {
    /// It said something of every change; the answers are in the order of the changes.
    case answered([ChangeAnswer])
    /// Nothing is certain of any change: it could not be reached, was too busy, or broke off. All of them are sent again.
    case retry(SinkFailure)
    /// It refused the batch without saying which change is at fault (400, 413): halves of it are tried.
    case refused(SinkFailure)
}

/// What became of one change.
public enum ChangeAnswer: Sendable, Hashable {
    /// The target holds it, or a newer version of ours.
    case delivered
    /// Not now; it may go well later.
    case retry(SinkFailure)
    /// Never in this form: it becomes a dead letter with the target's own words.
    case rejected(SinkFailure)
}

/// Why something was not delivered.
public struct SinkFailure: Error, Sendable, Hashable {
    /// What kind of failure it is; what the delivery does next depends on it.
    public enum Kind: String, Sendable, Hashable {
        /// No connection, or one that broke.
        case unreachable
        /// It did not answer in time.
        case timeout
        /// It asks for fewer requests (429, 503, a full queue).
        case busy
        /// It had an error of its own (500, 502): that may pass, or one of the documents may be the cause.
        case failed
        /// It does not let us in (401, 403, a certificate that does not hold): nothing is sent any more in this run.
        case denied
        /// Something of what was sent is not right.
        case rejected
        /// It answered what its own documents do not allow.
        case malformed
        /// What is there is not what it must be, such as a field of another type: nothing is sent any more in this run.
        case mismatch
    }

    /// The kind.
    public var kind: Kind
    /// The target's own code, such as `429` or `mapper_parsing_exception`.
    public var code: String
    /// The target's own words; never a secret.
    public var message: String
    /// How long it asked to be left alone, in seconds.
    public var retryAfter: Duration?

    /// Makes a failure.
    public init(_ kind: Kind, code: String, message: String, retryAfter: Duration? = nil) {
        self.kind = kind
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }
}

extension BatchAnswer {
    /// The answer for a batch that failed as a whole: what is not right may be so for a part of it only, anything else is tried again.
    public init(_ failure: SinkFailure) {
        self = failure.kind == .rejected ? .refused(failure) : .retry(failure)
    }
}
