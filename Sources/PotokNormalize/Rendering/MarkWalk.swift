/// Goes through a marked text: its parts, and the marks that open and close between them, always properly nested.
struct MarkWalk {
    /// What comes next.
    enum Step {
        case text(Range<Int>)
        case open(InlineMark)
        case close(InlineMark)
    }

    private let list: BlockList
    private let end: Int
    private var position: Int
    private var upcoming: Int
    private let last: Int
    private var open: [InlineMark] = []

    /// Begins at a text and its marks; what is marked beyond the text does not count.
    init(_ list: BlockList, _ range: Range<Int>, _ marks: Range<Int>) {
        self.list = list
        position = range.lowerBound
        end = range.upperBound
        upcoming = marks.lowerBound
        last = marks.upperBound
    }

    /// The next step; nil at the end.
    mutating func next() -> Step? {
        if let innermost = open.last, innermost.end <= position {
            open.removeLast()
            return .close(innermost)
        }
        while upcoming < last, list.marks[upcoming].start <= position {
            let mark = clipped(list.marks[upcoming])
            if mark.kind != .image, mark.start >= mark.end || open.contains(where: { $0.kind == mark.kind }) {
                upcoming += 1
                continue
            }
            guard mark.start <= position else { break }
            upcoming += 1
            open.append(mark)
            return .open(mark)
        }
        guard position < end else {
            guard let innermost = open.popLast() else { return nil }
            return .close(innermost)
        }
        var stop = open.last?.end ?? end
        if upcoming < last { stop = min(stop, max(position, list.marks[upcoming].start)) }
        stop = min(stop, end)
        // A mark that begins with the white space before it begins behind it, which may be one step further.
        if stop == position { stop = min(position + 1, end) }
        defer { position = stop }
        return .text(position..<stop)
    }

    /// A mark within the text, without white space at its ends.
    private func clipped(_ mark: InlineMark) -> InlineMark {
        var mark = mark
        mark.start = max(mark.start, position)
        mark.end = min(mark.end, open.last?.end ?? end, end)
        guard mark.kind != .image else {
            mark.end = mark.start
            return mark
        }
        while mark.start < mark.end, list.text[mark.start] == 0x20 || list.text[mark.start] == 0x0A { mark.start += 1 }
        while mark.end > mark.start, list.text[mark.end - 1] == 0x20 || list.text[mark.end - 1] == 0x0A {
            mark.end -= 1
        }
        return mark
    }
}
