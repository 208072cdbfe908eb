import PotokCore

/// What a target holds, in 24 bytes a document, in the order of keys once it was sorted.
struct HoldingList: Sendable {
    private struct Entry {
        var high: UInt64
        var low: UInt64
        var version: Int64
    }

    private var entries: [Entry] = []

    /// How many there are.
    var count: Int { entries.count }

    /// Adds a document.
    mutating func append(_ key: DocumentKey, version: Int64) {
        guard let (high, low) = Self.halves(key) else { return }
        entries.append(Entry(high: high, low: low, version: version))
    }

    /// Puts them in the order of keys; of a document that is there twice the newest version stays.
    mutating func sort() {
        entries.sort { ($0.high, $0.low, $1.version) < ($1.high, $1.low, $0.version) }
        var kept = 0
        for entry in entries {
            if kept > 0, entries[kept - 1].high == entry.high, entries[kept - 1].low == entry.low { continue }
            entries[kept] = entry
            kept += 1
        }
        entries.removeSubrange(kept...)
    }

    /// Those behind a key, from the beginning without one.
    func page(after key: DocumentKey?, limit: Int) -> [Holding] {
        var start = 0
        if let key, let (high, low) = Self.halves(key) {
            // The first entry behind the key.
            var end = entries.count
            while start < end {
                let middle = start + (end - start) / 2
                if (entries[middle].high, entries[middle].low) <= (high, low) {
                    start = middle + 1
                } else {
                    end = middle
                }
            }
        }
        return entries[start...].prefix(max(0, limit)).compactMap { entry in
            let text = Self.digits(entry.high) + Self.digits(entry.low)
            return DocumentKey(rawValue: text).map { Holding(key: $0, version: entry.version) }
        }
    }

    private static func halves(_ key: DocumentKey) -> (UInt64, UInt64)? {
        guard let high = UInt64(key.rawValue.prefix(16), radix: 16),
            let low = UInt64(key.rawValue.dropFirst(16), radix: 16)
        else { return nil }
        return (high, low)
    }

    private static func digits(_ half: UInt64) -> String {
        let text = String(half, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
