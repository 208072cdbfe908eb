/// Hosts by the time at which they are to be looked at next: a binary heap, earliest first, ties in order of arrival.
///
/// An entry is never searched for; what is out of date is recognised by its ticket when it comes up.
struct HostHeap: Sendable {
    struct Entry: Sendable {
        var time: Duration
        var ticket: UInt64
        var host: String

        fileprivate func isBefore(_ other: Entry) -> Bool {
            time != other.time ? time < other.time : ticket < other.ticket
        }
    }

    private var entries: [Entry] = []

    /// The earliest entry.
    var first: Entry? { entries.first }

    /// Adds an entry.
    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].isBefore(entries[parent]) else { break }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the earliest entry.
    mutating func popFirst() -> Entry? {
        guard let first = entries.first else { return nil }
        let last = entries.removeLast()
        guard !entries.isEmpty else { return first }
        entries[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < entries.count && entries[child].isBefore(entries[least]) { least = child }
            guard least != parent else { return first }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
