/// First in, first out, over one array: the order in which elements and waiters are served.
///
/// Adding and taking are O(1) amortised. Removing from the middle is O(n); it happens only when a waiter is cancelled.
struct Queue<Element> {
    private var slots: [Element?] = []
    private var head = 0

    /// How many are in it.
    var count: Int { slots.count - head }
    /// Whether nothing is in it.
    var isEmpty: Bool { head == slots.count }
    /// The one that is served next.
    var first: Element? { isEmpty ? nil : slots[head] }
    /// All of them, in order.
    var elements: [Element] { slots[head...].compactMap { $0 } }

    /// Adds one at the end.
    mutating func append(_ element: Element) {
        slots.append(element)
    }

    /// Takes the one at the front.
    mutating func popFirst() -> Element? {
        guard head < slots.count else { return nil }
        let element = slots[head].take()
        head += 1
        if head == slots.count {
            slots.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 32, head * 2 >= slots.count {
            slots.removeFirst(head)
            head = 0
        }
        return element
    }

    /// Takes the first one that the rule accepts, wherever it stands.
    mutating func removeFirst(where accepts: (Element) -> Bool) -> Element? {
        guard let index = slots[head...].firstIndex(where: { $0.map(accepts) ?? false }) else { return nil }
        if index == head { return popFirst() }
        return slots.remove(at: index)
    }

    /// Takes all of them, in order.
    mutating func removeAll() -> [Element] {
        let all = elements
        slots.removeAll(keepingCapacity: true)
        head = 0
        return all
    }
}

extension Queue: Sendable where Element: Sendable {}
