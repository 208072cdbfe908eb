/// Bytes that a streaming decoder writes, in a buffer that doubles up to a cap.
struct GrowingOutput: ~Copyable {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []
    private let limit: Int
    private var capacity: Int

    init(firstGuess: Int, limit: Int) {
        self.limit = max(limit, 0)
        // One byte beyond the cap, so that a body of exactly the cap can show that it has ended.
        self.capacity = min(max(firstGuess, 4_096), self.limit + 1)
        bytes.reserveCapacity(capacity)
    }

    /// Lets a decoder write into the space left, making more when there is none; it returns how much it wrote.
    mutating func extend(_ write: (UnsafeMutableRawBufferPointer) -> Int) throws(DecodingFailure) {
        if bytes.count >= capacity {
            guard capacity <= limit else { throw .tooLarge }
            capacity = min(capacity * 2, limit + 1)
        }
        let before = bytes.count
        let room = capacity - before
        // The array keeps what it has; only the new tail is handed out.
        bytes.append(contentsOf: repeatElement(0, count: room))
        let written = bytes.withUnsafeMutableBytes { write(UnsafeMutableRawBufferPointer(rebasing: $0[before...])) }
        bytes.removeLast(room - min(max(written, 0), room))
        if bytes.count > limit { throw .tooLarge }
    }
}
