import GRDB
import PotokCore

/// Inverted lists in the database, with what is recent in memory too.
final class StoredPostings: PostingIndex {
    /// How many entries may wait for a merge at the least and at the most.
    static let mergeCounts = 1 << 18...1 << 22

    /// A row that has grown beyond this is parted.
    private static let rowBytes = 1_024

    /// About how many bytes a new row gets.
    private static let newRowBytes = 700

    private let name: String
    private let database: Database
    private let recent: RecentPostings
    private let seek: RawStatement
    private var pending: [Posting] = []
    private var found = FoundPostings()

    init(_ name: String, _ database: Database, recent: RecentPostings) throws {
        self.name = name
        self.database = database
        self.recent = recent
        self.seek = try RawStatement(
            database,
            "SELECT first_key, entries FROM \(name)_list WHERE first_key <= ? ORDER BY first_key DESC LIMIT 1"
        )
    }

    /// Reads what earlier commits have left to be merged.
    static func loadRecent(_ name: String, _ database: Database) throws -> RecentPostings {
        let recent = RecentPostings()
        let rows = try RawStatement(database, "SELECT entries FROM \(name)_recent ORDER BY id")
        while try rows.step() {
            rows.withBytes(0) { bytes in
                var reader = PostingCodec.Reader(bytes, from: 0)
                while reader.advance() { recent.insert(reader.last) }
            }
        }
        return recent
    }

    // MARK: Looking up

    /// Looks up many keys in one sorted pass; what is asked for later is then at hand.
    func prepare(_ hashes: [UInt64]) throws {
        var keys = hashes.map { $0 >> 24 }
        keys.sort()
        try found.load(keys, seek)
    }

    func visit(_ keys: [UInt64], _ body: (_ place: Int, _ number: Int64) -> Void) throws {
        var numbers: [UInt64] = []
        for (place, hash) in keys.enumerated() {
            let key = hash >> 24
            numbers.removeAll(keepingCapacity: true)
            if !found.append(key, to: &numbers) {
                try found.load([key], seek)
                _ = found.append(key, to: &numbers)
            }
            recent.visit(key) { numbers.append($0) }
            guard !numbers.isEmpty else { continue }
            if numbers.count > 1 { numbers.sort() }
            if numbers[0] == 0 {
                body(place, 0)
                continue
            }
            var last: UInt64 = 0
            for number in numbers where number != last {
                body(place, Int64(number))
                last = number
            }
        }
    }

    // MARK: Writing

    func insert(_ keys: [UInt64], number: Int64) {
        for hash in keys { insert(Posting(key: hash >> 24, number: UInt64(number))) }
    }

    func stop(_ key: UInt64) { insert(Posting(key: key >> 24, number: 0)) }

    private func insert(_ entry: Posting) {
        recent.insert(entry)
        pending.append(entry)
    }

    /// Writes what is new, so that the transaction holds it.
    func flush() throws {
        guard !pending.isEmpty else { return }
        pending.sort()
        let statement = try RawStatement(database, "INSERT INTO \(name)_recent (entries) VALUES (?)")
        statement.bind(PostingCodec.pack(pending[...], from: 0), at: 1)
        try statement.run()
        pending = []
    }

    /// Whether so much is recent that it should be merged.
    func wantsMerge() throws -> Bool {
        let stored = Int(try MetaTable.integer("\(name)_entries", database) ?? 0)
        return recent.count > min(max(Self.mergeCounts.lowerBound, stored / 16), Self.mergeCounts.upperBound)
    }

    /// Merges what is recent into the lists, in the order of the keys, and drops what was removed.
    func merge(removed: Set<UInt64>) throws {
        try flush()
        let entries = recent.sorted()
        let next = try RawStatement(
            database,
            "SELECT first_key FROM \(name)_list WHERE first_key > ? ORDER BY first_key LIMIT 1"
        )
        let write = try RawStatement(
            database,
            "INSERT OR REPLACE INTO \(name)_list (first_key, entries) VALUES (?, ?)"
        )
        var stored = Int(try MetaTable.integer("\(name)_entries", database) ?? 0)
        var start = 0
        while start < entries.count {
            var row = MergedRow(removed: removed)
            seek.bind(Int64(entries[start].key), at: 1)
            if try seek.step() {
                row.firstKey = UInt64(seek.integer(0))
                seek.withBytes(1) { row.old = PostingCodec.Reader.all($0, from: row.firstKey) }
            }
            seek.reset()
            next.bind(Int64(row.firstKey), at: 1)
            let limit = try next.step() ? UInt64(next.integer(0)) : .max
            next.reset()
            var end = start
            while end < entries.count, entries[end].key < limit { end += 1 }
            let merged = row.merge(entries[start..<end])
            stored += merged.count - row.old.count
            try put(merged, from: row.firstKey, write)
            start = end
        }
        try MetaTable.set("\(name)_entries", to: Int64(stored), database)
        try database.execute(sql: "DELETE FROM \(name)_recent")
    }

