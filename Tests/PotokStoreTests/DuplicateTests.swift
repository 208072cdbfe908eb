import GRDB
import PotokCore
import PotokDeduplicate
import Testing

@testable import PotokStore

@Suite struct DuplicateTests {
    /// Identifiers and texts: articles with copies of several kinds, and pages of one template, mixed.
    private static func material(seed: UInt64 = 3) -> [(name: String, text: String)] {
        var made = MadeUpWords(seed: seed)
        var material: [(name: String, text: String)] = []
        let furniture = (0..<12).map { _ in made.text(12) }
        for group in 0..<8 {
            let words = made.words(150)
            var edited = words
            for index in stride(from: 4, to: 150, by: 11) { edited[index] = "zmiana\(index)" }
            material += [
                ("\(group)-a.txt", words.joined(separator: " ")),
                ("\(group)-b.txt", words.joined(separator: "  ").uppercased()),
                ("\(group)-c.txt", edited.joined(separator: " ")),
                ("\(group)-d.txt", words.prefix(80).joined(separator: " ")),
                ("\(group)-e.txt", made.text(60) + "\n" + words.joined(separator: " ") + "\n" + made.text(60)),
                ("\(group)-f.txt", (furniture + [made.text(40)]).joined(separator: "\n\n")),
                ("\(group)-g.txt", ([made.text(40)] + furniture).joined(separator: "\n\n")),
            ]
        }
        return made.shuffled(material)
    }

    /// What each document is linked to, by identifiers.
    private func links(_ corpus: Corpus) async throws -> [String: String] {
        var links: [String: String] = [:]
        var names: [String: String] = [:]
        var records: [DocumentV1] = []
        try await corpus.store.forEachDocument { record in records.append(record.document) }
        for record in records { names[record.key] = record.identifier }
        for record in records {
            guard let other = record.duplicateOf, let name = names[other] else { continue }
            links[record.identifier ?? ""] =
                "\(name) \(record.duplicateRelation?.rawValue ?? "?") \(record.duplicateScore ?? -1)"
        }
        return links
    }

    private func ingest(
        _ material: [(name: String, text: String)],
        into corpus: Corpus,
        inBatchesOf size: Int,
        store: Store? = nil,
        judge: ExactJudge = ExactJudge()
    ) async throws {
        let store = store ?? corpus.store
        let run = try await store.beginRun(
            sources: ["first", "second"],
            inWork: [],
            processIdentifier: 1,
            judge: judge,
            now: corpus.now
        )
        let seeds = material.map { Seed(locator: .file(path: "/data/\($0.name)", identifier: $0.name), fileTag: "1") }
        _ = try await store.seed(seeds, source: "first", run: run, now: corpus.now)
        let requests = try await store.claimFiles(limit: 10_000, run: run, now: corpus.now)
        let texts = Dictionary(uniqueKeysWithValues: material.map { ($0.name, $0.text) })
        let order = Dictionary(uniqueKeysWithValues: material.enumerated().map { ($0.element.name, $0.offset) })
        let sorted = requests.sorted { order[$0.locator.description] ?? 0 < order[$1.locator.description] ?? 0 }
        for start in stride(from: 0, to: sorted.count, by: size) {
            let batch = sorted[start..<min(start + size, sorted.count)].map {
                corpus.settlement($0, text: texts[$0.locator.description] ?? "")
            }
            _ = try await store.commit(batch, run: run, judge: judge, now: corpus.now)
        }
        try await store.endRun(run, end: .finished, now: corpus.now)
    }

    @Test func `the same groups come out in one batch, in many, and by many processes`() async throws {
        let material = Self.material()
        let whole = try Corpus()
        try await ingest(material, into: whole, inBatchesOf: 1_000)
        let expected = try await links(whole)
        #expect(expected.count >= 8 * 4)
        #expect(expected.keys.allSatisfy { !$0.contains("-f") && !$0.contains("-g") })
        for size in [1, 7, 20] {
            let parts = try Corpus()
            try await ingest(material, into: parts, inBatchesOf: size)
            #expect(try await links(parts) == expected, "batches of \(size)")
        }
        let resumed = try Corpus()
        for start in stride(from: 0, to: material.count, by: 6) {
            // Another store over the same file remembers nothing but what the file says.
            let store = try Store(path: resumed.path, mode: .write)
            let part = Array(material[start..<min(start + 6, material.count)])
            try await ingest(part, into: resumed, inBatchesOf: 4, store: store)
            try store.close()
        }
        #expect(try await links(resumed) == expected)
    }

