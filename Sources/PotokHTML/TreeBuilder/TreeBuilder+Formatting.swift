/// The list of active formatting elements (13.2.4.3) and the adoption agency algorithm (13.2.6.4.7).
extension TreeBuilder {
    /// Adds the current node, which was made for a tag; never more than three alike (the Noah's Ark clause).
    mutating func pushFormatting(_ tag: TagToken, _ storage: inout TokenStorage) {
        let entry = FormattingEntry(
            node: current.node,
            key: tag.name,
            attributeStart: tag.attributeStart,
            attributeCount: tag.attributeCount,
            hash: 0
        )
        dropThirdAlike(entry, storage)
        if formatting.count >= max(limits.activeFormattingElements, 1) {
            reached.insert(.formatting)
            formatting.remove(at: 0)
        }
        formatting.append(entry)
    }

    private mutating func dropThirdAlike(_ entry: FormattingEntry, _ storage: borrowing TokenStorage) {
        var entry = entry
        var candidates = 0
        var index = formatting.count &- 1
        while index >= 0, !formatting[index].isMarker {
            if isCandidate(formatting[index], entry) { candidates &+= 1 }
            index &-= 1
        }
        guard candidates >= 3 else { return }
        var alike = 0
        var earliest = 0
        index = formatting.count &- 1
        while index >= 0, !formatting[index].isMarker {
            if isCandidate(formatting[index], entry), hasSameAttributes(at: index, &entry, storage) {
                alike &+= 1
                earliest = index
            }
            index &-= 1
        }
        if alike >= 3 { formatting.remove(at: earliest) }
    }

    private func isCandidate(_ left: FormattingEntry, _ right: FormattingEntry) -> Bool {
        left.key == right.key && left.attributeCount == right.attributeCount
    }

    private mutating func hasSameAttributes(
        at index: Int,
        _ entry: inout FormattingEntry,
        _ storage: borrowing TokenStorage
    ) -> Bool {
        if entry.hash == 0 { entry.hash = storage.attributeHash(entry.attributeStart, entry.attributeCount) }
        if formatting[index].hash == 0 {
            let other = formatting[index]
            formatting[index].hash = storage.attributeHash(other.attributeStart, other.attributeCount)
        }
        let other = formatting[index]
        guard entry.hash == other.hash else { return false }
        return storage.haveSameAttributes(entry.attributeStart, other.attributeStart, count: entry.attributeCount)
    }

    mutating func pushMarker() {
        formatting.append(.marker)
    }

    mutating func clearFormattingToMarker() {
        while formatting.count > 0 {
            let isMarker = formatting[formatting.count &- 1].isMarker
            formatting.removeLast()
            if isMarker { return }
        }
    }

    /// Opens again the formatting elements that the end of a block closed.
    @inline(__always)
    mutating func reconstructFormatting() {
        guard formatting.count > 0 else { return }
        let last = formatting[formatting.count &- 1]
        if last.isMarker || isOpen(last.node) { return }
        reopenFormatting()
    }

    @inline(never)
    private mutating func reopenFormatting() {
        var index = formatting.count &- 1
        while index > 0 {
            let entry = formatting[index &- 1]
            if entry.isMarker || isOpen(entry.node) { break }
            index &-= 1
        }
        let first = index
        while index < formatting.count {
            if stack.count >= limits.depth {
                reached.insert(.depth)
                return
            }
            if cloneBudget <= 0 {
                reached.insert(.formatting)
                formatting.truncate(to: first)
                return
            }
            let entry = formatting[index]
            let node = clone(entry.node)
            insert(node)
            push(node, entry.key)
            formatting[index].node = node
            index &+= 1
        }
    }

    /// A new element with the name and the attributes of another.
    mutating func clone(_ node: UInt32) -> UInt32 {
        cloneBudget &-= 1
        let copy = UInt32(truncatingIfNeeded: nodes.count)
        let original = nodes[node]
        nodes.append(
            NodeRecord(
                kind: .element,
                key: original.key,
                dataStart: original.dataStart,
                dataCount: original.dataCount
            )
        )
        return copy
    }

    /// The last formatting element of a name behind the last marker.
    func formattingIndex(of name: UInt32) -> Int? {
        var index = formatting.count &- 1
        while index >= 0, !formatting[index].isMarker {
            if formatting[index].key == name { return index }
            index &-= 1
        }
        return nil
    }

    func formattingIndex(ofNode node: UInt32) -> Int? {
        var index = formatting.count &- 1
        while index >= 0 {
            if formatting[index].node == node { return index }
            index &-= 1
        }
        return nil
    }

    // MARK: Adoption agency

