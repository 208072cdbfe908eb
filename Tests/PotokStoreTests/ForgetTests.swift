import Foundation
import GRDB
import PotokCore
import PotokDeduplicate
import PotokText
import Testing

@testable import PotokStore

@Suite struct ForgetTests {
    private let corpus: Corpus
    private let judge = ExactJudge()

    init() throws { corpus = try Corpus() }

    // MARK: What is looked for

    /// A text whose words stand in no other text, so that even a single term gives it away.
    private static func secret(_ number: Int) -> String {
        var generator = MadeUpWords(seed: UInt64(9_000 + number))
        let letters = Array("bcdfghjkmnprst")
        let words = (0..<60).map { index in
            let first = letters[index % letters.count]
            let second = letters[(index / letters.count + number) % letters.count]
            return "\(first)x\(second)Żó\(generator.words(1)[0])v\(number)x\(index)q"
        }
        return words.joined(separator: " ")
    }

    /// Every run of five words as it is, folded and as terms of the index, and every term but its first letters, which the index may
    /// share with the term before.
    private static func traces(_ text: String) -> [String] {
        let words = text.split(separator: " ").map(String.init)
        let phrases = (0...(words.count - 5)).map { words[$0..<$0 + 5].joined(separator: " ") }
        let terms = AnalyserPool.shared.withAnalyser { analyser in
            analyser.analyse(text, language: "")
            return analyser.joined.split(separator: " ").map { String($0.dropFirst(3)) }
        }
        return phrases + phrases.map { Folding.fold($0) } + terms
    }

    /// How many of some traces stand in the files of the database.
    private func found(_ traces: [String], suffixes: [String] = ["", "-wal", "-shm", ".forgotten"]) throws -> Int {
        let files = suffixes.compactMap { try? Data(contentsOf: URL(filePath: corpus.path + $0)) }
        #expect(!files.isEmpty)
        return traces.count { trace in files.contains { $0.range(of: Data(trace.utf8)) != nil } }
    }

    private func forget(
        _ names: [String] = [],
        host: String? = nil,
        source: String? = nil,
        duplicates: Bool = false
    ) async throws -> ForgetPlan {
        var request = ForgetRequest(reason: "its author asks for it")
        (request.names, request.host, request.source, request.duplicates) = (names, host, source, duplicates)
        let plan = try await corpus.store.planForgetting(request, now: corpus.now)
        try await corpus.store.forget(plan.receipt, judge: judge, now: corpus.now)
        return plan
    }

    /// How an address ended last.
    private func ending(_ address: String) async throws -> String? {
        try await corpus.store.read { database in
            try String.fetchOne(
                database,
                sql: """
                    SELECT coalesce(code, kind) FROM outcome JOIN frontier ON frontier.id = frontier_id
                    WHERE address LIKE ? ORDER BY run_id DESC LIMIT 1
                    """,
                arguments: ["%" + address]
            )
        }
    }

    /// Other documents, and one with three revisions whose texts are all given away by each of their words.
    private func fill() async throws {
        for round in 0..<3 {
            corpus.now = Timestamp(secondsSince1970: corpus.now.secondsSince1970 + 86_400)
            let run = try await corpus.begin()
            for number in 0..<20 {
                var generator = MadeUpWords(seed: UInt64(number + 1))
                try await corpus.fetch("https://a.pl/\(number)", run: run, text: generator.text(80))
            }
            try await corpus.fetch("https://a.pl/secret", run: run, text: Self.secret(round))
            try await corpus.store.endRun(run, end: .finished, failure: nil, now: corpus.now)
            // Each look is due at once.
            try await corpus.store.write { try $0.execute(sql: "UPDATE frontier SET due_at = 0") }
        }
    }

    // MARK: Nothing is left

    @Test func `no word of any revision of a forgotten document is left in the files of the database`() async throws {
        try await fill()
        let traces = (0..<3).flatMap { Self.traces(Self.secret($0)) }
        #expect(try found(traces) > 300)
        let plan = try await forget(["https://a.pl/secret"])
        #expect(plan.documents.count == 1)
        #expect(plan.documents.first?.versions == 2)
        #expect(try found(traces) == 0)
        #expect(try await corpus.store.check() == [])
        #expect(try await corpus.store.documentCount() == 20)
        var generator = MadeUpWords(seed: 3)
        let word = generator.words(80)[40]
        #expect(try await corpus.store.search(SearchQuery(word), limit: 5).hits.isEmpty == false)
    }

