/// What a terminal can show, by its environment.
public struct TerminalTraits: Sendable, Hashable {
    /// Whether somebody watches.
    public var isTerminal: Bool
    /// Whether the cursor can be moved, so that a line can take the place of the one before.
    public var canRedraw: Bool
    /// Whether colours are wanted (no-color.org).
    public var isColoured: Bool
    /// Whether it shows more than ASCII.
    public var isUTF8: Bool
    /// The columns of a line.
    public var width: Int

    /// Reads the environment.
    ///
    /// - Parameters:
    ///   - isTerminal: whether the stream leads to a terminal.
    ///   - columns: the width that the system knows (TIOCGWINSZ); nil or 0 when it knows none, then `COLUMNS` counts, then 80.
    ///   - variable: the value of a variable of the environment.
    public init(isTerminal: Bool, columns: Int?, variable: (String) -> String?) {
        func value(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
        let kind = value("TERM")
        self.isTerminal = isTerminal
        canRedraw = isTerminal && kind != nil && kind != "dumb"
        isColoured = canRedraw && value("NO_COLOR") == nil
        // The order that POSIX gives them (Environment Variables, 8.2).
        let locale = (value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? "").lowercased()
        isUTF8 = locale.contains("utf-8") || locale.contains("utf8")
        let known = [columns, value("COLUMNS").flatMap { Int($0) }].compactMap { $0 }.first { $0 > 0 }
        width = min(known ?? 80, 10_000)
    }
}
