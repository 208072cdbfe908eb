import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokStore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension SourcesCommand {
    struct Forget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forget",
            abstract: "Remove what a source has brought that is in the pipeline no more.",
            discussion: """
                Its documents go, from here and from all sinks, and its addresses are known no more. Named in pipeline.json again, it begins \
                anew. What must never come back, and must leave no trace, is for `potok forget --source`. Exits 4 when a sink could not be told.
                """
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The name of the source, as `potok status` prints it.")
        var name: String

        @Flag(help: "Do not ask.")
        var yes = false

        @Flag(help: "One JSON object a line.")
        var json = false

        func run() async throws {
            let removal = SourceRemoval(try pipeline.loadIfThere(), listener: NoticePrinter(isQuiet: false))
            if !yes { try confirm(try await removal.contents(of: name)) }
            let (contents, deliveries) = try await removal.carryOut(name)
            if json {
                try JSONLine.output(SourceForgottenJSON(name, contents))
                for report in deliveries { try JSONLine.output(DeliveryJSON(report)) }
            } else {
                Terminal.output("\(DisplayText.safe(name)): \(Self.text(contents)) removed")
                for report in deliveries { Terminal.output(DeliveryText.line(report)) }
            }
            let code = Potok.ExitCode(deliveries, isStopped: false)
            if code != .done { Glibc.exit(code.rawValue) }
        }

        private func confirm(_ contents: SourceContents) throws {
            guard isatty(STDIN_FILENO) == 1 else {
                throw PotokError(
                    "sources.confirm",
                    "\(Self.text(contents)) would go, and nobody is there to be asked",
                    hint: "`--yes` removes them"
                )
            }
            Terminal.error("\(Self.text(contents)) go. Type yes:")
            guard readLine() == "yes" else {
                throw PotokError("sources.confirm", "nothing was removed", hint: nil)
            }
        }

        private static func text(_ contents: SourceContents) -> String {
            let shared = contents.shared > 0 ? " (\(contents.shared) more stay: another source leads to them too)" : ""
            return "\(contents.documents) documents\(shared) and \(contents.addresses) addresses"
        }
    }
}

/// A source that was removed, as JSON.
private struct SourceForgottenJSON: Encodable {
    var type = "forgotten-source"
    var source: String
    var documents: Int
    var shared: Int
    var addresses: Int

    init(_ name: String, _ contents: SourceContents) {
        source = name
        documents = contents.documents
        shared = contents.shared
        addresses = contents.addresses
    }
}
