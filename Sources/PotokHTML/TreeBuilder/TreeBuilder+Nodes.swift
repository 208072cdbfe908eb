/// Changing the tree: linking nodes, finding the place for a new one (13.2.6.1), growing texts.
extension TreeBuilder {
    /// Makes a node the last child of another.
    @inline(__always)
    mutating func append(_ node: UInt32, to parent: UInt32) {
        let last = nodes[parent].lastChild
        nodes[node].parent = parent
        nodes[node].previous = last
        nodes[parent].lastChild = node
        if last == noNode {
            nodes[parent].firstChild = node
        } else {
            nodes[last].next = node
        }
    }

    /// Puts a node before another one.
    mutating func insert(_ node: UInt32, before sibling: UInt32) {
        let parent = nodes[sibling].parent
        let previous = nodes[sibling].previous
        nodes[node].parent = parent
        nodes[node].previous = previous
        nodes[node].next = sibling
        nodes[sibling].previous = node
        if previous == noNode {
            nodes[parent].firstChild = node
        } else {
            nodes[previous].next = node
        }
    }

    /// Takes a node out of the tree, with what is below it.
    mutating func detach(_ node: UInt32) {
        let record = nodes[node]
        guard record.parent != noNode else { return }
        if record.previous == noNode {
            nodes[record.parent].firstChild = record.next
        } else {
            nodes[record.previous].next = record.next
        }
        if record.next == noNode {
            nodes[record.parent].lastChild = record.previous
        } else {
            nodes[record.next].previous = record.previous
        }
        nodes[node].parent = noNode
        nodes[node].previous = noNode
        nodes[node].next = noNode
    }

    /// Gives all children of a node to another that has none.
    mutating func moveChildren(of source: UInt32, to target: UInt32) {
        var child = nodes[source].firstChild
        nodes[target].firstChild = child
        nodes[target].lastChild = nodes[source].lastChild
        nodes[source].firstChild = noNode
        nodes[source].lastChild = noNode
        while child != noNode {
            nodes[child].parent = target
            child = nodes[child].next
        }
    }

    // MARK: The appropriate place

    /// Puts a new node at the appropriate place, which is the end of the current node unless foster parenting is on.
    @inline(__always)
    mutating func insert(_ node: UInt32) {
        if fosterParenting {
            insertFostered(node, target: current)
        } else {
            append(node, to: current.node)
        }
    }

    /// Puts a node where foster parenting wants it, if the target is part of a table.
    @inline(never)
    mutating func insertFostered(_ node: UInt32, target: OpenElement) {
        let place = fosterPlace(target)
        if place.before == noNode {
            append(node, to: place.parent)
        } else {
            insert(node, before: place.before)
        }
    }

    /// The parent for a new node, and the sibling it goes before, if not last.
    func fosterPlace(_ target: OpenElement) -> (parent: UInt32, before: UInt32) {
        switch HTMLName(rawValue: target.key) {
        case .table, .tbody, .tfoot, .thead, .tr: break
        default: return (target.node, noNode)
        }
        var index = stack.count &- 1
        while index >= 0 {
            let entry = stack[index]
            if entry.key == HTMLName.template.rawValue { return (entry.node, noNode) }
            if entry.key == HTMLName.table.rawValue {
                let parent = nodes[entry.node].parent
                if parent != noNode { return (parent, entry.node) }
                return (stack[max(index &- 1, 0)].node, noNode)
            }
            index &-= 1
        }
        return (stack[0].node, noNode)
    }

    // MARK: Text

    /// Inserts text at the appropriate place, joining it to a text that is there.
    @inline(__always)
    mutating func insertText(_ run: ByteRun, _ storage: inout TokenStorage) {
        var parent = current.node
        var before = noNode
        if fosterParenting { (parent, before) = fosterPlace(current) }
        guard parent != 0 else { return }
        let neighbour = before == noNode ? nodes[parent].lastChild : nodes[before].previous
        if neighbour != noNode, nodes[neighbour].kind == UInt32(HTMLNode.Kind.text.rawValue) {
            extend(neighbour, with: run, &storage)
            return
        }
        let node = UInt32(truncatingIfNeeded: nodes.count)
        nodes.append(NodeRecord(kind: .text, dataStart: run.start, dataCount: run.count))
        if before == noNode {
            append(node, to: parent)
        } else {
            insert(node, before: before)
        }
        if nodes.count >= limits.nodes {
            isFull = true
            reached.insert(.nodes)
        }
    }

    /// Adds a run to the end of a text.
    ///
    /// A run that follows in memory only makes the text longer. Otherwise the text moves to the end of the side buffer,
    /// and when it must move again it takes twice the room, so that many small additions stay linear in time. Then the
    /// four bytes before it hold the room it has.
    @inline(never)
    private mutating func extend(_ node: UInt32, with run: ByteRun, _ storage: inout TokenStorage) {
        let text = ByteRun(start: nodes[node].dataStart, count: nodes[node].dataCount)
        let total = text.count &+ run.count
        if text.end == run.start {
            nodes[node].dataCount = total
            return
        }
        if text.end == storage.sidePosition, Int(text.start) >= storage.sideBase {
            storage.appendToSide(run)
            nodes[node].dataCount = total
            return
        }
        switch nodes[node].textGrowth {
        case 0:
            nodes[node].dataStart = storage.sidePosition
            storage.appendToSide(text)
            storage.appendToSide(run)
            nodes[node].textGrowth = 1
        case 2 where total <= storage.room(of: text):
            storage.copyToSide(run, at: text.end)
        default:
            let start = storage.appendWithRoom(total &* 2)
            storage.copyToSide(text, at: start)
            storage.copyToSide(run, at: start &+ text.count)
            nodes[node].dataStart = start
            nodes[node].textGrowth = 2
        }
        nodes[node].dataCount = total
    }
}

extension TokenStorage {
    /// The room that a text was given by `appendWithRoom`.
    fileprivate func room(of text: ByteRun) -> UInt32 {
        let index = Int(text.start) - sideBase - 4
        var room: UInt32 = 0
        for offset in 0..<4 { room |= UInt32(side[index + offset]) << UInt32(offset * 8) }
        return room
    }

    /// Makes room at the end of the side buffer; answers where it begins.
    fileprivate mutating func appendWithRoom(_ room: UInt32) -> UInt32 {
        for offset in 0..<4 { side.append(UInt8(truncatingIfNeeded: room >> UInt32(offset * 8))) }
        let start = sidePosition
        side.append(repeating: 0, count: Int(room))
        return start
    }

    /// Copies a run over bytes of the side buffer.
    fileprivate mutating func copyToSide(_ run: ByteRun, at position: UInt32) {
        let target = Int(position) - sideBase
        let start = Int(run.start)
        if start < source.count {
            side.replace(at: target, with: source.part(start, start + Int(run.count)))
        } else {
            for offset in 0..<Int(run.count) { side[target + offset] = side[start - sideBase + offset] }
        }
    }
}
