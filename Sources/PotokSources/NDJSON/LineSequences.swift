import PotokCore
import PotokStreams

/// Opens files of lines at their lines, and stays where it was: workers ask for them almost in their order.
final class LineSequences: Sendable {
    /// A line; its bytes are nil when they are more than were asked for.
    typealias Line = (position: ArchivePosition, bytes: [UInt8]?)

    private struct Sequence {
        var path: String
        var input: LineInput
        var last: ArchivePosition?
        var passed: [Line] = []
        var passedBytes = 0
    }

    /// What is kept of lines that were passed.
    private static let mostBytes = 16 << 20
    private static let mostLines = 1_024

    private let sequence = Lock<Sequence?>(nil)

    /// The line at a place; nil when there is none.
    func line(path: String, archive: String, at position: ArchivePosition, limit: Int) throws -> Line? {
        try sequence.withLock { sequence in
            if let index = sequence?.passed.firstIndex(where: { $0.position == position }), sequence?.path == path {
                let line = sequence?.passed.remove(at: index)
                sequence?.passedBytes -= line?.bytes?.count ?? 0
                return line
            }
            let isBehind = sequence.map { $0.path != path || ($0.last ?? ArchivePosition()) >= position } ?? true
            var current: Sequence
            if !isBehind, let open = sequence {
                current = open
            } else {
                let start = position.inner == 0 ? position : ArchivePosition()
                current = Sequence(path: path, input: try LineInput(path: path, name: archive, at: start))
            }
            sequence = nil
            defer { sequence = current }
            while true {
                var bytes: [UInt8] = []
                var isTooLong = false
                let place = try current.input.next { piece in
                    isTooLong = isTooLong || bytes.count + piece.count > limit
                    if !isTooLong { bytes += piece }
                }
                guard let place else { return nil }
                current.last = place
                let line: Line = (place, isTooLong ? nil : bytes)
                if place == position { return line }
                if place > position { return nil }
                current.passed.append(line)
                current.passedBytes += bytes.count
                while current.passedBytes > Self.mostBytes || current.passed.count > Self.mostLines {
                    current.passedBytes -= current.passed.removeFirst().bytes?.count ?? 0
                }
            }
        }
    }
}
