/// What a stage makes of one input: something for the next stage, or the end of the way with an outcome.
public enum Step<Output: Sendable>: Sendable {
    /// Goes on to the next stage.
    case next(Output)
    /// Ends here.
    case settled(Outcome)
}
