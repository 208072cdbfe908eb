/// Where a record begins in an archive.
///
/// In a plain file that is a place in the file. In a compressed one it is the place of a member or frame and how many decoded
/// bytes of it lie before the record: none where each record has a member of its own.
public struct ArchivePosition: Sendable, Hashable, Comparable {
    /// The place in the file, in bytes.
    public var offset: Int
    /// Decoded bytes between the beginning of the member there and the record.
    public var inner: Int
    /// The number of the line, in a file of lines, from 1; 0 in other files.
    public var line: Int

    /// Makes a position.
    public init(offset: Int = 0, inner: Int = 0, line: Int = 0) {
        self.offset = offset
        self.inner = inner
        self.line = line
    }

    /// Orders by place.
    public static func < (a: ArchivePosition, b: ArchivePosition) -> Bool {
        (a.offset, a.inner) < (b.offset, b.inner)
    }
}

extension ArchivePosition: LosslessStringConvertible {
    /// Reads what ``description`` writes.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let line = parts.count > 1 ? Int(parts[1]) : 0, line >= 0 else {
            return nil
        }
        let numbers = parts[0].split(separator: "+", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(numbers.count), let offset = numbers[0], offset >= 0,
            let inner = numbers.count > 1 ? numbers[1] : 0,
            inner >= 0
        else { return nil }
        self.init(offset: offset, inner: inner, line: line)
    }

    /// `1234`, or `1234+56` for what lies inside of a member; `:78` behind it is the number of a line.
    public var description: String {
        "\(offset)\(inner == 0 ? "" : "+\(inner)")\(line == 0 ? "" : ":\(line)")"
    }
}
