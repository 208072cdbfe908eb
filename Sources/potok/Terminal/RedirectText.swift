import PotokStore

extension Redirect {
    /// One step of the way from an address to its page, as `show` and `explain` tell it.
    var line: String { "redirect    \(url) -> \(target) (HTTP \(status), \(observedAt))" }
}
