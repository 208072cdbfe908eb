import PotokCore
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads lines from a file descriptor, one at a time, with a bound on their length.
///
/// Calls block; one caller at a time may read.
final class LineReader: Sendable {
    /// A line without its end, and where it is.
    struct Line: Sendable {
        /// Its number, from 1.
        var number: Int
        /// Its bytes; nil when it is longer than the bound.
        var bytes: [UInt8]?
    }

    private struct State {
        var buffer: [UInt8] = []
        var start = 0
        var number = 0
        var hasEnded = false
    }

    private let descriptor: Int32
    private let limit: Int
    private let state: Lock<State>

    /// Makes a reader that begins with bytes that were read before; lines of more bytes than the limit are skipped.
    init(descriptor: Int32, after head: [UInt8] = [], limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
        state = Lock(State(buffer: head))
    }

    /// The next line that is not empty; nil at the end.
    ///
    /// - Throws: `PotokError` when the descriptor cannot be read.
    func next() throws -> Line? {
        try state.withLock { state in
            while let line = try Self.line(&state, descriptor, limit) {
                if line.bytes?.contains(where: { $0 > 0x20 }) ?? true { return line }
            }
            return nil
        }
    }

    private static func line(_ state: inout State, _ descriptor: Int32, _ limit: Int) throws -> Line? {
        var isTooLong = false
        var searched = state.start
        while true {
            if let end = state.buffer[searched...].firstIndex(of: 0x0A) {
                let bytes = Array(state.buffer[state.start..<end])
                state.start = end + 1
                state.number += 1
                return Line(number: state.number, bytes: isTooLong || bytes.count > limit ? nil : bytes)
            }
            if state.hasEnded {
                guard state.start < state.buffer.count || isTooLong else { return nil }
                let bytes = Array(state.buffer[state.start...])
                state.start = state.buffer.count
                state.number += 1
                return Line(number: state.number, bytes: isTooLong || bytes.count > limit ? nil : bytes)
            }
            state.buffer.removeFirst(state.start)
            state.start = 0
            if state.buffer.count > limit {
                isTooLong = true
                state.buffer.removeAll()
            }
            searched = state.buffer.count
            try fill(&state, descriptor)
        }
    }

    private static func fill(_ state: inout State, _ descriptor: Int32) throws {
        let room = 1 << 18
        let before = state.buffer.count
        state.buffer.append(contentsOf: repeatElement(0, count: room))
        var count = -1
        repeat {
            count = state.buffer.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress.map { $0 + before }, room)
            }
        } while count < 0 && errno == EINTR
        state.buffer.removeLast(room - max(0, count))
        if count < 0 {
            throw PotokError("extract.input", "standard input cannot be read: \(String(cString: strerror(errno)))")
        }
        if count == 0 { state.hasEnded = true }
    }
}