    @Test func `what another analyser has put into the index goes too`() async throws {
        try await fill()
        try await corpus.store.write { try $0.execute(sql: "UPDATE search_entry SET analyser = 1") }
        _ = try await forget(["https://a.pl/secret"])
        #expect(try found((0..<3).flatMap { Self.traces(Self.secret($0)) }) == 0)
        #expect(try await corpus.store.check() == [])
    }

    @Test func `what is left of a receipt after a crash is done by the next opening`() async throws {
        try await fill()
        let traces = (0..<3).flatMap { Self.traces(Self.secret($0)) }
        var request = ForgetRequest(reason: "asked for")
        request.names = ["https://a.pl/secret"]
        let receipt = try await corpus.store.planForgetting(request, now: corpus.now).receipt
        // Killed after the receipt was written, and in the middle of writing another one.
        let file = ReceiptFile(database: corpus.path)
        try file.append([receipt])
        let handle = try FileHandle(forWritingTo: URL(filePath: file.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"schema\":\"forgotten.v1\",\"id\"".utf8))
        try handle.close()
        #expect(try await corpus.store.hasUnfinishedForgetting(countsTraces: true))
        #expect(try await corpus.store.documentCount() == 21)
        // Killed after the transaction, before the file was cleaned.
        try await corpus.store.carryOut(receipt, judge: judge, now: corpus.now)
        #expect(try found(traces) > 0)
        #expect(try await corpus.store.hasUnfinishedForgetting(countsTraces: true))
        #expect(try await corpus.store.completeForgetting(judge: judge, now: corpus.now) == 0)
        #expect(try found(traces) == 0)
        #expect(try await !corpus.store.hasUnfinishedForgetting(countsTraces: true))
        #expect(try file.read() == [receipt])
        #expect(try await corpus.store.documentCount() == 20)
    }

    @Test func `a backup that was made before is restored without it`() async throws {
        try await fill()
        let backup = corpus.folder.appending(path: "backup").path
        try await corpus.store.backUp(to: backup)
        _ = try await forget(["https://a.pl/secret"])
        try corpus.store.close()
        try await Store.restore(backup, to: corpus.path, replaces: true, judge: judge, now: corpus.now)
        #expect(try found((0..<3).flatMap { Self.traces(Self.secret($0)) }) == 0)
        let restored = try Store(path: corpus.path, mode: .write)
        #expect(try await restored.documentCount() == 20)
        #expect(try await restored.forgetReceipts().count == 1)
        #expect(try await restored.check() == [])
    }

    @Test func `receipts that only the database knows are written beside it again`() async throws {
        try await fill()
        let plan = try await forget(["https://a.pl/secret"])
        let file = ReceiptFile(database: corpus.path)
        try FileManager.default.removeItem(atPath: file.path)
        _ = try await corpus.store.completeForgetting(judge: judge, now: corpus.now)
        #expect(try file.read() == [plan.receipt])
    }

    /// What holds nothing of a page, or is emptied by `Purge` or by the judge of duplicates.
    private static let known: Set<String> = [
        "alarm", "archive", "arrival", "change", "copy_file", "deletion_series", "document", "duplicate_link",
        "duplicate_removed", "duplicate_text", "erasure", "fingerprint_list", "fingerprint_recent", "forgotten",
        "forgotten_hash", "frontier", "grdb_migrations", "host", "kept_page", "meta", "moved", "outbox",
        "outcome_tally", "paragraph_list", "paragraph_recent", "redirect", "robots", "run", "sample",
        "search_language", "sink", "source", "variant",
    ]

