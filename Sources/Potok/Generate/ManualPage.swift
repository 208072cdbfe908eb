public import PotokCore

/// The page potok(1) in mdoc(7), made from the declarations of commands and the table of codes.
public struct ManualPage: Sendable {
    private let command: CommandDescription
    private let version: String
    private let date: Timestamp

    /// Describes a page.
    ///
    /// - Parameters:
    ///   - command: the root of all commands.
    ///   - version: of the program.
    ///   - date: what the page says of when it was made.
    public init(_ command: CommandDescription, version: String, date: Timestamp) {
        self.command = command
        self.version = version
        self.date = date
    }

    /// The page, with a line end.
    public var text: String {
        let name = command.commandName
        var lines = [
            ".\\\" Made by `\(name) generate man` from the declarations of its commands.",
            ".Dd \(day)", ".Dt \(name.uppercased()) 1", ".Os \"\(name) \(version)\"",
            ".Sh NAME", ".Nm \(name)", ".Nd \(ManualText.escape(phrase(command.abstract)))",
            ".Sh SYNOPSIS", ".Nm", ".Ar command", ".Op Ar options",
            ".Sh DESCRIPTION",
        ]
        lines += ManualText.lines(command.discussion ?? "")
        lines += [".Pp", "Each command tells of itself with", ".Fl \\-help ."]
        lines += [".Sh COMMANDS"]
        for command in shown(command) { lines += section(command, [name]) }
        lines += environment + files + exitStatus + examples
        lines += [
            ".Sh SEE ALSO", ".Xr sqlite3 1 ,", ".Xr crontab 5 ,", ".Xr systemd.timer 5",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func shown(_ command: CommandDescription) -> [CommandDescription] {
        (command.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }

    /// A command with what it takes, then the commands below it.
    private func section(_ command: CommandDescription, _ parents: [String]) -> [String] {
        let names = parents + [command.commandName]
        let arguments = (command.arguments ?? []).filter { $0.shouldDisplay && !isHelp($0) }
        let places = arguments.filter { $0.kind == .positional }
        let others = arguments.filter { $0.kind != .positional }
        var lines = [".Ss \(names.map(ManualText.word).joined(separator: " "))"]
        let usage = names.dropFirst().map { " Cm \(ManualText.word($0))" }.joined()
        let options = others.isEmpty ? "" : " Op Ar options"
        let operands = places.map { argument in
            let name = " Ar \(ManualText.word(argument.valueName ?? "value"))"
            return (argument.isOptional ? " Op" : "") + name + (argument.isRepeating ? " ..." : "")
        }
        let below = shown(command)
        lines += [".Nm\(usage)" + (below.isEmpty ? options + operands.joined() : " Ar command"), ".Pp"]
        lines += ManualText.lines(command.abstract ?? "")
        if let discussion = command.discussion, !discussion.isEmpty { lines += ManualText.lines(discussion) }
        if !arguments.isEmpty {
            lines.append(".Bl -tag -width Ds")
            for argument in places + others { lines += item(argument) }
            lines.append(".El")
        }
        return lines + below.flatMap { section($0, names) }
    }

    private func item(_ argument: CommandDescription.Argument) -> [String] {
        let value = "Ar \(ManualText.word(argument.valueName ?? "value"))"
        var head = ".It \(value)"
        if argument.kind != .positional {
            let sorted = (argument.names ?? []).sorted { $0.kind == "short" && $1.kind != "short" }
            let names = sorted.map { name in
                "Fl " + (name.kind == "long" ? "\\-" : "") + ManualText.escape(name.name)
            }
            head = ".It " + names.joined(separator: " , ") + (argument.kind == .option ? " \(value)" : "")
        }
        var text = argument.abstract ?? ""
        if let standard = argument.defaultValue, !standard.isEmpty { text += " Default: \(standard)." }
        return [head] + ManualText.lines(text)
    }

    private func isHelp(_ argument: CommandDescription.Argument) -> Bool {
        (argument.names ?? []).contains { $0.name == "help" || $0.name == "version" }
    }

    private var environment: [String] {
        let variables = [
            ("POTOK_CONFIG", "The pipeline when no --config names one."),
            ("NO_COLOR", "When it is set, nothing is coloured."),
            ("TMPDIR", "Where standard input is kept that is too large to be held, in place of /tmp."),
        ]
        return [".Sh ENVIRONMENT"] + list(variables.map { ("Ev \($0.0)", $0.1) })
    }

    private var files: [String] {
        let files = [
            ("pipeline.json", "The pipeline: sources, sinks and options. `potok explain --all` describes every key."),
            ("potok.sqlite", "The corpus, one SQLite database, unless the pipeline names another."),
            ("potok.sqlite.lock", "Who is at work on it."),
        ]
        return [".Sh FILES"] + list(files.map { ("Pa \($0.0)", $0.1) })
    }

    private var exitStatus: [String] {
        let codes = CodeBook.entries.filter { $0.code.hasPrefix("exit-") }
        return [".Sh EXIT STATUS"] + list(codes.map { ("Li \($0.code.dropFirst(5))", $0.meaning) })
    }

    private var examples: [String] {
        let examples = [
            (
                "A pipeline for a site, its first run, and a question:",
                "potok init --contact me@example.org https://example.org/"
            ),
            ("", "potok run"), ("", "potok search otters"),
            ("Why is a page not in the corpus?", "potok explain https://example.org/missing"),
            ("The line for cron:", "potok generate cron"),
        ]
        var lines = [".Sh EXAMPLES"]
        for (text, example) in examples {
            if !text.isEmpty {
                if lines.count > 1 { lines.append(".Pp") }
                lines += ManualText.lines(text)
            }
            lines.append(
                ".Dl " + example.split(separator: " ").map { ManualText.word(String($0)) }.joined(separator: " ")
            )
        }
        return lines
    }

    private func list(_ items: [(head: String, text: String)]) -> [String] {
        [".Bl -tag -width Ds"] + items.flatMap { [".It \($0.head)"] + ManualText.lines($0.text) } + [".El"]
    }

    /// A sentence as the phrase that stands behind the name of a page.
    private func phrase(_ sentence: String?) -> String {
        let text = sentence ?? ""
        return text.prefix(1).lowercased() + text.dropFirst().prefix { $0 != "." }
    }

    private var day: String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November",
            "December",
        ]
        // The text begins with year, month and day.
        let parts = date.text.prefix(10).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, months.indices.contains(parts[1] - 1) else { return "January 1, 1970" }
        return "\(months[parts[1] - 1]) \(parts[2]), \(parts[0])"
    }
}
