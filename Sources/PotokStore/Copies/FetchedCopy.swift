public import PotokCore

/// Where a copy of what was fetched is kept: a record of a WARC file.
public struct FetchedCopy: Sendable, Hashable {
    /// The path of the file.
    public var file: String
    /// The place of the record in it, in bytes.
    public var offset: Int
    /// When it was fetched.
    public var observedAt: Timestamp

    /// Makes a place.
    public init(file: String, offset: Int, observedAt: Timestamp) {
        self.file = file
        self.offset = offset
        self.observedAt = observedAt
    }
}