    /// Closes a formatting element that may overlap with blocks.
    mutating func runAdoptionAgency(_ name: UInt32) {
        let last = current
        if last.key == name {
            // The usual case: the element is the current node.
            if let index = formattingIndex(ofNode: last.node) {
                if formattingIndex(of: name) == index {
                    pop()
                    formatting.remove(at: index)
                    return
                }
            } else {
                pop()
                return
            }
        }
        for _ in 0..<8 {
            guard let formattingIndex = formattingIndex(of: name) else {
                closeOtherElement(name)
                return
            }
            let entry = formatting[formattingIndex]
            guard isOpen(entry.node), let stackIndex = stackIndex(of: entry.node) else {
                formatting.remove(at: formattingIndex)
                return
            }
            var furthest = -1
            var index = stack.count &- 1
            while index > stackIndex {
                if stack[index].categories.contains(.scope) { return }
                if stack[index].categories.contains(.special) { furthest = index }
                index &-= 1
            }
            if furthest < 0 {
                popDown(to: stackIndex)
                pop()
                formatting.remove(at: formattingIndex)
                return
            }
            if cloneBudget <= 0 || stackIndex == 0 {
                reached.insert(.formatting)
                popDown(to: stackIndex)
                pop()
                formatting.remove(at: formattingIndex)
                return
            }
            adopt(formattingIndex, stackIndex, furthest)
        }
    }

    /// One round: the formatting element gives its place to copies on both sides of the furthest block.
    private mutating func adopt(_ formattingStart: Int, _ stackIndex: Int, _ furthestStart: Int) {
        let subject = formatting[formattingStart].node
        let block = stack[furthestStart].node
        let ancestor = stack[stackIndex &- 1]
        var furthest = furthestStart
        var bookmark = formattingStart
        var last = block
        var index = furthest
        var round = 0
        while true {
            round &+= 1
            index &-= 1
            let node = stack[index].node
            if node == subject { break }
            var place = formattingIndex(ofNode: node)
            if round > 3, let found = place {
                formatting.remove(at: found)
                if found < bookmark { bookmark &-= 1 }
                place = nil
            }
            guard let place else {
                removeFromStack(at: index)
                furthest &-= 1
                continue
            }
            let copy = clone(node)
            setOpen(node, false)
            setOpen(copy, true)
            formatting[place].node = copy
            stack[index].node = copy
            if last == block { bookmark = place &+ 1 }
            detach(last)
            append(last, to: copy)
            last = copy
        }
        detach(last)
        insertFostered(last, target: ancestor)

        let copy = clone(subject)
        moveChildren(of: block, to: copy)
        append(copy, to: block)
        guard let old = formattingIndex(ofNode: subject) else { return }
        var entry = formatting[old]
        entry.node = copy
        formatting.remove(at: old)
        if old < bookmark { bookmark &-= 1 }
        formatting.insert(entry, at: min(bookmark, formatting.count))

        let opened = OpenElement(
            node: copy,
            key: entry.key,
            categories: categories(of: entry.key),
            hasParagraph: false
        )
        stack.insert(opened, at: furthest &+ 1)
        setOpen(copy, true)
        removeFromStack(at: stackIndex)
    }

    /// Closes an element that has no rule of its own: "any other end tag".
    @inline(__always)
    mutating func closeOtherElement(_ name: UInt32) {
        var index = stack.count &- 1
        while index >= 0 {
            let entry = stack[index]
            if entry.key == name {
                generateImpliedEndTags(except: HTMLName(rawValue: name))
                while stack.count > index { pop() }
                return
            }
            if entry.categories.rawValue & ElementCategories.special.rawValue != 0 { return }
            index &-= 1
        }
    }
}

extension TokenStorage {
    /// A hash of attributes that does not depend on their order.
    fileprivate func attributeHash(_ start: UInt32, _ count: UInt32) -> UInt64 {
        var sum: UInt64 = 1
        for index in start..<start &+ count {
            let attribute = attributes[index]
            var hash = UInt64(attribute.nameAndNamespace) &* 0x9E37_79B9_7F4A_7C15 &+ 1
            withBytes(ByteRun(start: attribute.valueStart, count: attribute.valueCount)) { bytes in
                for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            }
            sum &+= hash ^ hash >> 29
        }
        return sum | 1
    }

    /// Whether two elements have the same attributes in any order.
    fileprivate func haveSameAttributes(_ left: UInt32, _ right: UInt32, count: UInt32) -> Bool {
        for index in 0..<count {
            if isSame(attributes[left &+ index], attributes[right &+ index]) { continue }
            var isFound = false
            for other in 0..<count where isSame(attributes[left &+ index], attributes[right &+ other]) {
                isFound = true
                break
            }
            if !isFound { return false }
        }
        return true
    }

    private func isSame(_ left: AttributeRecord, _ right: AttributeRecord) -> Bool {
        guard left.nameAndNamespace == right.nameAndNamespace, left.valueCount == right.valueCount else { return false }
        if left.valueStart == right.valueStart { return true }
        for offset in 0..<left.valueCount
        where byte(at: left.valueStart &+ offset) != byte(at: right.valueStart &+ offset) {
            return false
        }
        return true
    }
}
