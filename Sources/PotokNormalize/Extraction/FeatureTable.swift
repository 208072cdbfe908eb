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
    /// The length of a column: room for all rows, a multiple of 64 that is no multiple of 128, because columns a power of two
    /// apart would push each other out of the cache.
    let stride: Int
    /// How many features there are.
    let width: Int
    /// All columns, one after the other.
    var bytes: [UInt8]

    private let capacity: Int

    /// Makes a table of zeros.
    init(count: Int, width: Int) {
        self.count = count
        self.width = width
        capacity = count
        stride = max(1, (count + 63) / 64) * 64 | 64
        bytes = [UInt8](repeating: 0, count: stride * width)
    }

    /// Begins anew with the blocks from one on, as many as there is room for, and tells which.
    mutating func take(from start: Int, of total: Int) -> Range<Int> {
        self.start = start
        count = min(capacity, total - start)
        return start..<start + count
    }

    /// Calls a function with a writer of rows.
    mutating func write(from column: Int = 0, _ body: (FeatureWriter) -> Void) {
        let (stride, width) = (stride, width)
        bytes.withUnsafeMutableBufferPointer { bytes in
            body(FeatureWriter(bytes, stride: stride, width: width, column: column))
        }
    }
}

/// Writes a row of a ``FeatureTable``, one column after the other.
///
/// A pointer, because hundreds of bytes are written for each block and an array would be asked each time whether it is shared.
/// It stays inside: what goes beyond the last column or the last row is not written. It must not outlive ``FeatureTable/write``.
struct FeatureWriter {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let stride: Int
    private let width: Int
    private var place: Int
    private(set) var column: Int

    /// A writer that writes nothing.
    init() { self.init(UnsafeMutableBufferPointer(start: nil, count: 0), stride: 0, width: 0, column: 0) }

    fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>, stride: Int, width: Int, column: Int) {
        self.bytes = bytes
        self.stride = stride
        self.width = width
        self.column = column
        place = column &* stride
    }

    /// A writer of one row from the same column on.
    func row(_ number: Int) -> FeatureWriter {
        var writer = self
        precondition(number >= 0 && number < max(1, stride), "a row of the table")
        writer.place &+= number
        return writer
    }

    /// Writes the next feature.
    @inline(__always)
    mutating func put(_ value: UInt8) {
        guard column < width, let base = bytes.baseAddress else { return }
        base[place] = value
        place &+= stride
        column &+= 1
    }
}
