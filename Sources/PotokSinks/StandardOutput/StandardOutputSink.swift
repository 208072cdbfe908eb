public import PotokCore
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The standard output of the command: one line a change, for the program behind a pipe.
///
/// A change counts as delivered when the pipe has taken it. Nothing is known of what became of it there.
public struct StandardOutputSink: Sink {
    private let mapping: FieldMapping
    private let write: @Sendable ([UInt8]) -> Int32
    private let turn = Lock(())

    /// Makes the sink.
    public init(mapping: FieldMapping = .identity) {
        self.init(mapping: mapping) { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
                if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return errno }
            }
            return 0
        }
    }

    /// Makes the sink of what writes all bytes and gives an error number or 0.
    init(mapping: FieldMapping, write: @escaping @Sendable ([UInt8]) -> Int32) {
        self.mapping = mapping
        self.write = write
    }

    /// It notes deletes.
    public var capabilities: SinkCapabilities { .delete }
    /// It is there.
    public func check() async throws(SinkFailure) -> SinkHealth { SinkHealth(server: "standard output") }
    /// There is nothing to prepare.
    public func prepare() async throws(SinkFailure) {}

    /// Writes changes, one a line.
    public func deliver(_ changes: [SinkChange]) async -> BatchAnswer {
        let lines = changes.flatMap { ChangeLine.encode($0, mapping) }
        let (write, turn) = (write, turn)
        let number = await BlockingWork.run { turn.withLock { _ in write(lines) } }
        if number == 0 { return .answered(changes.map { _ in .delivered }) }
        // Nobody reads any more: there is no use in trying again within this run.
        let message = "the standard output cannot be written: \(String(cString: strerror(number)))"
        return .retry(SinkFailure(.denied, code: "errno \(number)", message: message))
    }

    /// Nothing is known of it.
    public func count() async throws(SinkFailure) -> Int {
        throw SinkFailure(
            .rejected,
            code: "unknown",
            message: "nobody knows what became of lines on the standard output"
        )
    }

    /// Nothing is known of it.
    public func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        throw SinkFailure(
            .rejected,
            code: "unknown",
            message: "nobody knows what became of lines on the standard output"
        )
    }

    /// Nothing can be filled beside it.
    public func rebuilding(_ name: String) -> (any RebuildingSink)? { nil }
}
