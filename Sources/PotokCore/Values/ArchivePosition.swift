/// Where a record begins in an archive.
///
/// In a plain file that is a place in the file. In a compressed one it is the place of a member or frame and how many decoded
/// bytes of it lie before the record: none where each record has a member of its own.
public struct ArchivePosition: Sendable, Hashable, Comparable {
    /// The place in the file, in bytes.
    public var offset: Int
    /// Decoded bytes between the beginning of the member there and the record.
    public var inner: Int

    /// Makes a position.
    public init(offset: Int = 0, inner: Int = 0) {
        self.offset = offset
        self.inner = inner
    }

    /// Orders by place.
    public static func < (a: ArchivePosition, b: ArchivePosition) -> Bool {
        (a.offset, a.inner) < (b.offset, b.inner)
    }
}

extension ArchivePosition: LosslessStringConvertible {
    /// Reads what ``description`` writes.
    public init?(_ description: String) {
        let numbers = description.split(separator: "+", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(numbers.count), let offset = numbers[0], offset >= 0,
            let inner = numbers.count > 1 ? numbers[1] : 0,
            inner >= 0
        else { return nil }
        self.init(offset: offset, inner: inner)
    }

    /// `1234`, or `1234+56` for what lies inside of a member.
    public var description: String { inner == 0 ? "\(offset)" : "\(offset)+\(inner)" }
}
