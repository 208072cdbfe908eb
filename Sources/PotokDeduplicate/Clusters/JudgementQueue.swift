import PotokCore

/// Texts that wait to be judged, the best of them first.
///
/// A binary heap. The order is that in which documents represent each other, with the number last, so that it is total.
struct JudgementQueue {
    private var heap: [(member: ClusterMember, number: Int64)] = []
    private var waiting: Set<Int64> = []
    private let represents: (ClusterMember, ClusterMember) -> Bool

    init(_ represents: @escaping (ClusterMember, ClusterMember) -> Bool) { self.represents = represents }

    /// Adds a text, unless it waits already.
    mutating func insert(_ number: Int64, _ member: ClusterMember) {
        guard waiting.insert(number).inserted else { return }
        heap.append((member, number))
        var index = heap.count - 1
        while index > 0, isBefore(index, (index - 1) / 2) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Takes out the best text.
    mutating func removeFirst() -> Int64? {
        guard let first = heap.first else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var index = 0
        while true {
            var best = index
            for child in [2 * index + 1, 2 * index + 2] where child < heap.count && isBefore(child, best) {
                best = child
            }
            guard best != index else { break }
            heap.swapAt(index, best)
            index = best
        }
        waiting.remove(first.number)
        return first.number
    }

    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        let (one, other) = (heap[one], heap[other])
        if represents(one.member, other.member) { return true }
        return !represents(other.member, one.member) && one.number < other.number
    }
}