    @Test func `a search shows one hit of a group of near duplicates`() async throws {
        var made = MadeUpWords(seed: 5)
        let words = made.words(150)
        var edited = words
        for index in stride(from: 4, to: 150, by: 11) { edited[index] = "zmiana\(index)" }
        let corpus = try Corpus()
        let texts = [("a.txt", words), ("b.txt", edited), ("c.txt", made.words(150) + [words[0]])]
        try await ingest(texts.map { ($0.0, $0.1.joined(separator: " ")) }, into: corpus, inBatchesOf: 2)
        #expect(try await links(corpus).keys.sorted() == ["b.txt"])
        let answer = try await corpus.store.search(SearchQuery(words[0]), limit: 5)
        #expect(answer.total == 2)
        let similar = answer.hits.map { "\($0.document.document.identifier ?? "") +\($0.similar)" }
        #expect(similar.sorted() == ["a.txt +1", "c.txt +0"])
        // What only one of the group says finds the group too.
        let edit = try await corpus.store.search(SearchQuery("zmiana4"), limit: 5)
        #expect(edit.hits.map(\.document.document.identifier) == ["b.txt"])
        #expect(edit.hits.map(\.similar) == [1])
    }

    @Test(arguments: 1...3)
    func `another order of arrival gives the same groups`(seed: Int) async throws {
        let material = Self.material()
        let first = try Corpus()
        try await ingest(material, into: first, inBatchesOf: 10)
        var made = MadeUpWords(seed: UInt64(seed))
        let second = try Corpus()
        try await ingest(made.shuffled(material), into: second, inBatchesOf: 10)
        let (one, two) = (try await links(first), try await links(second))
        #expect(one.mapValues { $0.split(separator: " ")[0] } == two.mapValues { $0.split(separator: " ")[0] })
    }

