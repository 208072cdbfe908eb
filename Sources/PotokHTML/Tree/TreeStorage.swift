/// The memory of a tree.
///
/// It is written by a parser while nobody else knows of it, and never again while a tree or node refers to it: the
/// parser takes the memory back for its next page only when it holds the last reference. That is why it may be shared
/// between tasks without a lock (`@unchecked Sendable`), and why accesses need no exclusivity checks.
@usableFromInline
final class TreeStorage: @unchecked Sendable {
    /// The page, or a copy with line ends and encoding errors mended.
    @exclusivity(unchecked)
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

    /// The bytes of ``source``, reached without its reference count being touched: they are in one place for as long as the
    /// array is held and not written to, which is until the storage serves another page or goes.
    @exclusivity(unchecked) @usableFromInline
    var sourceBytes = FrozenTable<UInt8>(nil, 0)
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
        sourceBytes = source.withUnsafeBufferPointer { FrozenTable($0.baseAddress, $0.count) }
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
        let isInSource = from < sourceBytes.count || length == 0
        let table = isInSource ? sourceBytes : side
        let index = length == 0 ? 0 : isInSource ? from : from - (sourceBytes.count + 1)
        return try body(
            UnsafeBufferPointer(
                rebasing: UnsafeBufferPointer(start: table.base, count: table.count)[index..<index + length]
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
