import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokFetch

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write what other programs need: systemd units, a cron line, completions, a manual page, a schema.",
        subcommands: [Systemd.self, Cron.self, Completions.self, Man.self, Schema.self]
    )

    struct Systemd: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A service that may do no more than a run needs, and a timer.",
            discussion: """
                The service knows that a run that finds another one at work is no failure, and has an optional file for \
                secrets beside the pipeline.
                """
        )

        @OptionGroup var schedule: ScheduleArguments

        @Option(help: "What the units are called.")
        var name = "potok"

        @Option(help: "Who runs (default: the owner of the pipeline's folder).")
        var user: String?

        @OptionGroup var destination: Destination

        func run() throws {
            let run = try schedule.run()
            let owner = user ?? Self.owner(of: run.pipeline)
            let isRoot = owner == nil || owner == "root"
            let units = try SystemdUnits(run, name: name, user: isRoot ? nil : owner)
            try destination.write(units.files)
            for folder in run.writtenFolders where access(folder, F_OK) != 0 {
                Terminal.problem(
                    "\(DisplayText.safe(folder)) is not there; systemd does not start the service without it"
                )
            }
            if isRoot { Terminal.problem("the service runs as root", hint: "--user names somebody else") }
            if destination.folder != nil {
                Terminal.error("Next: systemctl daemon-reload, then systemctl enable --now \(name).timer")
            }
        }

        /// Whose the pipeline's folder is; nil when that cannot be told.
        private static func owner(of pipeline: String) -> String? {
            var status = stat()
            let folder = String(pipeline[..<(pipeline.lastIndex(of: "/") ?? pipeline.endIndex)])
            guard stat(folder.isEmpty ? "/" : folder, &status) == 0, let entry = getpwuid(status.st_uid) else {
                return nil
            }
            return String(cString: entry.pointee.pw_name)
        }
    }

    struct Cron: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A line for crontab(5).",
            discussion: "Add it with `crontab -e`."
        )

        @OptionGroup var schedule: ScheduleArguments
        @OptionGroup var destination: Destination

        func run() throws {
            try destination.write([GeneratedFile(name: "potok.cron", text: Crontab.lines(try schedule.run()))])
        }
    }

    struct Completions: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What a shell needs to complete commands, options, sources, sinks and keys.",
            discussion: """
                For bash: potok generate completions bash --output ~/.local/share/bash-completion/completions. For zsh a folder of \
                $fpath, for fish ~/.config/fish/completions.
                """
        )

        enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

        @Argument(help: "bash, zsh or fish.")
        var shell: Shell

        @OptionGroup var destination: Destination

        func run() throws {
            let (name, kind): (String, CompletionShell) =
                switch shell {
                case .bash: ("potok", .bash)
                case .zsh: ("_potok", .zsh)
                case .fish: ("potok.fish", .fish)
                }
            let script = PotokCommand.completionScript(for: kind)
            try destination.write([GeneratedFile(name: name, text: script.hasSuffix("\n") ? script : script + "\n")])
        }
    }

    struct Man: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The manual page potok(1), made from the declarations of the commands.",
            discussion: "Its date is today, or that of $SOURCE_DATE_EPOCH. Read it with: man -l potok.1."
        )

        @OptionGroup var destination: Destination

        func run() throws {
            struct Description: Decodable { var command: CommandDescription }
            let told = try JSONDecoder().decode(Description.self, from: Data(PotokCommand._dumpHelp().utf8))
            let epoch = getenv("SOURCE_DATE_EPOCH").flatMap { Int(String(cString: $0)) }
            let date = epoch.map(Timestamp.init(secondsSince1970:)) ?? SystemClock.now()
            let page = ManualPage(told.command, version: Version.number, date: date)
            try destination.write([GeneratedFile(name: "potok.1", text: page.text)])
        }
    }

    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The JSON Schema of pipeline.json, for editors.",
            discussion: """
                An editor finds it when pipeline.json begins with "$schema": "pipeline.schema.json". It is made from what checks \
                pipeline.json, and says the same.
                """
        )

        @OptionGroup var destination: Destination

        func run() throws {
            try destination.write([GeneratedFile(name: "pipeline.schema.json", text: JSONSchema.document())])
        }
    }
}

/// What is run, from where, and how often.
struct ScheduleArguments: ParsableArguments {
    @Option(
        name: [.short, .customLong("config")],
        help: "The pipeline (default: pipeline.json, or $POTOK_CONFIG).",
        completion: .file(extensions: ["json"])
    )
    var config: String?

    @Option(
        help: "The path that the pipeline will have where it runs, when it lies elsewhere now.",
        completion: .file()
    )
    var installedAs: String?

    @Option(help: "The program (default: this one).", completion: .file())
    var program: String?

    @Option(help: "How often: a length of time that divides an hour or a day, such as 5m, 15m or 6h.")
    var every = RunInterval.usual.text

    /// The run that the arguments describe.
    func run() throws -> ScheduledRun {
        var arguments = ConfigurationArguments()
        (arguments.config, arguments.overrides, arguments.database) = (config, [], nil)
        let interval = try RunInterval(text: every)
        let path = WorkingFolder.absolute(arguments.path)
        let pipeline = Self.whole(installedAs) ?? Self.real(path)
        let configuration =
            installedAs == nil
            ? try PipelineConfiguration.load(path: pipeline)
            : try PipelineConfiguration.parse(bytes: Array(try InputFile.read(path)), path: pipeline)
        let program = Self.whole(program) ?? Self.real("/proc/self/exe")
        var run = try ScheduledRun(program: program, pipeline: pipeline, configuration: configuration)
        run.interval = interval
        return run
    }

    private static func whole(_ path: String?) -> String? { path.map(WorkingFolder.absolute) }

    /// A path without links; as it is when there is nothing.
    private static func real(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}

/// Where generated files go: to standard output, or into a folder.
struct Destination: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "The folder to write files into.",
        completion: .directory
    )
    var folder: String?

    func validate() throws {
        if folder?.isEmpty == true { throw ValidationError("--output needs the path of a folder") }
    }

    func write(_ files: [GeneratedFile]) throws {
        for file in files {
            if let folder {
                let path = "\(folder)/\(file.name)"
                try TextFile.write(Array(file.text.utf8), to: path, replaces: true)
                Terminal.error("wrote \(DisplayText.safe(path))")
            } else {
                if files.count > 1 { Terminal.output((file == files.first ? "" : "\n") + "# \(file.name)") }
                Terminal.output(String(file.text.dropLast()))
            }
        }
    }
}