    /// Goes through all lists and drops the entries of texts that are there no more.
    func sweep(keeping texts: Set<UInt64>) throws {
        let read = try RawStatement(
            database,
            "SELECT first_key, entries FROM \(name)_list WHERE first_key > ? ORDER BY first_key LIMIT 1"
        )
        let write = try RawStatement(database, "UPDATE \(name)_list SET entries = ?2 WHERE first_key = ?1")
        var last: Int64 = -1
        var dropped = 0
        while true {
            read.bind(last, at: 1)
            guard try read.step() else { break }
            last = read.integer(0)
            let entries = read.withBytes(1) { PostingCodec.Reader.all($0, from: UInt64(last)) }
            read.reset()
            let kept = entries.filter { $0.number == 0 || texts.contains($0.number) }
            guard kept.count < entries.count else { continue }
            dropped += entries.count - kept.count
            write.bind(last, at: 1)
            write.bind(PostingCodec.pack(kept[...], from: UInt64(last)), at: 2)
            try write.run()
        }
        let stored = Int(try MetaTable.integer("\(name)_entries", database) ?? 0)
        try MetaTable.set("\(name)_entries", to: Int64(max(0, stored - dropped)), database)
    }

    /// Writes the entries of one row, as several when they have become many.
    private func put(_ entries: [Posting], from firstKey: UInt64, _ write: RawStatement) throws {
        let whole = PostingCodec.pack(entries[...], from: firstKey)
        let parts = whole.count <= Self.rowBytes ? 1 : (whole.count + Self.newRowBytes - 1) / Self.newRowBytes
        var start = 0
        for part in 0..<parts where start < entries.count || part == 0 {
            var end = max(start, entries.count * (part + 1) / parts)
            // All entries of a key stay in one row.
            while end < entries.count, end > start, entries[end].key == entries[end - 1].key { end += 1 }
            let first = part == 0 ? firstKey : entries[start].key
            write.bind(Int64(first), at: 1)
            write.bind(parts == 1 ? whole : PostingCodec.pack(entries[start..<end], from: first), at: 2)
            try write.run()
            start = end
        }
    }
}

/// A row of lists with what is new for it.
private struct MergedRow {
    var firstKey: UInt64 = 0
    var old: [Posting] = []
    let removed: Set<UInt64>

    init(removed: Set<UInt64>) { self.removed = removed }

    /// Old and new entries in order, without repeats, without what was removed, and without the texts of keys that too many have.
    func merge(_ new: ArraySlice<Posting>) -> [Posting] {
        var merged: [Posting] = []
        merged.reserveCapacity(old.count + new.count)
        var (left, right) = (0, new.startIndex)
        while left < old.count || right < new.endIndex {
            let entry: Posting
            if right == new.endIndex || left < old.count && old[left] < new[right] {
                entry = old[left]
                left += 1
            } else {
                entry = new[right]
                right += 1
            }
            if let last = merged.last, last == entry || last.key == entry.key && last.number == 0 { continue }
            if !removed.isEmpty, removed.contains(entry.number) { continue }
            merged.append(entry)
        }
        return merged
    }
}

extension PostingCodec.Reader {
    /// All entries of packed bytes.
    static func all(_ bytes: UnsafeRawBufferPointer, from first: UInt64) -> [Posting] {
        var reader = PostingCodec.Reader(bytes, from: first)
        var entries: [Posting] = []
        entries.reserveCapacity(bytes.count / 4)
        while reader.advance() { entries.append(reader.last) }
        return entries
    }
}
