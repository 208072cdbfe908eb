extension PageScan {
    /// Adds what is known only when all elements and blocks are.
    mutating func complete() {
        addSums()
        addWider()
        addAlike()
    }

    /// Sums what was counted in blocks, from the first one on.
    private mutating func addSums() {
        sums.reserveCapacity(blocks.count + 1)
        var sum = Counts()
        sums.append(sum)
        for block in blocks {
            sum = sum + block.counts
            sums.append(sum)
        }
        let end = Int32(blocks.count)
        for index in elements.indices where elements[index].endBlock > end {
            elements[index].endBlock = end
        }
    }

    /// Finds for each element the nearest one above that holds more.
    private mutating func addWider() {
        for index in elements.indices {
            let parent = elements[index].parent
            guard parent >= 0 else { continue }
            let above = elements[Int(parent)]
            let isSame =
                above.firstBlock == elements[index].firstBlock && above.endBlock == elements[index].endBlock
            elements[index].wider = isSame ? above.wider : parent
        }
    }

    /// Counts siblings with the same name and classes.
    private mutating func addAlike() {
        var size = 64
        while size < elements.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        for index in elements.indices {
            let element = elements[index]
            guard element.endBlock > element.firstBlock else { continue }
            var slot = Int(CueTable.hash(element.signature, number: UInt32(bitPattern: element.parent))) & (size - 1)
            while true {
                let first = slots[slot]
                if first < 0 {
                    slots[slot] = Int32(index)
                    elements[index].firstAlike = Int32(index)
                    break
                }
                let other = elements[Int(first)]
                if other.parent == element.parent, other.signature == element.signature {
                    elements[index].firstAlike = first
                    elements[index].placeAmongAlike = other.alike
                    if other.alike < .max { elements[Int(first)].alike = other.alike + 1 }
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
        }
    }
}
