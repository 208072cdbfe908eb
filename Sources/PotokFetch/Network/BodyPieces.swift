/// A body as it comes in: bytes in pieces that are never copied once they are large.
///
/// One array that doubles would copy what it holds each time, which for a body of many megabytes keeps the network thread
/// from all other transfers. Here nothing above ``largestPiece`` is copied until the task that wants the body joins the
/// pieces, off that thread.
struct BodyPieces: Sendable {
    /// The size of a piece, and the most that is reserved on the mere word of a Content-Length.
    static let largestPiece = 1 << 20

    /// How many bytes there are.
    private(set) var count = 0
    private var full: [[UInt8]] = []
    private var last: [UInt8] = []

    /// Makes room for a body that is said to be this long.
    mutating func reserve(_ length: Int) { last.reserveCapacity(min(max(length, 0), Self.largestPiece)) }

    /// Adds bytes at the end.
    mutating func append(_ bytes: some Collection<UInt8>) {
        let size = bytes.count
        if !last.isEmpty, last.count + size > Self.largestPiece {
            full.append(last)
            last = []
            last.reserveCapacity(max(size, Self.largestPiece))
        }
        last.append(contentsOf: bytes)
        count += size
    }

    /// The whole body; one of a single piece is not copied.
    func joined() -> [UInt8] {
        guard !full.isEmpty else { return last }
        var body: [UInt8] = []
        body.reserveCapacity(count)
        for piece in full { body += piece }
        body += last
        return body
    }
}
