import Foundation
import PotokTesting

/// The built `potok`, started as a user would start it.
enum PotokProgram {
    /// The program beside the tests, or the one that `POTOK_BINARY` names.
    static let path: String = {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["POTOK_BINARY"], !path.isEmpty { return path }
        // The test bundle lies in the folder of the build's products.
        let beside = [CommandLine.arguments[0], "/proc/self/exe"].map {
            URL(filePath: $0).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "potok").path
        }
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let usual = checkout.appending(path: ".build/debug/potok").path
        return beside.first { FileManager.default.isExecutableFile(atPath: $0) } ?? usual
    }()

    /// The top of the checkout.
    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}

/// What a program left when it ended.
struct Ended: CustomStringConvertible {
    /// The exit code; nil when a signal ended it.
    var exitCode: Int32?
    /// The signal that ended it.
    var signal: Int32?
    /// Standard output.
    var output: String
    /// Standard error.
    var problems: String

    /// Everything, for the message of a failed expectation.
    var description: String {
        "exit \(exitCode.map { "\($0)" } ?? "by signal \(signal ?? 0)")\n--- stdout\n\(output.prefix(4_000))\n--- stderr\n"
            + "\(problems.prefix(4_000))"
    }

    /// Standard output as one JSON object a line.
    func jsonLines() throws -> [[String: Any]] {
        try output.split(separator: "\n").map { line in
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                throw CocoaError(.propertyListReadCorrupt)
            }
            return object
        }
    }

    /// The report of a run with `--json`.
    func report() throws -> Report {
        try JSONDecoder().decode(Report.self, from: Data(output.utf8))
    }
}

/// The report of a run, as `--json` prints it.
struct Report: Decodable {
    struct Outcome: Decodable {
        var kind: String
        var code: String?
        var count: Int
    }

    var type: String
    var end: String
    var exitCode: Int32
    var inputs: Int
    var outcomes: [Outcome]
    var notDue: Int
    var quarantined: Int
    var sourceProblems: Int
    var documents: Int

    /// How many inputs ended in each kind of outcome.
    var counts: [String: Int] { Dictionary(outcomes.map { ($0.kind, $0.count) }, uniquingKeysWith: +) }

    /// Inputs in all outcomes together.
    var total: Int { outcomes.reduce(0) { $0 + $1.count } }
}

/// A program on its way.
final class Running {
    private let process: ChildProcess
    private let output: URL
    private let problems: URL

    /// Starts a program, which is killed when it takes longer than the limit.
    init(
        _ arguments: [String],
        in folder: URL,
        environment: [String: String] = [:],
        input: String? = nil,
        limit: Duration = .seconds(120)
    ) throws {
        var variables = ProcessInfo.processInfo.environment
        for name in variables.keys where name.hasPrefix("POTOK_") { variables[name] = nil }
        // The crash tracer of Swift takes seconds and can outlive the process.
        variables["SWIFT_BACKTRACE"] = "enable=no"
        let files = FileManager.default.temporaryDirectory.appending(path: "potok-e2e-output-\(UUID().uuidString)")
        output = files.appendingPathExtension("out")
        problems = files.appendingPathExtension("err")
        let stdin = files.appendingPathExtension("in")
        try Data((input ?? "").utf8).write(to: stdin)
        defer { try? FileManager.default.removeItem(at: stdin) }
        let process = try ChildProcess(
            arguments,
            in: folder,
            environment: variables.merging(environment) { $1 },
            input: stdin,
            output: output,
            problems: problems
        )
        self.process = process
        Task {
            try? await Task.sleep(for: limit)
            process.send(SIGKILL)
        }
    }

    deinit {
        process.send(SIGKILL)
        for file in [output, problems] { try? FileManager.default.removeItem(at: file) }
    }

    /// The process number.
    var processIdentifier: Int32 { process.processIdentifier }
    /// Whether it has not ended yet.
    var isRunning: Bool { process.isRunning }
    /// What it has said on standard error so far.
    var problemsSoFar: String { (try? String(decoding: Data(contentsOf: problems), as: UTF8.self)) ?? "" }

    /// Sends a signal.
    func send(_ signal: Int32) { process.send(signal) }

    /// Waits for the end.
    func end() async throws -> Ended {
        let (exitCode, signal): (Int32?, Int32?) =
            switch await process.ended() {
            case .exit(let code): (code, nil)
            case .signal(let signal): (nil, signal)
            }
        return Ended(
            exitCode: exitCode,
            signal: signal,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            problems: String(decoding: try Data(contentsOf: problems), as: UTF8.self)
        )
    }
}
