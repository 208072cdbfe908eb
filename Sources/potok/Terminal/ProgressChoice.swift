import ArgumentParser
import Potok

/// What `--progress` takes.
enum ProgressChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, plain, none

    /// How progress is told; nil for not at all.
    ///
    /// Without a terminal nobody waits for it, and cron sends a mail for every line.
    func form(on terminal: TerminalTraits, isQuiet: Bool) -> ProgressLine.Form? {
        switch self {
        case .none: nil
        case .plain: .plain
        case .auto where isQuiet || !terminal.isTerminal: nil
        case .auto: terminal.canRedraw ? .live : .plain
        }
    }
}
