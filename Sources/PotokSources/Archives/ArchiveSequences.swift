import PotokCore
import PotokStreams

/// Opens archives at their records.
///
/// Where a record has a member of its own, or the file is plain, that is a matter of its place. A file that is compressed as a whole
/// can only be read from its beginning: it stays open where the record before was, and pages that are passed on the way are
/// kept for a while, because workers ask for them almost in their order.
final class ArchiveSequences: Sendable {
    /// A record that can be read.
    struct Found: Sendable {
        let record: WARCRecord
        private let content: Content

        private enum Content: Sendable {
            case reader(Lock<WARCReader>)
            case block([UInt8]?)
        }

        init(_ record: WARCRecord, reader: Lock<WARCReader>) { (self.record, content) = (record, .reader(reader)) }

        init(_ record: WARCRecord, block: [UInt8]?) { (self.record, content) = (record, .block(block)) }

        /// The block; nil when it is not whole.
        func block() throws -> [UInt8]? {
            switch content {
            case .reader(let reader): try reader.withLock { try $0.block() }
            case .block(let block): block
            }
        }
    }

    /// A file that is read from its beginning.
    fileprivate struct Sequence {
        var path: String
        var reader: WARCReader
        var last: ArchivePosition?
        /// Pages that were passed and that nobody has asked for yet.
        var passed: [Found] = []
        var passedBytes = 0
    }

    /// What is kept of pages that were passed.
    fileprivate static let mostBytes = 32 << 20
    private static let mostSequences = 2

    private let sequences = Lock<[Sequence]>([])

    /// Goes to a record.
    ///
    /// - Throws: `PotokError` when there is none at this place.
    func open(path: String, archive: String, at position: ArchivePosition) throws -> Found {
        guard position.inner > 0 else {
            let reader = Lock(try WARCReader(path: path, name: archive, at: position, window: 1 << 16))
            guard let record = try reader.withLock({ try $0.next() }), record.position == position else {
                throw Self.missing(archive, position)
            }
            return Found(record, reader: reader)
        }
        return try sequences.withLock { sequences in
            var sequence: Sequence
            if let index = sequences.firstIndex(where: { $0.path == path }) {
                sequence = sequences.remove(at: index)
                if let found = sequence.take(position) {
                    sequences.append(sequence)
                    return found
                }
            } else {
                sequence = Sequence(path: path, reader: try WARCReader(path: path, name: archive))
            }
            if let last = sequence.last, last >= position {
                sequence = Sequence(path: path, reader: try WARCReader(path: path, name: archive))
            }
            let found = try sequence.advance(to: position)
            sequences.append(sequence)
            if sequences.count > Self.mostSequences { sequences.removeFirst() }
            guard let found else { throw Self.missing(archive, position) }
            return found
        }
    }

    private static func missing(_ archive: String, _ position: ArchivePosition) -> PotokError {
        PotokError(
            "warc.missing",
            "there is no record at \(position) of \(archive)",
            hint: "the file was changed while it was read; the next run reads it anew"
        )
    }
}

extension ArchiveSequences.Sequence {
    /// A page that was passed before.
    fileprivate mutating func take(_ position: ArchivePosition) -> ArchiveSequences.Found? {
        guard let index = passed.firstIndex(where: { $0.record.position == position }) else { return nil }
        passedBytes -= passed[index].record.contentLength
        return passed.remove(at: index)
    }

    /// Reads on until a record, and keeps the pages on the way as long as there is room.
    fileprivate mutating func advance(to position: ArchivePosition) throws -> ArchiveSequences.Found? {
        while let record = try reader.next() {
            last = record.position
            if record.position == position {
                let isSmall = record.contentLength <= ArchiveSequences.mostBytes
                return ArchiveSequences.Found(record, block: isSmall ? try reader.block() : nil)
            }
            if record.position > position { return nil }
            guard record.contentLength <= ArchiveSequences.mostBytes / 4, try WARCPage.isPage(record, in: reader),
                let block = try reader.block()
            else { continue }
            passed.append(ArchiveSequences.Found(record, block: block))
            passedBytes += record.contentLength
            while passedBytes > ArchiveSequences.mostBytes { passedBytes -= passed.removeFirst().record.contentLength }
        }
        return nil
    }
}
