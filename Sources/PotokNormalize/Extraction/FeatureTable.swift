/// The features of some blocks that follow each other: a column of bytes for each feature.
///
/// A page of many blocks is measured and judged some of them at a time, so that the table stays in the processor's cache and
/// its memory is bounded.
struct FeatureTable: Sendable {
    /// How many blocks a table for judging has at most.
    static let usualCount = 1_024

    /// The block of the first row.
    private(set) var start = 0
    /// How many blocks are in it.
    private(set) var count: Int
    /// From one row to the next it is so many blocks.
    let step: Int
    /// The length of a column: room for all rows, a multiple of 64 that is no multiple of 128, because columns a power of two
    /// apart would push each other out of the cache.
    let stride: Int
    /// How many features there are.
    let width: Int
    /// All columns, one after the other.
    var bytes: [UInt8]

    private let capacity: Int

    /// Makes a table of zeros.
    ///
    /// - Parameters:
    ///   - count: how many blocks it has room for.
    ///   - width: how many features there are.
    ///   - step: every which block it takes.
    init(count: Int, width: Int, step: Int = 1) {
        self.count = count
        self.width = width
        self.step = step
        capacity = count
        stride = max(1, (count + 63) / 64) * 64 | 64
        bytes = [UInt8](repeating: 0, count: stride * width)
    }

    /// Begins anew with the blocks from one on, as many as there is room for.
    ///
    /// - Returns: the block that comes next.
    mutating func take(from start: Int, of total: Int) -> Int {
        self.start = start
        count = min(capacity, (total - start + step - 1) / step)
        return start + count * step
    }

    /// Calls a function with each block and a writer for its row, from a column on.
    mutating func write(from column: Int = 0, _ body: (Int, inout FeatureWriter) -> Void) {
        let (stride, width, start, count, step) = (stride, width, start, count, step)
        precondition(count <= stride && column <= width, "rows of the table")
        bytes.withUnsafeMutableBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            for row in 0..<count {
                var writer = FeatureWriter(base, place: column * stride + row, stride: stride, end: bytes.count)
                body(start + row * step, &writer)
            }
        }
    }
}

/// Writes a row of a ``FeatureTable``, one column after the other.
///
/// A pointer, because hundreds of bytes are written for each block and an array would be asked each time whether it is shared.
/// It stays inside: what would go beyond the last column is not written. It must not outlive ``FeatureTable/write(_:from:_:)``.
struct FeatureWriter {
    private let base: UnsafeMutablePointer<UInt8>
    private let stride: Int
    private let end: Int
    private var place: Int

    fileprivate init(_ base: UnsafeMutablePointer<UInt8>, place: Int, stride: Int, end: Int) {
        self.base = base
        self.place = place
        self.stride = stride
        self.end = end
    }

    /// The column that is written next.
    var column: Int { place / stride }

    /// Writes the next feature.
    @inline(__always)
    mutating func put(_ value: UInt8) {
        guard place < end else { return }
        base[place] = value
        place &+= stride
    }

    /// Writes some features that were measured before.
    @inline(__always)
    mutating func put(_ values: [UInt8], from start: Int, count: Int) {
        guard start >= 0, count >= 0, start &+ count <= values.count else { return }
        values.withUnsafeBufferPointer { values in
            for index in start..<start &+ count { put(values[index]) }
        }
    }
}
