/// A set of nodes of one tree: a bit for each number.
struct NodeSet: Sendable, Equatable {
    private var words: [UInt64]

    /// An empty set for a tree of so many nodes.
    init(nodeCount: Int) {
        words = [UInt64](repeating: 0, count: (nodeCount + 63) / 64)
    }

    /// Whether a node is in the set; numbers beyond the tree are not.
    func contains(_ node: UInt32) -> Bool {
        let place = Int(node >> 6)
        return place < words.count && words[place] & (1 << UInt64(node & 63)) != 0
    }

    /// Puts a node in; numbers beyond the tree are ignored.
    mutating func insert(_ node: UInt32) {
        let place = Int(node >> 6)
        if place < words.count { words[place] |= 1 << UInt64(node & 63) }
    }

    /// Takes a node out.
    mutating func remove(_ node: UInt32) {
        let place = Int(node >> 6)
        if place < words.count { words[place] &= ~(1 << UInt64(node & 63)) }
    }

    /// Whether no node is in the set.
    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// How many nodes are in the set.
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}
