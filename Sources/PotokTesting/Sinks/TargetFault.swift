/// What may go wrong between a sink and its target.
public enum TargetFault: String, Sendable, Hashable, CaseIterable {
    /// Too many requests, with a wait of seven seconds (429 and Retry-After).
    case busy
    /// It serves nobody now (503).
    case unavailable
    /// An error of its own (500).
    case serverError
    /// What stands before it cannot reach it (502, with a page of HTML).
    case badGateway
    /// The batch is too large (413).
    case tooLarge
    /// It does not let us in (401).
    case denied
    /// It takes the batch and does neither work nor answer.
    case silentBeforeWork
    /// It does the work and does not answer.
    case silentAfterWork
    /// The connection breaks before the work.
    case cutBeforeWork
    /// The connection breaks between work and answer.
    case cutAfterWork
    /// The connection breaks in the middle of the answer, after the work.
    case cutWithinAnswer
    /// It does the work and says something that is no answer.
    case malformedAnswer
    /// It does the work and says nothing, with a status of success.
    case emptyAnswer

    /// Those after which the same changes may go well at once.
    public static let transient: Set<TargetFault> = [
        .busy, .unavailable, .serverError, .badGateway, .cutBeforeWork, .cutAfterWork, .cutWithinAnswer,
        .malformedAnswer, .emptyAnswer,
    ]

    /// Those that hold a request until it times out.
    public static let silent: Set<TargetFault> = [.silentBeforeWork, .silentAfterWork]
}
