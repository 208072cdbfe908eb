import Potok
import PotokFetch
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The two streams of the program: results on standard output, all else on standard error.
enum Terminal {
    /// Whether a person watches standard error.
    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

    /// What standard error can show, by the width that it has now.
    static var traits: TerminalTraits {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0
        return TerminalTraits(isTerminal: isWatched, columns: isKnown ? Int(size.ws_col) : nil) { name in
            getenv(name).map { String(cString: $0) }
        }
    }

    /// Whether results may be coloured (no-color.org).
    static var isColoured: Bool {
        isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    /// Writes a line of results.
    static func output(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Writes a line that is no result.
    static func error(_ line: String) {
        if isStructured.withLock({ $0 }) { return record(line, .note) }
        write((hasProgressLine() ? "\r\u{1B}[K" : "") + line + "\n", to: STDERR_FILENO)
    }

    /// Writes what went wrong, and what to do about it.
    static func problem(_ message: String, hint: String? = nil) {
        if isStructured.withLock({ $0 }) { return record(message, .error, hint: hint) }
        error("potok: \(message)" + (hint.map { "\n       \($0)" } ?? ""))
    }

    /// From now on standard error is for machines: one JSON object a line, and nothing else.
    static func makeStructured() { isStructured.withLock { $0 = true } }

    /// Writes a record of what happened.
    static func record(_ record: LogRecord) { write(record.line + "\n", to: STDERR_FILENO) }

    private static func record(_ message: String, _ severity: RunNotice.Severity, hint: String? = nil) {
        record(LogRecord(severity, message, hint: hint, at: SystemClock.now()))
    }

    private static let isStructured = Lock(false)

    /// Writes a line that the next one replaces.
    static func progress(_ line: String) {
        if isStructured.withLock({ $0 }) { return }
        progressIsShown.withLock { $0 = !line.isEmpty }
        write("\r\u{1B}[K" + line, to: STDERR_FILENO)
    }

    private static let progressIsShown = Lock(false)

    private static func hasProgressLine() -> Bool { progressIsShown.withLock { $0 } }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                // Whoever read has gone, as `head` does: nothing more is wanted. Lost results are an error, though.
                guard descriptor == STDOUT_FILENO else { return }
                if errno == EPIPE { Glibc.exit(0) }
                let reason = String(cString: strerror(errno))
                write("potok: the results cannot be written: \(reason)\n", to: STDERR_FILENO)
                Glibc.exit(1)
            }
        }
    }
}
