public import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs another program on some bytes, with limits on its time, memory and output.
///
/// Unless it says otherwise, the program has an environment of its own and no standard error, and may write to no file.
/// Calls block until it has ended, for as long as the limit at the most: run them on `BlockingWork`.
public struct LimitedProcess: Sendable {
    /// The program's path.
    public var program: String
    /// Its arguments, without its name.
    public var arguments: [String]
    /// How long it may take in all.
    public var time: Duration
    /// How much memory it may map; nil for what there is.
    public var memory: ByteCount?
    /// How many bytes it may write.
    public var output: ByteCount
    /// Whether it is a program of the user's: it has this process's environment and standard error, and may write files.
    public var isTrusted = false
    /// The folder that it is started in; nil for that of this process.
    public var folder: String?
    /// Asked again and again while it runs: whether to end it.
    public var isCancelled: @Sendable () -> Bool = { false }

    /// Makes a process to be run.
    public init(program: String, arguments: [String], time: Duration, memory: ByteCount?, output: ByteCount) {
        self.program = program
        self.arguments = arguments
        self.time = time
        self.memory = memory
        self.output = output
    }

    /// Why there is no result.
    public enum Failure: Error, Equatable {
        /// It cannot be started, with the number of the error.
        case start(Int32)
        /// It took too long.
        case time
        /// It wrote too much.
        case output
        /// It ended with an exit code, or by a signal (then the code is negative).
        case exit(Int32)
        /// It was ended because nobody wanted the result any more.
        case cancelled
    }

    /// What the program wrote.
    public func run(_ input: [UInt8]) throws(Failure) -> [UInt8] {
        let (child, target, source) = try start()
        let outcome = exchange(input, into: target, from: source)
        close(source)
        if outcome.failure != nil { kill(-child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        if let failure = outcome.failure { throw failure }
        let signal = status & 0x7F
        guard signal == 0 else { throw .exit(-signal) }
        let code = status >> 8 & 0xFF
        // What the shell answers when there is no such program.
        guard code != 127 else { throw .start(ENOENT) }
        guard code == 0 else { throw .exit(code) }
        return outcome.output
    }

    /// Only one child is made at a time: another would inherit the pipes of this one before they are closed to children.
    private static let spawning = Lock(())

    /// Starts the program; answers where its input goes and its output comes from.
    private func start() throws(Failure) -> (child: pid_t, input: Int32, output: Int32) {
        try Self.spawning.withLock { _ throws(Failure) in
            var (input, output): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
            // A socket, because writing to one that nobody reads any more can be an error instead of a signal.
            guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &input) == 0 else { throw .start(errno) }
            guard pipe(&output) == 0 else {
                let reason = errno
                for descriptor in input { close(descriptor) }
                throw .start(reason)
            }
            for descriptor in input + output { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            defer {
                close(input[0])
                close(output[1])
            }
            do throws(Failure) {
                return (try spawn(input: input[0], output: output[1]), input[1], output[0])
            } catch {
                close(input[1])
                close(output[0])
                throw error
            }
        }
    }

    private func spawn(input: Int32, output: Int32) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        if !isTrusted { posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) }
        // A group of its own: signals meant for potok, such as that of Ctrl-C, are potok's to handle.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        posix_spawnattr_setpgroup(&attributes, 0)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        // The shell sets the limits before there is a program that could pass them.
        var limits = "ulimit -c 0;"
        if !isTrusted { limits += " ulimit -f 0; ulimit -t \(Int(time.seconds.rounded(.up)));" }
        if let memory { limits += " ulimit -v \(memory.bytes >> 10);" }
        var words = ["/bin/sh", "-c", limits + " exec \"$0\" \"$@\"", program]
        if let folder {
            words[2] = limits + " cd \"$1\" && shift && exec \"$0\" \"$@\""
            words.append(folder)
        }
        words += arguments
        let environment =
            isTrusted ? Self.ownEnvironment() : ["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"]
        var wordPointers = words.map { strdup($0) } + [nil]
        var environmentPointers = environment.map { strdup($0) } + [nil]
        defer { for pointer in wordPointers + environmentPointers { free(pointer) } }
        var child: pid_t = 0
        let status = posix_spawn(&child, "/bin/sh", &actions, &attributes, &wordPointers, &environmentPointers)
        guard status == 0 else { throw .start(status) }
        return child
    }

    /// The variables of this process.
    private static func ownEnvironment() -> [String] {
        var found: [String] = []
        var next = environ
        while let variable = next.pointee {
            found.append(String(cString: variable))
            next += 1
        }
        return found
    }

    /// Writes the input and reads the output, whichever is possible, until the output ends.
    private func exchange(
        _ input: [UInt8],
        into target: Int32,
        from source: Int32
    ) -> (output: [UInt8], failure: Failure?) {
        var result: [UInt8] = []
        var sent = 0
        var isOpen = true
        defer { if isOpen { close(target) } }
        _ = fcntl(target, F_SETFL, O_NONBLOCK)
        let deadline = ContinuousClock.now.advanced(by: time)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return ([], .time) }
            if isCancelled() { return ([], .cancelled) }
            if isOpen, sent == input.count {
                close(target)
                isOpen = false
            }
            var polls = [pollfd(fd: source, events: Int16(POLLIN), revents: 0)]
            if isOpen { polls.append(pollfd(fd: target, events: Int16(POLLOUT), revents: 0)) }
            let ready = poll(&polls, nfds_t(polls.count), Int32(clamping: min(Int(left.seconds * 1_000) + 1, 200)))
            if ready < 0, errno != EINTR { return ([], .start(errno)) }
            guard ready > 0 else { continue }
            if isOpen, polls[1].revents != 0 {
                let count = input[sent...].withUnsafeBytes {
                    send(target, $0.baseAddress, min($0.count, 1 << 16), Int32(MSG_NOSIGNAL))
                }
                if count > 0 {
                    sent += count
                } else if errno != EAGAIN, errno != EINTR {
                    // It wants no more, and may still answer.
                    close(target)
                    isOpen = false
                }
            }
            if polls[0].revents != 0 {
                let count = read(source, &chunk, chunk.count)
                if count == 0 { return (result, nil) }
                if count < 0 {
                    if errno == EINTR { continue }
                    return ([], .start(errno))
                }
                result.append(contentsOf: chunk[..<count])
                if result.count > output.bytes { return ([], .output) }
            }
        }
    }
}
