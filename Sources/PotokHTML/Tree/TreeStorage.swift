/// The memory of a tree.
///
/// It is written by a parser while nobody else knows of it, and never again while a tree or node refers to it: the
/// parser takes the memory back for its next page only when it holds the last reference. That is why it may be shared
/// between tasks without a lock (`@unchecked Sendable`), and why accesses need no exclusivity checks.
@usableFromInline
final class TreeStorage: @unchecked Sendable {
    /// The page, or a copy with line ends and encoding errors mended.
    @exclusivity(unchecked) @usableFromInline
    var source: [UInt8] = []
    @exclusivity(unchecked)
    var nodesBuffer = GrowableBuffer<NodeRecord>(minimumCapacity: 64)
    @exclusivity(unchecked)
    var attributesBuffer = GrowableBuffer<AttributeRecord>(minimumCapacity: 64)
    @exclusivity(unchecked)
    var sideBuffer = GrowableBuffer<UInt8>(minimumCapacity: 64)
    @exclusivity(unchecked)
    var names = NameTable()
    @exclusivity(unchecked)
    var doctypes = GrowableBuffer<DoctypeRecord>(minimumCapacity: 2)
    @exclusivity(unchecked)
    var quirks = HTMLTree.QuirksMode.none
    @exclusivity(unchecked)
    var reached: HTMLLimits.Reached = []

    @exclusivity(unchecked) @usableFromInline
    var nodes = FrozenTable<NodeRecord>(nil, 0)
    @exclusivity(unchecked) @usableFromInline
    var attributes = FrozenTable<AttributeRecord>(nil, 0)
    @exclusivity(unchecked) @usableFromInline
    var side = FrozenTable<UInt8>(nil, 0)

    init() {}

    /// Makes what was parsed readable.
    func freeze() {
        nodes = nodesBuffer.frozen
        attributes = attributesBuffer.frozen
        side = sideBuffer.frozen
    }

    /// The number of bytes held, the page itself not counted.
    var size: Int { nodesBuffer.bytes + attributesBuffer.bytes + sideBuffer.bytes + names.size }

    /// Calls a function with the bytes of a run.
    @inlinable
    func withBytes<Result>(
        start: UInt32,
        count: UInt32,
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        let from = Int(start)
        let length = Int(count)
        if from < source.count || length == 0 {
            return try source.withUnsafeBufferPointer {
                try body(UnsafeBufferPointer(rebasing: length == 0 ? $0[0..<0] : $0[from..<from + length]))
            }
        }
        let index = from - (source.count + 1)
        return try body(
            UnsafeBufferPointer(
                rebasing: UnsafeBufferPointer(start: side.base, count: side.count)[index..<index + length]
            )
        )
    }

    func withBytes<Result>(_ run: ByteRun, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try withBytes(start: run.start, count: run.count, body)
    }

    func string(_ run: ByteRun) -> String {
        withBytes(run) { String(decoding: $0, as: UTF8.self) }
    }

    func string(_ name: HTMLName) -> String {
        names.withBytes(of: name.rawValue) { String(decoding: $0, as: UTF8.self) }
    }
}
