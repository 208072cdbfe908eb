/// How the lists of a document are to be shown.
struct ListShapes {
    /// How one list is shown.
    enum Shape: Sendable {
        /// Each item is one block: lines without empty ones between them.
        case tight
        /// Items have several blocks: empty lines part them.
        case loose
        /// The list only arranges what is no list, such as posts or teasers with headings: it is shown as if it were not there.
        case dissolved
    }

    /// The shapes by the number of the container; only those of lists mean anything.
    private(set) var shapes: [Shape]

    /// Looks at all lists of a document, in one pass over its blocks.
    init(_ list: BlockList) {
        shapes = [Shape](repeating: .tight, count: list.containers.count)
        var blocksOfItem = [Int32](repeating: 0, count: list.containers.count)
        for block in list.blocks {
            var container = block.container
            if container >= 0, list.containers[Int(container)].kind == .item {
                blocksOfItem[Int(container)] += 1
                let parent = Int(list.containers[Int(container)].parent)
                let isLoose = blocksOfItem[Int(container)] > 1 || block.kind == .code || block.kind == .table
                if isLoose, shapes[parent] == .tight { shapes[parent] = .loose }
            }
            guard block.isHeading || container >= 0 && list.containers[Int(container)].kind == .post else { continue }
            while container >= 0 {
                if case .list = list.containers[Int(container)].kind { shapes[Int(container)] = .dissolved }
                container = list.containers[Int(container)].parent
            }
        }
    }

    /// The shape of a list.
    subscript(_ container: Int32) -> Shape { shapes[Int(container)] }
}

extension Block {
    /// Whether the block is a heading.
    public var isHeading: Bool {
        if case .heading = kind { return true }
        return false
    }
}
