#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A growing block of plain values that keeps its memory when it is emptied.
///
/// `Array` would do the same work, but every store into an array kept in a larger structure first asks whether the
/// array is shared; in a parser that stores a few values per token this doubles the cost. A buffer has one owner (it
/// cannot be copied), so the question never arises.
///
/// This is the only place of the module that owns raw memory. It is right because: elements are `BitwiseCopyable`, so
/// nothing needs destroying; `count <= capacity` always, and memory below `count` is initialised; every access by index
/// is checked against `count`; the memory is freed exactly once, by the only owner.
struct GrowableBuffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>

    /// How many elements there are.
    private(set) var count: Int

    /// How many fit before memory must grow.
    private(set) var capacity: Int

    init(minimumCapacity: Int = 16) {
        capacity = max(minimumCapacity, 1)
        base = Self.resized(nil, to: capacity)
        count = 0
    }

    deinit {
        free(base)
    }

    /// The element at an index below `count`.
    subscript(index: Int) -> Element {
        @inline(__always) get {
            precondition(index >= 0 && index < count, "index is outside the buffer")
            return base[index]
        }
        @inline(__always) _modify {
            precondition(index >= 0 && index < count, "index is outside the buffer")
            yield &base[index]
        }
    }

    /// The element at an index below `count`, for the many indices that are stored as 32 bits.
    subscript(index: UInt32) -> Element {
        @inline(__always) get {
            precondition(Int(index) < count, "index is outside the buffer")
            return base[Int(index)]
        }
        @inline(__always) _modify {
            precondition(Int(index) < count, "index is outside the buffer")
            yield &base[Int(index)]
        }
    }

    /// The number of bytes held, used or not.
    var bytes: Int { capacity * MemoryLayout<Element>.stride }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        (base + count).initialize(to: element)
        count += 1
    }

    /// Appends a copy of elements that lie elsewhere.
    mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
        guard let source = elements.baseAddress, elements.count > 0 else { return }
        reserve(elements.count)
        (base + count).initialize(from: source, count: elements.count)
        count += elements.count
    }

    /// Appends a copy of elements of this buffer itself.
    mutating func appendOwn(from start: Int, count length: Int) {
        precondition(start >= 0 && length >= 0 && start + length <= count, "range is outside the buffer")
        reserve(length)
        (base + count).initialize(from: base + start, count: length)
        count += length
    }

    /// Appends the same element several times.
    mutating func append(repeating element: Element, count length: Int) {
        reserve(length)
        (base + count).initialize(repeating: element, count: length)
        count += length
    }

    /// Copies elements over others within `count`.
    mutating func replace(at index: Int, with elements: UnsafeBufferPointer<Element>) {
        precondition(index >= 0 && index + elements.count <= count, "range is outside the buffer")
        guard let source = elements.baseAddress else { return }
        (base + index).update(from: source, count: elements.count)
    }

    @inline(__always)
    mutating func removeLast() {
        precondition(count > 0, "the buffer is empty")
        count -= 1
    }

    /// Removes one element from the middle; the later ones move down.
    mutating func remove(at index: Int) {
        precondition(index >= 0 && index < count, "index is outside the buffer")
        (base + index).update(from: base + index + 1, count: count - index - 1)
        count -= 1
    }

    /// Inserts one element before an index; the later ones move up.
    mutating func insert(_ element: Element, at index: Int) {
        precondition(index >= 0 && index <= count, "index is outside the buffer")
        append(element)
        var position = count - 1
        while position > index {
            base[position] = base[position - 1]
            position -= 1
        }
        base[index] = element
    }

    /// Keeps the first elements and forgets the others; the memory stays.
    @inline(__always)
    mutating func truncate(to newCount: Int) {
        precondition(newCount >= 0 && newCount <= count, "a buffer is only ever cut shorter")
        count = newCount
    }

    /// Calls a function with all elements.
    func withElements<Result>(_ body: (UnsafeBufferPointer<Element>) throws -> Result) rethrows -> Result {
        try body(UnsafeBufferPointer(start: base, count: count))
    }

    /// Makes room for elements to come.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(to: count + more) }
    }

    /// Frees memory down to a capacity, when more than that is held.
    mutating func shrink(to newCapacity: Int) {
        guard capacity > newCapacity, count <= newCapacity else { return }
        move(to: max(newCapacity, 1))
    }

    @inline(never)
    private mutating func grow(to needed: Int) {
        // Small steps cost little, as large blocks move without being copied.
        move(to: max(needed, capacity + max(capacity / 4, 64)))
    }

    private mutating func move(to newCapacity: Int) {
        base = Self.resized(base, to: newCapacity)
        capacity = newCapacity
    }

    /// `realloc` instead of a new block and a copy: large blocks move without being copied, and never exist twice.
    private static func resized(
        _ old: UnsafeMutablePointer<Element>?,
        to capacity: Int
    ) -> UnsafeMutablePointer<Element> {
        let (size, overflows) = capacity.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
        guard !overflows, let memory = realloc(old, size) else {
            // Like every other allocation in Swift, this one cannot fail but by ending the process.
            preconditionFailure("out of memory")
        }
        return memory.bindMemory(to: Element.self, capacity: capacity)
    }
}

/// A view of a buffer that never changes any more, for code of other modules to read without a call.
///
/// Every access is checked; the owner of the buffer lives longer than the view.
@usableFromInline
struct FrozenTable<Element: BitwiseCopyable>: BitwiseCopyable {
    @usableFromInline let base: UnsafePointer<Element>?
    @usableFromInline let count: Int

    init(_ base: UnsafePointer<Element>?, _ count: Int) {
        self.base = base
        self.count = count
    }

    /// The element at an index below `count`.
    @inlinable
    subscript(index: UInt32) -> Element {
        @inline(__always) get {
            precondition(Int(index) < count, "index is outside the table")
            return base.unsafelyUnwrapped[Int(index)]
        }
    }
}

extension GrowableBuffer {
    /// The elements as they are now.
    var frozen: FrozenTable<Element> { FrozenTable(UnsafePointer(base), count) }
}
