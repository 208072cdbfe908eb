import ArgumentParser
import CMalloc
import Potok
import PotokConfiguration

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The command line of Potok.
@main
struct PotokCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "potok",
        abstract: "Takes pages, files and lists of them into a clean, deduplicated, searchable corpus.",
        discussion: """
            Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 unexpected,
            3 too many documents or a source failed, 4 something could not be delivered, 10 no database, 11 another run is at work, 12 the database was written by a newer potok, 64 wrong usage,
            78 wrong configuration, 130 stopped.
            """,
        version: Version.text,
        subcommands: [
            InitCommand.self, RunCommand.self, DeliverCommand.self, FetchCommand.self, ExtractCommand.self,
            AddCommand.self,
            SearchCommand.self, ShowCommand.self, ReprocessCommand.self, StatusCommand.self, SourcesCommand.self,
            RunsCommand.self,
            ValidateCommand.self, ExplainCommand.self, DuplicatesCommand.self, SinksCommand.self, CheckCommand.self,
            TestCommand.self,
            AcceptCommand.self, RetryCommand.self, PruneCommand.self, ForgetCommand.self, DatabaseCommand.self,
            GenerateCommand.self,
        ]
    )

    static func main() async {
        // A full disk or a closed pipe is an error to report, not a reason to die without a word.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        // A run over 20,000 files peaks at 124 MB so, and at 154 without.
        potok_return_memory(1 << 20, 2 << 20)
        // A standard stream that was closed must not become the number of the next file that is opened.
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 { _ = open("/dev/null", O_RDWR) }
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments == ["--version"] {
            // Scripts ask for it often, and the declarations of all commands need not be looked at for it.
            Terminal.output(Version.text)
            finish(.done)
        }
        guard let first = arguments.first else {
            Terminal.error(helpMessage())
            finish(Potok.ExitCode.usage)
        }
        if !first.hasPrefix("-"), first != "help", !commandNames.contains(first) {
            Terminal.problem("'\(first)' is not a command of potok", hint: suggestion(for: first))
            finish(Potok.ExitCode.usage)
        }
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            finish(with: error)
        }
    }

    private static var commandNames: [String] {
        configuration.subcommands.compactMap { $0.configuration.commandName }
    }

    private static func suggestion(for name: String) -> String {
        if let near = Suggestion.closest(to: name, among: commandNames) { return "did you mean '\(near)'?" }
        return "`potok --help` lists the commands"
    }
}