    @Test func `a commit that fails leaves nothing behind in memory`() async throws {
        let material = Self.material()
        let corpus = try Corpus()
        let expected = try Corpus()
        try await ingest(material, into: expected, inBatchesOf: 1_000)
        try await ingest(Array(material.prefix(20)), into: corpus, inBatchesOf: 1_000)
        let run = try await corpus.begin()
        let stray = Seed(locator: .file(path: "/data/x", identifier: "x"), fileTag: "1")
        _ = try await corpus.store.seed([stray], source: "first", run: run, now: corpus.now)
        let request = try #require(try await corpus.store.claimFiles(limit: 1, run: run, now: corpus.now).first)
        let text = material[30].text
        let settlement = corpus.settlement(request, text: text)
        await #expect(throws: (any Error).self) {
            try await corpus.store.write { [duplicates = corpus.store.duplicates, now = corpus.now] database in
                var committer = try Committer(
                    database: database,
                    run: run,
                    judge: ExactJudge(),
                    now: now,
                    memory: duplicates
                )
                try committer.settle(settlement)
                _ = try committer.finish()
                throw PotokError("test.failed", "after everything was written")
            }
        }
        try await ingest(Array(material.dropFirst(20)), into: corpus, inBatchesOf: 1_000)
        let wanted = try await links(expected)
        #expect(try await links(corpus) == wanted)
    }

    @Test func `a link that was wrong is taken back, and sinks are told`() async throws {
        var made = MadeUpWords(seed: 9)
        let furniture = (0..<12).map { _ in made.text(12) }
        let pages = (0..<10).map { ("\($0).txt", (furniture + [made.text(60)]).joined(separator: "\n")) }
        let corpus = try Corpus()
        try await ingest(Array(pages.prefix(4)), into: corpus, inBatchesOf: 10)
        let before = try await links(corpus)
        #expect(before.count == 3)
        let version = try #require(try await corpus.document("2.txt")?.version)
        try await ingest(Array(pages.dropFirst(4)), into: corpus, inBatchesOf: 10)
        #expect(try await links(corpus).isEmpty)
        let after = try #require(try await corpus.document("2.txt")?.version)
        #expect(after > version)
    }

    @Test func `a duplicate whose score changes is told to sinks with a new version`() async throws {
        var made = MadeUpWords(seed: 5)
        let words = made.words(300)
        let corpus = try Corpus()
        try await ingest(
            [
                ("a.txt", words.joined(separator: " ")),
                ("b.txt", (words.prefix(240) + made.words(20)).joined(separator: " ")),
            ],
            into: corpus,
            inBatchesOf: 10
        )
        let before = try #require(try await corpus.document("b.txt"))
        #expect(before.duplicateOf != nil)
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], tag: "2", run: run)
        let other = (made.words(12) + words.dropFirst(12)).joined(separator: " ")
        try await corpus.ingest(run: run, tag: "2") { _ in other }
        let after = try #require(try await corpus.document("b.txt"))
        #expect(after.duplicateOf == before.duplicateOf)
        #expect(after.duplicateScore != before.duplicateScore)
        #expect(after.version > before.version)
        #expect(after.revision == before.revision)
    }

    @Test func `a duplicate by less than the same text is an outcome with relation and score`() async throws {
        var made = MadeUpWords(seed: 1)
        let words = made.words(200)
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt", "b.txt"], run: run)
        let report = try await corpus.ingest(run: run) { name in
            name == "a.txt" ? words.joined(separator: " ") : words.prefix(100).joined(separator: " ")
        }
        #expect(report.outcomes == [.indexed: 1, .duplicate: 1])
        let key = try #require(try await corpus.document("a.txt")?.key)
        #expect(
            try await corpus.store.write {
                try String.fetchAll($0, sql: "SELECT reason FROM outcome WHERE kind = 'duplicate'")
            } == ["contained: 100 % of it is in \(key)"]
        )
    }

    @Test func `a document of a better source takes over, also when it is only near`() async throws {
        var made = MadeUpWords(seed: 2)
        let words = made.words(200)
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], source: "second", run: run)
        try await corpus.ingest(run: run) { _ in words.joined(separator: " ") }
        _ = try await corpus.seed(["b.txt"], source: "first", run: run)
        try await corpus.ingest(run: run) { _ in words.dropLast(10).joined(separator: " ") + " inny koniec" }
        let better = try #require(try await corpus.document("b.txt"))
        #expect(better.duplicateOf == nil)
        #expect(try await corpus.document("a.txt")?.duplicateOf == better.key)
        // And the other way round when the order of the sources changes.
        _ = try await corpus.begin(["second", "first"])
        let other = try #require(try await corpus.document("a.txt"))
        #expect(other.duplicateOf == nil)
        #expect(try await corpus.document("b.txt")?.duplicateOf == other.key)
    }

    @Test func `a changed document leaves its cluster, and comes back with its old text`() async throws {
        var made = MadeUpWords(seed: 4)
        let words = made.words(200)
        let (whole, half) = (words.joined(separator: " "), words.prefix(120).joined(separator: " "))
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt", "b.txt"], run: run)
        try await corpus.ingest(run: run) { $0 == "a.txt" ? whole : half }
        #expect(try await corpus.document("b.txt")?.duplicateRelation == .contained)
        for (tag, text, relation) in [("2", made.text(150), Relation?.none), ("3", half, .contained)] {
            corpus.now = Timestamp(secondsSince1970: corpus.now.secondsSince1970 + 60)
            let run = try await corpus.begin()
            _ = try await corpus.seed(["b.txt"], tag: tag, run: run)
            try await corpus.ingest(run: run, tag: tag) { _ in text }
            #expect(try await corpus.document("b.txt")?.duplicateRelation == relation)
        }
        // The representative changes: the other is on its own.
        corpus.now = Timestamp(secondsSince1970: corpus.now.secondsSince1970 + 60)
        let last = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], tag: "2", run: last)
        try await corpus.ingest(run: last, tag: "2") { _ in made.text(150) }
        #expect(try await corpus.document("b.txt")?.duplicateOf == nil)
    }

    @Test func `what a source wants to drop is not kept, unless it is the better one`() async throws {
        var made = MadeUpWords(seed: 6)
        let words = made.words(200)
        let judge = ExactJudge(
            sources: [
                ("first", DuplicateRules(dropped: [.contained, .same])), ("second", DuplicateRules()),
            ]
        )
        let corpus = try Corpus()
        try await ingest([("a.txt", words.joined(separator: " "))], into: corpus, inBatchesOf: 10, judge: judge)
        try await ingest(
            [
                ("b.txt", words.prefix(100).joined(separator: " ")), ("c.txt", words.joined(separator: "\n")),
                ("d.txt", made.text(100)),
            ],
            into: corpus,
            inBatchesOf: 10,
            judge: judge
        )
        #expect(try await corpus.store.documentCount() == 2)
        #expect(try await corpus.document("b.txt") == nil)
        let reasons = try await corpus.store.write {
            try String.fetchAll($0, sql: "SELECT reason FROM outcome WHERE kind = 'duplicate' ORDER BY reason")
        }
        #expect(reasons.map { String($0.prefix(10)) } == ["contained:", "same text "])
        // Its address is settled, not failed.
        #expect(
            try await corpus.store.write {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM frontier WHERE state = 'fetched'")
            } == 4
        )
    }

    @Test func `verdict and cluster tell what the links follow from`() async throws {
        var made = MadeUpWords(seed: 8)
        let words = made.words(200)
        let corpus = try Corpus()
        try await ingest(
            [
                ("a.txt", words.joined(separator: " ")), ("b.txt", words.prefix(100).joined(separator: " ")),
                ("c.txt", words.joined(separator: "\n").uppercased()),
            ],
            into: corpus,
            inBatchesOf: 10
        )
        let record = try #require(try await corpus.store.documents(named: "b.txt").first)
        let verdict = try await corpus.store.duplicateVerdict(of: record)
        #expect(verdict.representative?.document.identifier == "a.txt")
        #expect(verdict.link?.relation == .contained)
        #expect(verdict.link?.sharedCount == 98)
        #expect(verdict.link?.ownCount == 98)
        #expect(verdict.link?.otherCount == 198)
        #expect(verdict.clusterCount == 3)
        let cluster = try await corpus.store.cluster(of: record)
        #expect(cluster.map(\.record.document.identifier).first == "a.txt")
        #expect(Set(cluster.dropFirst().map(\.record.document.identifier)) == ["b.txt", "c.txt"])
        #expect(Set(cluster.map(\.relation)) == [nil, .contained, .same])
        #expect(cluster.map(\.score) == [nil, 1, 1])
        #expect(try await corpus.document("c.txt")?.duplicateScore == 1)
    }

    @Test func `fingerprints made anew give the same links`() async throws {
        let corpus = try Corpus()
        try await ingest(Self.material(), into: corpus, inBatchesOf: 10)
        let before = try await links(corpus)
        let result = try await corpus.store.rebuildFingerprints(
            judge: ExactJudge(),
            parameters: DuplicateParameters(version: 7, window: 32),
            now: corpus.now
        )
        #expect(result.documents == 56)
        #expect(result.relinked == 0)
        #expect(try await links(corpus) == before)
        #expect(try await corpus.store.storedDuplicateParameters() == DuplicateParameters(version: 7, window: 32))
    }

    @Test func `a database from before there were fingerprints gets them with its first run`() async throws {
        let corpus = try Corpus()
        try await ingest(Self.material(), into: corpus, inBatchesOf: 10)
        let expected = try await links(corpus)
        try await corpus.store.write { database in
            for table in [
                "duplicate_text", "duplicate_link", "fingerprint_recent", "paragraph_recent", "fingerprint_list",
                "paragraph_list",
            ] {
                try database.execute(sql: "DELETE FROM \(table)")
            }
            try database.execute(sql: "UPDATE document SET representative_id = NULL")
        }
        _ = try await corpus.begin()
        #expect(try await links(corpus) == expected)
    }

    // MARK: The filter

    @Test func `the filter says what the corpus says, with what came first as representative`() throws {
        var made = MadeUpWords(seed: 12)
        let words = made.words(200)
        let furniture = (0..<12).map { _ in made.text(12) }
        var inputs: [(id: String, text: String)] = [
            ("1", words.joined(separator: " ")), ("2", words.joined(separator: "\n").uppercased()),
            ("\"x\"", words.prefix(90).joined(separator: " ")),
        ]
        for index in 0..<12 { inputs.append(("\(10 + index)", (furniture + [made.text(60)]).joined(separator: "\n"))) }
        let filter = try DuplicateFilter(judge: ExactJudge(), window: 32)
        var sketcher = Sketcher()
        for input in inputs {
            let (sketch, hash) = sketcher.sketch(input.text)
            try filter.add(.init(identifier: input.id, text: input.text, site: "s", textHash: hash, sketch: sketch))
        }
        var links: [DuplicateFilter.Link] = []
        try filter.finish { links.append($0) }
        #expect(links.map(\.identifier) == ["2", "\"x\""])
        #expect(links.map(\.representative) == ["1", "1"])
        #expect(links.map(\.relation) == [.same, .contained])
        #expect(links.map(\.score) == [1, 1])
    }

    @Test func `the filter names the text that a copy was made from, beside the one that represents both`() throws {
        var made = MadeUpWords(seed: 14)
        let words = made.words(200)
        let own = made.words(120)
        // Half of the second is the first; the third is the second, but for three words.
        let second = Array(words.prefix(140)) + own
        var third = second
        for place in [20, 90, 200] { third[place] = "zmiana\(place)" }
        let filter = try DuplicateFilter(judge: ExactJudge(), window: 32)
        var sketcher = Sketcher()
        let texts = [words, second, third].map { $0.joined(separator: " ") }
        for (number, text) in (texts + [texts[1].uppercased(), texts[2].uppercased()]).enumerated() {
            let (sketch, hash) = sketcher.sketch(text)
            try filter.add(.init(identifier: "\(number)", text: text, site: "s", textHash: hash, sketch: sketch))
        }
        var links: [DuplicateFilter.Link] = []
        try filter.finish { links.append($0) }
        #expect(links.map(\.original) == ["0", "1", "1", "2"])
        #expect(links.map(\.representative) == ["0", "0", "0", "0"])
        #expect(links.map(\.relation) == [.near, .same, .same, .same])
        #expect(links.allSatisfy { $0.relation == .near ? (0.3..<0.6).contains($0.score) : $0.score > 0.9 })
    }
}
