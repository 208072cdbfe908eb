import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokSinks
import PotokStore
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct SinksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sinks",
        abstract: "Tell how far the sinks of a pipeline are, and look after them.",
        subcommands: [List.self, Show.self, Retry.self, Redrive.self, Rebuild.self, Verify.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Print the sinks of a pipeline, with what waits for them."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Flag(help: "One JSON object a line.")
        var json = false

        func run() async throws {
            let configuration = try pipeline.load()
            let records = try await SinkLine.records(configuration)
            for sink in configuration.sinks {
                let line = SinkLine(sink, records[sink.name])
                if json { try JSONLine.output(line) } else { Terminal.output(line.text) }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print what is known of a sink, and what it refused with its own words."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The name of the sink.", completion: .sinks)
        var name: String

        @Option(help: "How many of the refused changes to print.")
        var limit = 20

        @Flag(help: "One JSON object a line: the sink, then each change that it refused.")
        var json = false

        func run() async throws {
            let configuration = try pipeline.load()
            let sink = try configuration.sink(named: name)
            let record = try await SinkLine.records(configuration)[name]
            let line = SinkLine(sink, record)
            if json { try JSONLine.output(line) } else { for text in line.details(record) { Terminal.output(text) } }
            guard record != nil, access(configuration.database, F_OK) == 0 else { return }
            let store = try await BlockingWork.run { try Store(path: configuration.database, mode: .read) }
            for letter in try await store.deadLetters(of: name, limit: max(0, limit)) {
                let line = DeadLetterLine(letter, sink: name)
                if json { try JSONLine.output(line) } else { Terminal.output(line.text) }
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry",
            abstract: "Make all that waits for sinks due now, however long they were to be left alone."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The sinks.", completion: .sinks)
        var names: [String]

        func run() async throws {
            try await SinksCommand.each(names, pipeline) { upkeep, name in
                let count = try await upkeep.retry()
                Terminal.error("\(name): \(count) waiting; `potok deliver` delivers them now")
            }
        }
    }

    struct Redrive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "redrive",
            abstract: "Put changes that a sink refused back among what waits, after the reason was removed."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The sink.", completion: .sinks)
        var name: String

        @Argument(help: "Keys of documents, as `potok sinks show` prints them; none for all that it refused.")
        var keys: [String] = []

        func run() async throws {
            let keys = try keys.map { text in
                guard let key = DocumentKey(rawValue: text.lowercased()) else {
                    throw ValidationError("'\(DisplayText.safe(text))' is no key of a document: 32 hexadecimal digits")
                }
                return key
            }
            try await SinksCommand.each([name], pipeline) { upkeep, name in
                let count = try await upkeep.redrive(keys.isEmpty ? nil : keys)
                Terminal.error("\(name): \(count) put back; `potok deliver` delivers them now")
            }
        }
    }

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild",
            abstract: "Fill a new index beside the live one, and put it in its place when it is complete.",
            discussion: "Interrupted, it goes on next time. Nobody who searches sees an index that is not complete."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The sink.", completion: .sinks)
        var name: String

        @Flag(help: "Give up a rebuilding that was begun, and remove what was filled.")
        var abandon = false

        func run() async throws {
            let abandon = abandon
            try await SinksCommand.each([name], pipeline) { upkeep, name in
                if abandon {
                    try await upkeep.abandonRebuild()
                    return Terminal.error("\(name): what was being filled is removed")
                }
                let report = try await upkeep.rebuild()
                Terminal.output(DeliveryText.line(report))
                guard report.waiting == 0, report.end == .done else {
                    Terminal.problem("'\(name)' is as it was", hint: "`potok sinks rebuild \(name)` goes on")
                    finish(Potok.ExitCode.undelivered)
                }
                Terminal.error("\(name): the new index took the place of the old one")
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Compare what sinks hold with the corpus, document by document.",
            discussion: "Exits 4 when something differs that does not wait to be delivered anyway."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The sinks; none for all.", completion: .sinks)
        var names: [String] = []

        @Flag(help: "Deliver what makes them equal.")
        var repair = false

        @Flag(help: "One JSON object for each sink.")
        var json = false

        func run() async throws {
            let configuration = try pipeline.load()
            let names = names.isEmpty ? configuration.sinks.map(\.name) : names
            let (repair, json) = (repair, json)
            let failed = Lock(false)
            let hasRepaired = Lock(false)
            try await SinksCommand.each(names, pipeline) { upkeep, name in
                let (found, report) = try await upkeep.verify(repairs: repair)
                if report != nil { hasRepaired.withLock { $0 = true } }
                let isSound = report.map(\.isComplete) ?? found.isSound
                if !isSound { failed.withLock { $0 = true } }
                if json {
                    try JSONLine.output(VerificationJSON(name, found, report))
                } else {
                    Terminal.output(VerificationText.line(name, found))
                    for line in VerificationText.examples(found) { Terminal.output(line) }
                    if let report { Terminal.output(DeliveryText.line(report)) }
                }
            }
            if hasRepaired.withLock({ $0 }) {
                // A newer version of a document, which one sink needed, is told to all of them.
                try await SinksCommand.each(configuration.sinks.map(\.name), pipeline) { upkeep, name in
                    guard let report = try await upkeep.deliverWaiting() else { return }
                    if names.contains(name), !report.isComplete { failed.withLock { $0 = true } }
                    if json {
                        try JSONLine.output(DeliveryJSON(report))
                    } else {
                        Terminal.output(DeliveryText.line(report))
                    }
                }
            }
            if failed.withLock({ $0 }) { finish(Potok.ExitCode.undelivered) }
        }
    }

    /// Looks after sinks one by one.
    private static func each(
        _ names: [String],
        _ pipeline: ConfigurationArguments,
        _ body: (SinkUpkeep, String) async throws -> Void
    ) async throws {
        let configuration = try pipeline.load()
        for name in names {
            let upkeep = try await SinkUpkeep(try configuration.sink(named: name), configuration)
            try await body(upkeep, name)
            try await upkeep.close()
        }
    }
}
