import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Tell what earlier runs did, and what was different from one to another.",
        subcommands: [List.self, Show.self, Diff.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "The newest runs, newest first.")

        @OptionGroup var pipeline: ConfigurationArguments

        @Option(name: .shortAndLong, help: "At most so many.")
        var limit = 20

        @Flag(help: "One JSON object a line.")
        var json = false

        func run() async throws {
            let store = try await RunsCommand.open(pipeline)
            for run in try await store.runs(limit: max(0, limit)) {
                if json { try JSONLine.output(RunJSON(run)) } else { Terminal.output(RunText.line(run)) }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "One run, with every input that did not simply end well."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The number of the run; the newest one when there is none.")
        var number: Int64?

        @Option(name: .customLong("kind"), help: "Inputs that ended so, such as indexed or failed; repeatable.")
        var kinds: [String] = []

        @Option(name: .shortAndLong, help: "At most so many inputs.")
        var limit = 100

        @Flag(help: "One JSON object a line: the run, then the inputs.")
        var json = false

        func run() async throws {
            let kinds = try self.kinds.map(RunsCommand.kind)
            let store = try await RunsCommand.open(pipeline)
            let run = try await RunsCommand.find(number, store)
            let records = try await store.outcomeRecords(
                of: run.identifier,
                kinds: kinds.isEmpty ? [.failed, .quarantined, .gone, .excluded, .deferred] : kinds,
                limit: max(0, limit)
            )
            let outcomes = try await store.outcomes(of: run.identifier)
            if json {
                try JSONLine.output(RunJSON(run, outcomes))
                for record in records { try JSONLine.output(InputJSON(record)) }
                return
            }
            Terminal.output(RunText.line(run))
            for outcome in outcomes { Terminal.output(RunText.count(outcome)) }
            for record in records {
                let code = record.code.map { " [\($0)]" } ?? ""
                let reason = record.reason.map { ": \($0)" } ?? ""
                Terminal.output("\(record.kind.rawValue)\(code)  \(record.address) (\(record.source))\(reason)")
            }
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff",
            abstract: "The addresses that ended otherwise in one run than in another.",
            discussion: "What has not changed, or was not due, leaves no trace but its number, and shows as '-'."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The number of the first run.")
        var first: Int64

        @Argument(help: "The number of the second run; the newest one when there is none.")
        var second: Int64?

        @Option(name: .shortAndLong, help: "At most so many addresses.")
        var limit = 100

        @Flag(help: "One JSON object a line.")
        var json = false

        func run() async throws {
            let store = try await RunsCommand.open(pipeline)
            let before = try await RunsCommand.find(first, store)
            let after = try await RunsCommand.find(second, store)
            let differences = try await store.outcomeDifferences(
                from: before.identifier,
                to: after.identifier,
                limit: max(0, limit)
            )
            for difference in differences {
                if json {
                    try JSONLine.output(DifferenceJSON(difference))
                    continue
                }
                let (was, became) = (RunText.ending(difference.before), RunText.ending(difference.after))
                let reason = (difference.after?.reason).map { ": \($0)" } ?? ""
                Terminal.output("\(was) → \(became)  \(difference.address) (\(difference.source))\(reason)")
            }
        }
    }

    private static func open(_ pipeline: ConfigurationArguments) async throws -> Store {
        let path = try pipeline.loadIfThere().database
        return try await BlockingWork.run { try Store(path: path, mode: .read) }
    }

    private static func find(_ number: Int64?, _ store: Store) async throws -> Run {
        guard let number else {
            guard let newest = try await store.runs(limit: 1).first else {
                throw PotokError("usage.run", "there was no run yet", hint: "`potok run` makes one")
            }
            return newest
        }
        guard let run = try await store.run(Run.Identifier(rawValue: number)) else {
            throw PotokError("usage.run", "there was no run \(number)", hint: "`potok runs` lists them")
        }
        return run
    }

    private static func kind(_ name: String) throws -> Outcome.Kind {
        guard let kind = Outcome.Kind(rawValue: name) else {
            let known = Outcome.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw PotokError("usage.kind", "'\(name)' is no kind of outcome", hint: "the kinds are \(known)")
        }
        return kind
    }
}

private struct InputJSON: Encodable {
    var type = "input"
    var address: String
    var source: String
    var outcome: String
    var code: String?
    var reason: String?

    init(_ record: OutcomeRecord) {
        address = record.address
        source = record.source
        outcome = record.kind.rawValue
        code = record.code
        reason = record.reason
    }
}

private struct DifferenceJSON: Encodable {
    struct Ending: Encodable {
        var outcome: String
        var code: String?
        var reason: String?

        init(_ ending: OutcomeDifference.Ending) {
            outcome = ending.kind.rawValue
            code = ending.code
            reason = ending.reason
        }
    }

    var type = "difference"
    var address: String
    var source: String
    var before: Ending?
    var after: Ending?

    init(_ difference: OutcomeDifference) {
        address = difference.address
        source = difference.source
        before = difference.before.map(Ending.init)
        after = difference.after.map(Ending.init)
    }
}
