/// Lines for crontab(5).
public enum Crontab {
    /// A comment and the line that starts the run.
    ///
    /// Cron knows neither our folder nor our PATH, so everything is spelled out.
    public static func lines(_ run: ScheduledRun) -> String {
        let command = [run.program, "run", "--quiet", "--config", run.pipeline].map(word).joined(separator: " ")
        var lines = [
            "# Does what is due every \(run.interval.text). Exit code 11, another run is at work, is no failure."
        ]
        if !run.secretVariables.isEmpty {
            lines.append("# It needs \(run.secretVariables.joined(separator: ", ")): lines NAME=VALUE above this one.")
        }
        lines.append("\(run.interval.cronFields)  cd \(word(run.folder)) && \(command)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// A word of the shell; cron takes a bare % for a line break, even in quotes.
    private static func word(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/._-+,:@".utf8.contains(byte)
            }
        }
        if isPlain { return text }
        let quoted = text.map { $0 == "'" ? "'\\''" : $0 == "%" ? "\\%" : String($0) }.joined()
        return "'\(quoted)'"
    }
}
