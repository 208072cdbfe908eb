import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokDeduplicate
import PotokFetch
import PotokStore
import PotokStreams

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Look after the database.",
        subcommands: [
            Check.self, Optimize.self, Vacuum.self, Backup.self, Restore.self, Rebuild.self, Migrate.self,
        ]
    )

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract:
                "Read the database from end to end, hold index and fingerprints against the documents, and tell what is wrong.",
            discussion: """
                Exits 3 when something is, and is not repaired. A run may write meanwhile, but not while --repair works.
                """
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Flag(
            help:
                "Mend what can be mended from what is stored: make anew what follows from the documents, and let go of what points nowhere."
        )
        var repair = false

        @Flag(help: "A JSON object for each problem, and one for all.")
        var json = false

        func run() async throws {
            let configuration = try pipeline.loadIfThere()
            let path = configuration.database
            let lock = repair ? try await BlockingWork.run { try RunLock.acquire(database: path) } : nil
            defer { lock?.release() }
            let store = try await BlockingWork.run { try Store(path: path, mode: .write) }
            let judge = ExactJudge(configuration)
            let parameters = DuplicateParameters.wanted(configuration)
            var left = try await store.audit(judge: judge, parameters: parameters)
            let found = left
            if repair, found.contains(where: \.isRepairable) {
                try await store.repair(found, judge: judge, parameters: parameters, now: SystemClock.now())
                left = try await store.audit(judge: judge, parameters: parameters)
            }
            let foreign = try await store.foreignEntries()
            try await BlockingWork.run { try store.close() }
            try tell(found, left, foreign)
            guard left.isEmpty else { throw ArgumentParser.ExitCode(Potok.ExitCode.tooManyFailures.rawValue) }
        }

        private func tell(_ found: [DatabaseProblem], _ left: [DatabaseProblem], _ foreign: Int) throws {
            // What a repair has brought to light belongs to the answer too.
            let all = found + left.filter { !found.contains($0) }
            for problem in all {
                let isRepaired = !left.contains(problem)
                if json {
                    try JSONLine.output(ProblemJSON(problem, isRepaired: isRepaired))
                } else {
                    Terminal.output(problem.message + (isRepaired ? " (repaired)" : ""))
                }
            }
            if json { return try JSONLine.output(CheckJSON(problems: all.count, repaired: all.count - left.count)) }
            if foreign > 0 {
                Terminal.error(
                    "\(foreign) documents were analysed by other rules than today's; `potok db rebuild index` redoes them"
                )
            }
            if left.isEmpty {
                Terminal.error(found.isEmpty ? "the database is sound" : "the database is sound again")
            } else if left.contains(where: \.isRepairable), !repair {
                Terminal.error("`potok db check --repair` mends what can be mended from what is stored")
            } else {
                Terminal.error("the rest cannot be mended: `potok db restore` puts a backup in its place")
            }
        }
    }

    /// A problem for `--json`.
    private struct ProblemJSON: Encodable {
        var type = "problem"
        var part: String
        var message: String
        var repaired: Bool

        init(_ problem: DatabaseProblem, isRepaired: Bool) {
            part = problem.part.rawValue
            message = problem.message
            repaired = isRepaired
        }
    }

    /// What a check came to, for `--json`.
    private struct CheckJSON: Encodable {
        var type = "audit"
        var problems: Int
        var repaired: Int
    }

    struct Optimize: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "optimize",
            abstract: "Join the parts of the index, so that searches read less."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        func run() async throws {
            try await DatabaseCommand.write(pipeline) { try await $0.optimize() }
        }
    }

    struct Vacuum: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "vacuum",
            abstract: "Give free space inside the file back; needs as much space again while it works."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        func run() async throws {
            try await DatabaseCommand.write(pipeline) { try await $0.vacuum() }
        }
    }

    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            abstract: "Write a copy of the database, also while a run writes."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The new file.")
        var file: String

        func run() async throws {
            let path = try pipeline.loadIfThere().database
            let store = try await BlockingWork.run { try Store(path: path, mode: .read) }
            try await store.backUp(to: file)
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore",
            abstract: "Put a backup in the place of the database, after checking it.",
            discussion:
                "What was forgotten since it was made (`potok forget`) is forgotten in it, before it takes the place."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The backup.")
        var file: String

        @Flag(help: "Replace the database that is there.")
        var replace = false

        func run() async throws {
            let configuration = try pipeline.loadIfThere()
            let path = configuration.database
            let lock = try await BlockingWork.run { try RunLock.acquire(database: path) }
            defer { lock.release() }
            try await Store.restore(
                file,
                to: path,
                replaces: replace,
                judge: ExactJudge(configuration),
                now: SystemClock.now()
            )
        }
    }

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild",
            abstract: "Make what follows from the documents anew.",
            discussion: """
                index: the full-text index, by the rules of today's analysers.
                fingerprints: those by which duplicates are found; all documents are judged again.
                """
        )

        enum Part: String, ExpressibleByArgument, CaseIterable { case index, fingerprints }

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "What: index or fingerprints.")
        var part: Part

        func run() async throws {
            switch part {
            case .index: try await DatabaseCommand.write(pipeline) { try await $0.rebuildIndex() }
            case .fingerprints:
                let configuration = try pipeline.loadIfThere()
                try await DatabaseCommand.write(pipeline) { store in
                    let result = try await store.rebuildFingerprints(
                        judge: ExactJudge(configuration),
                        parameters: .wanted(configuration),
                        now: SystemClock.now()
                    )
                    Terminal.output("\(result.documents) documents, \(result.relinked) with another link than before")
                }
            }
        }
    }

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "migrate",
            abstract: "Bring the database to the schema of this program, as every run does."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        func run() async throws {
            // Opening for writing is all that it takes.
            try await DatabaseCommand.write(pipeline) { _ in }
        }
    }

    /// Does work that no run may do at the same time.
    private static func write(
        _ pipeline: ConfigurationArguments,
        _ work: (Store) async throws -> Void
    ) async throws {
        let path = try pipeline.loadIfThere().database
        let lock = try await BlockingWork.run { try RunLock.acquire(database: path) }
        defer { lock.release() }
        let store = try await BlockingWork.run { try Store(path: path, mode: .write) }
        try await work(store)
        try await BlockingWork.run { try store.close() }
    }
}