    /// A table that a later step of the schema brings must not be overlooked: its rows go with the document or the address that they
    /// belong to, or `Purge` takes them out and the table is named above.
    @Test func `every table goes with its document or address, or is known to be emptied`() async throws {
        let overlooked = try await corpus.store.read { database in
            let names = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            )
            var cascading: Set<String> = ["document", "frontier"]
            var count = 0
            while count != cascading.count {
                count = cascading.count
                for name in names {
                    let keys = try Row.fetchAll(database, sql: "PRAGMA foreign_key_list('\(name)')")
                    let goes = keys.contains {
                        $0["on_delete"] == "CASCADE" && cascading.contains($0["table"] as String)
                    }
                    if goes { cascading.insert(name) }
                }
            }
            return names.filter { name in
                // What FTS5 keeps for itself.
                let isOfIndex = name.hasPrefix("search_") && name != "search_language" && name != "search_entry"
                return !cascading.contains(name) && !Self.known.contains(name) && !isOfIndex
            }
        }
        #expect(overlooked == [])
    }

    // MARK: Nothing comes back

    @Test func `neither its address nor a redirect to it brings it back`() async throws {
        try await fill()
        _ = try await forget(["https://a.pl/secret"])
        let run = try await corpus.begin()
        try await corpus.fetch("https://a.pl/secret", run: run, text: "other words at the same place")
        #expect(try await ending("/secret") == "excluded.forgotten")
        try await corpus.fetch("https://a.pl/new", run: run, text: Self.secret(2), movedTo: "https://a.pl/secret")
        #expect(try await ending("/new") == "excluded.forgotten")
        try await corpus.fetch("https://a.pl/fine", run: run, text: "words that nobody minds at all")
        #expect(try await ending("/fine") == "indexed")
        #expect(try await corpus.document("https://a.pl/secret") == nil)
    }

    @Test(arguments: [false, true])
    func `a page that says it is a copy of it stays out, except on another site`(isOnSameSite: Bool) async throws {
        try await fill()
        _ = try await forget(["https://a.pl/secret"])
        let run = try await corpus.begin()
        let url = try #require(WebURL("https://a.pl/copy"))
        _ = try await corpus.store.seed([Seed(locator: .url(url))], source: "first", run: run, now: corpus.now)
        let requests = try await corpus.store.claim(hosts: ["a.pl": 30], run: run, now: corpus.now)
        let request = try #require(requests.first { $0.locator == .url(url) })
        var settlement = corpus.settlement(request, text: "words of a copy")
        settlement.canonical = CanonicalClaim(
            url: try #require(WebURL("https://a.pl/secret")),
            isOnSameSite: isOnSameSite
        )
        _ = try await corpus.store.commit([settlement], run: run, judge: judge, now: corpus.now)
        #expect(try await ending("/copy") == (isOnSameSite ? "excluded.forgotten" : "indexed"))
    }

    @Test(arguments: ["https://a.pl/secret", "https://a.pl/print"])
    func `a page that was merged into another goes with it, by whatever address it is named`(
        name: String
    ) async throws {
        let run = try await corpus.begin()
        try await corpus.fetch("https://a.pl/secret", run: run, text: Self.secret(0))
        let print = try #require(WebURL("https://a.pl/print"))
        _ = try await corpus.store.seed([Seed(locator: .url(print))], source: "first", run: run, now: corpus.now)
        let request = try #require(try await corpus.store.claim(hosts: ["a.pl": 9], run: run, now: corpus.now).first)
        let added = Self.secret(1).split(separator: " ").prefix(5).joined(separator: " ")
        let text = "\(Self.secret(0)) \(added)"
        var settlement = corpus.settlement(request, text: text)
        settlement.canonical = CanonicalClaim(url: try #require(WebURL("https://a.pl/secret")), isOnSameSite: true)
        _ = try await corpus.store.commit([settlement], run: run, judge: judge, now: corpus.now)
        #expect(try await corpus.store.documentCount() == 1)
        let plan = try await forget([name])
        #expect(plan.documents.count == 2)
        #expect(plan.documents.count { $0.isHidden } == 1)
        #expect(try found(Self.traces(text)) == 0)
        let next = try await corpus.begin()
        try await corpus.fetch("https://a.pl/print", run: next, text: text)
        #expect(try await ending("/print") == "excluded.forgotten")
    }

    @Test(arguments: [false, true])
    func `the same text under another address goes and stays out when duplicates were asked for`(
        duplicates: Bool
    ) async throws {
        try await fill()
        var run = try await corpus.begin()
        try await corpus.fetch("https://b.pl/twin", run: run, text: Self.secret(2))
        let plan = try await forget(["https://a.pl/secret"], duplicates: duplicates)
        #expect(plan.documents.count == (duplicates ? 2 : 1))
        #expect(plan.duplicatesLeft == (duplicates ? 0 : 1))
        let twin = try await corpus.document("https://b.pl/twin")
        #expect((twin == nil) == duplicates)
        #expect(twin?.duplicateOf == nil)
        run = try await corpus.begin()
        try await corpus.fetch("https://c.pl/third", run: run, text: Self.secret(2))
        #expect(try await ending("/third") == (duplicates ? "excluded.forgotten" : "duplicate"))
        #expect(try await corpus.store.check() == [])
    }

    @Test func `a host or a source goes with all it has, and nothing of it comes again`() async throws {
        try await fill()
        var run = try await corpus.begin()
        try await corpus.fetch("https://b.pl/one", run: run, text: "some words of another host")
        let plan = try await forget(host: "a.pl")
        #expect(plan.documents.count == 21)
        #expect(try await corpus.store.documentCount() == 1)
        run = try await corpus.begin()
        try await corpus.fetch("https://a.pl/never-seen", run: run, text: "new words of the host")
        #expect(try await ending("/never-seen") == "excluded.forgotten")
        _ = try await forget(source: "first")
        #expect(try await corpus.store.documentCount() == 0)
        try await corpus.fetch("https://d.pl/", run: run, text: "new words of the source")
        #expect(try await ending("d.pl/") == "excluded.forgotten")
        #expect(try await corpus.store.check() == [])
    }

    @Test func `an address that was never seen can be kept out`() async throws {
        let plan = try await forget(["https://a.pl/never"])
        #expect(plan.unseen == ["https://a.pl/never"])
        #expect(plan.documents.isEmpty)
        let run = try await corpus.begin()
        try await corpus.fetch("https://a.pl/never", run: run, text: "words")
        #expect(try await ending("/never") == "excluded.forgotten")
    }

    @Test func `a receipt that is lifted lets it come again, and brings nothing back itself`() async throws {
        try await fill()
        let plan = try await forget(["https://a.pl/secret"])
        var run = try await corpus.begin()
        try await corpus.fetch("https://a.pl/secret", run: run, text: Self.secret(0))
        await #expect(throws: PotokError.self) { try await corpus.store.lift(receipt: "ffff", now: corpus.now) }
        let lifted = try await corpus.store.lift(receipt: String(plan.receipt.id.prefix(8)), now: corpus.now)
        #expect(lifted.liftedAt == corpus.now.text)
        #expect(try await corpus.document("https://a.pl/secret") == nil)
        #expect(try ReceiptFile(database: corpus.path).read() == [lifted])
        run = try await corpus.begin()
        try await corpus.fetch("https://a.pl/secret", run: run, text: Self.secret(0))
        #expect(try await ending("/secret") == "indexed")
        // An older database that still knows it as it was learns that it was lifted.
        #expect(try await corpus.store.completeForgetting(judge: judge, now: corpus.now) == 0)
        #expect(try await corpus.document("https://a.pl/secret") != nil)
    }

    // MARK: Sinks, and what is told

    @Test func `every sink is told, and asked to take out what it wrote before`() async throws {
        _ = try await corpus.store.register(
            sinks: [SinkRegistration(name: "files", target: "x", representativesOnly: false)],
            now: corpus.now
        )
        try await fill()
        let key = try #require(try await corpus.document("https://a.pl/secret")).key
        _ = try await forget(["https://a.pl/secret"])
        let waiting = try await corpus.store.waiting(for: "files", limit: 100, bytes: 1 << 20, now: corpus.now)
        let change = try #require(waiting.changes.first { $0.change.key.rawValue == key })
        #expect(change.change.kind == .delete)
        #expect(try await corpus.store.erasures(for: "files").map(\.rawValue) == [key])
        try await corpus.store.noteErased([change.change.key], sink: "files")
        #expect(try await corpus.store.erasures(for: "files").isEmpty)
    }

    @Test func `a receipt holds nothing but hashes and what a person wrote`() async throws {
        try await fill()
        let plan = try await forget(["https://a.pl/secret"], duplicates: true)
        let text = try String(contentsOfFile: ReceiptFile(database: corpus.path).path, encoding: .utf8)
        for word in ["a.pl", "secret", plan.documents[0].key.rawValue, "Title"] { #expect(!text.contains(word)) }
        #expect(text.contains("its author asks for it"))
    }

    @Test func `names that stand for nothing or for several are refused`() async throws {
        var request = ForgetRequest(reason: "x")
        request.names = ["nothing.txt"]
        await #expect(throws: PotokError.self) {
            try await corpus.store.planForgetting(request, now: corpus.now)
        }
    }
}
