import GRDB
import Testing

@testable import PotokStore

@Suite struct PostingTests {
    @Test func `packed entries come back`() {
        var made = MadeUpWords(seed: 1)
        for count in [0, 1, 2, 500] {
            let entries = Set(
                (0..<count).map { _ in
                    Posting(key: (made.next() >> 24) >> UInt64(made.next() % 40), number: made.next() % 5_000)
                }
            ).sorted()
            let first = entries.first.map { $0.key / 2 } ?? 9
            let bytes = PostingCodec.pack(entries[...], from: first)
            #expect(bytes.withUnsafeBytes { PostingCodec.Reader.all($0, from: first) } == entries)
            // Damaged bytes end the list and nothing else.
            let cut =
                Array(bytes.prefix(bytes.count / 2)) + [
                    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                ]
            #expect(cut.withUnsafeBytes { PostingCodec.Reader.all($0, from: first) }.count <= cut.count)
        }
    }

    @Test(arguments: [1, 30, 1_000])
    func `lists in the database are those of a dictionary, whenever they are merged`(interval: Int) throws {
        let queue = try DatabaseQueue()
        try queue.write { database in
            try database.execute(sql: "CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID")
            try DuplicateSchema.create(database)
        }
        var made = MadeUpWords(seed: UInt64(interval))
        var model: [UInt64: Set<Int64>] = [:]
        var stopped: Set<UInt64> = []
        var removed: Set<UInt64> = []
        // Few keys, so that lists are long and rows are parted; keys next to each other and far apart.
        let keys = (0..<3_000).map { UInt64($0 % 2 == 0 ? $0 : $0 &* 0x9E37_79B9) << 24 }
        var number: Int64 = 0
        for round in 0..<12 {
            try queue.write { database in
                let recent = try StoredPostings.loadRecent("fingerprint", database)
                let lists = try StoredPostings("fingerprint", database, recent: recent)
                for _ in 0..<100 {
                    number += 1
                    let chosen = Set((0..<30).compactMap { _ in keys.randomElement(using: &made) }).filter {
                        !stopped.contains($0)
                    }
                    lists.insert(Array(chosen), number: number)
                    for key in chosen { model[key, default: []].insert(number) }
                }
                let victim = keys[Int(made.next() % 3_000)]
                lists.stop(victim)
                stopped.insert(victim)
                if round % 3 == 2 { removed.insert(UInt64(made.next() % UInt64(number)) + 1) }
                if interval == 1 || interval == 30 && round % 4 == 3 {
                    try lists.merge(removed: removed)
                } else {
                    try lists.flush()
                }
            }
            try queue.write { database in
                let recent = try StoredPostings.loadRecent("fingerprint", database)
                let lists = try StoredPostings("fingerprint", database, recent: recent)
                try lists.prepare(Array(keys.prefix(1_500)))
                var found: [UInt64: [Int64]] = [:]
                try lists.visit(keys) { found[keys[$0], default: []].append($1) }
                for key in keys {
                    let numbers = (found[key] ?? []).filter { !removed.contains(UInt64($0)) }
                    let expected =
                        stopped.contains(key)
                        ? [0] : (model[key] ?? []).filter { !removed.contains(UInt64($0)) }.sorted()
                    #expect(numbers == expected)
                }
            }
        }
        if interval == 1 {
            try queue.read { database in
                let rows = try Int.fetchOne(database, sql: "SELECT count(*) FROM fingerprint_list") ?? 0
                #expect(rows > 3)
                let waiting = try Int.fetchOne(database, sql: "SELECT count(*) FROM fingerprint_recent")
                #expect(waiting == 0)
            }
        }
    }
}
