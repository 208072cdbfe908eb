import CSpawn
import Dispatch
public import Foundation
import PotokStreams

/// A program that a test starts, with nothing of this process open but what it is given.
///
/// Foundation's `Process` is no choice where tests run side by side: it copies 256 bytes of each entry of `/proc/self/fd`, which with
/// more than some 1,360 open descriptors reaches behind its buffer and now and then ends this process, and it changes this process's
/// folder to start a program in another one.
public final class ChildProcess: Sendable {
    /// How a program ended.
    public enum End: Sendable, Equatable {
        /// With an exit code.
        case exit(Int32)
        /// By a signal.
        case signal(Int32)
    }

    /// What a program left that has ended.
    public struct Result: Sendable {
        /// How it ended.
        public var end: End
        /// Its standard output.
        public var output: Data
        /// Its standard error.
        public var problems: Data

        /// Standard output as text.
        public var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Why a program did not do what it was started for.
    public struct Failure: Error, CustomStringConvertible {
        /// What happened.
        public var description: String
    }

    /// The number of the process.
    public let processIdentifier: Int32
    private let known = Lock<End?>(nil)
    private let ending = DispatchGroup()

    /// Starts a program, in a process group of its own.
    ///
    /// - Parameters:
    ///   - arguments: its path, or its name where `PATH` has it, and what follows.
    ///   - folder: the folder that it is started in; nil for that of this process.
    ///   - environment: its variables; nil for those of this process.
    ///   - input: the file that it reads; nil for none.
    ///   - output: the file that its output is written to; nil for nowhere.
    ///   - problems: the same for its standard error.
    /// - Throws: `Failure` when it cannot be started.
    public init(
        _ arguments: [String],
        in folder: URL? = nil,
        environment: [String: String]? = nil,
        input: URL? = nil,
        output: URL? = nil,
        problems: URL? = nil
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let written = O_WRONLY | O_CREAT | O_TRUNC
        let streams = [(input, O_RDONLY), (output, written), (problems, written)]
        for (number, (file, mode)) in streams.enumerated() {
            posix_spawn_file_actions_addopen(&actions, Int32(number), file?.path ?? "/dev/null", mode, 0o644)
        }
        _ = potok_spawn_in(&actions, folder?.path ?? ".", 3)
        // As from a shell: no signal is kept out, and none is ignored.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        )
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0)=\($1)" }
        var words = arguments.map { strdup($0) } + [nil]
        var settings = variables.map { strdup($0) } + [nil]
        defer { for pointer in words + settings { free(pointer) } }
        var number: pid_t = 0
        let status = posix_spawnp(&number, arguments[0], &actions, &attributes, &words, &settings)
        guard status == 0 else {
            throw Failure(description: "\(arguments[0]) cannot be started: \(String(cString: strerror(status)))")
        }
        processIdentifier = number
        ending.enter()
        // A queue of its own has a thread of its own, which may block.
        DispatchQueue(label: "potok.testing.child").async { [self, number] in
            // It stays there as a dead process until it is known to have ended, so that no signal goes to another of its number.
            var information = siginfo_t()
            while waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
            known.withLock { known in
                var status: Int32 = 0
                while waitpid(number, &status, 0) < 0, errno == EINTR {}
                let signal = status & 0x7F
                known = signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
            }
            ending.leave()
        }
    }

    /// Runs a program to its end.
    ///
    /// - Throws: `Failure` when it cannot be started.
    public static func run(_ arguments: [String], in folder: URL? = nil) throws -> Result {
        let files = FileManager.default.temporaryDirectory.appending(path: "potok-child-\(UUID().uuidString)")
        let (output, problems) = (files.appendingPathExtension("out"), files.appendingPathExtension("err"))
        defer { for file in [output, problems] { try? FileManager.default.removeItem(at: file) } }
        let end = try ChildProcess(arguments, in: folder, output: output, problems: problems).wait()
        return Result(end: end, output: try Data(contentsOf: output), problems: try Data(contentsOf: problems))
    }

    /// The output of a program that must end well.
    ///
    /// - Throws: `Failure` with what it said when it does not.
    @discardableResult
    public static func output(_ arguments: [String], in folder: URL? = nil) throws -> Data {
        let result = try run(arguments, in: folder)
        guard result.end == .exit(0) else {
            let words = String(decoding: result.problems, as: UTF8.self)
            throw Failure(description: "\(arguments.joined(separator: " ")): \(result.end): \(words)")
        }
        return result.output
    }

    /// Whether it has not ended yet.
    public var isRunning: Bool { known.withLock { $0 == nil } }

    /// Sends a signal, unless it has ended.
    public func send(_ signal: Int32) { known.withLock { if $0 == nil { kill(processIdentifier, signal) } } }

    /// Waits until it has ended, and holds the thread meanwhile.
    @discardableResult
    public func wait() -> End {
        ending.wait()
        return end
    }

    /// How it ended, when it has.
    public func ended() async -> End {
        await withCheckedContinuation { continuation in
            ending.notify(queue: .global()) { continuation.resume() }
        }
        return end
    }

    private var end: End { known.withLock { $0 } ?? .exit(-1) }
}
