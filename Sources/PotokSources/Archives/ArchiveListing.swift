public import PotokCore
import PotokStreams

/// Lists the documents of an archive part by part, so that the list of a large one is never in memory whole.
public final class ArchiveListing: Sendable {
    /// A document in an archive.
    public struct Entry: Sendable, Hashable {
        /// Where its record begins.
        public var position: ArchivePosition
        /// What tells it from another record at the same place.
        public var tag: String
    }

    private enum Reader {
        case records(WARCReader)
        case lines(LineInput)
    }

    private let reader: Lock<Reader>

    /// Opens an archive.
    ///
    /// - Parameter holdsLines: whether it is a file of lines, and not of WARC records.
    public init(_ file: FileFinder.Found, holdsLines: Bool) async throws {
        reader = try await BlockingWork.run {
            Lock(
                holdsLines
                    ? .lines(try LineInput(path: file.path, name: file.identifier))
                    : .records(try WARCReader(path: file.path, name: file.identifier))
            )
        }
    }

    /// The next documents, at most so many; none at the end.
    public func next(_ most: Int) async throws -> [Entry] {
        let reader = reader
        return try await BlockingWork.run {
            try reader.withLock { reader in
                switch reader {
                case .records(let reader): try Self.next(most, of: reader)
                case .lines(let input): try Self.next(most, of: input)
                }
            }
        }
    }

    private static func next(_ most: Int, of reader: WARCReader) throws -> [Entry] {
        var entries: [Entry] = []
        while entries.count < most, let record = try reader.next() {
            guard try WARCPage.isPage(record, in: reader) else { continue }
            // A record that is not whole is a complaint and no document.
            guard try reader.finish() else { continue }
            entries.append(Entry(position: record.position, tag: WARCPage.tag(of: record)))
        }
        return entries
    }

    private static func next(_ most: Int, of input: LineInput) throws -> [Entry] {
        var entries: [Entry] = []
        while entries.count < most {
            var hash = SHA256()
            guard let position = try input.next({ hash.update($0) }) else { break }
            entries.append(Entry(position: position, tag: Hash(hash.finish().prefix(16)).hexadecimal))
        }
        return entries
    }

    /// What is wrong with the archive, as far as it was read.
    public var problems: [PotokError] {
        reader.withLock { reader in
            guard case .records(let reader) = reader else { return [] }
            guard reader.moreComplaints > 0, let last = reader.complaints.last else { return reader.complaints }
            return reader.complaints + [PotokError(last.code, "… and \(reader.moreComplaints) more")]
        }
    }
}
