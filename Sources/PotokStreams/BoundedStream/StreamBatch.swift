/// Elements taken together, and the limits at which there are enough of them.
struct StreamBatch<Element> {
    private let count: Int
    private let maxWeight: Int
    private(set) var elements: [Element] = []
    private(set) var weight = 0

    /// Makes an empty batch for at least one element.
    init(count: Int, maxWeight: Int) {
        self.count = max(1, count)
        self.maxWeight = maxWeight
    }

    /// Whether there is nothing in it.
    var isEmpty: Bool { elements.isEmpty }

    /// Whether nothing more goes in.
    var isFull: Bool { elements.count >= count || (!isEmpty && weight >= maxWeight) }

    /// How much weight still goes in; the first element may weigh more.
    var room: Int { weight < maxWeight ? maxWeight - weight : 0 }

    /// Puts an element in.
    mutating func append(_ element: Element, weight added: Int) {
        let (sum, overflows) = weight.addingReportingOverflow(max(0, added))
        elements.append(element)
        weight = overflows ? .max : sum
    }
}
