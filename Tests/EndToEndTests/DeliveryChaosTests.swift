import Foundation
import PotokCore
import PotokTesting
import Testing

extension EndToEndSuite {
    /// Runs that are killed at random moments while they deliver to sinks in trouble: in the end every sink holds the corpus.
    ///
    /// `POTOK_TEST_CHANGES=20000 POTOK_TEST_KILLS=30` makes as many changes and kills as often.
    @Suite(.serialized) struct DeliveryChaosTests {
        private static func number(_ name: String, _ usual: Int) -> Int {
            ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
        }

        private static let poisoned = 5

        private let changes = number("POTOK_TEST_CHANGES", 1_200)
        private let kills = number("POTOK_TEST_KILLS", 6)
        private let seed = UInt64(number("POTOK_TEST_SEED", Int.random(in: 0...99_999)))
        private let place: Workplace
        private let web: FadingWeb
        private let targets: Targets

        init() throws {
            place = try Workplace()
            web = try FadingWeb()
            targets = try Targets(seed: seed)
        }

        /// Lines of the NDJSON source; each step changes some of them.
        private var lines: Int { changes * 3 / 10 }
        /// Pages, which all go, some with each step.
        private var pages: Int { changes / 20 }
        /// Lines that change with a step, so that with the pages that come and go all changes are made.
        private var changed: Int { (changes - lines - 2 * pages) / kills }

        @Test(.timeLimit(.minutes(60)))
        func
            `whatever is killed, every sink holds exactly the corpus, also after a restored backup and a new database`()
            async throws
        {
            defer {
                web.stop()
                targets.stop()
            }
            var random = MadeUpTexts.Generator(seed: seed)
            try writePipeline()
            for number in 0..<Self.poisoned { targets.poison(key(ofLine: number * 7)) }
            var killed = 0
            var step = 0
            var usual = Duration.seconds(2)
            let clock = ContinuousClock()
            while killed < kills || step < kills {
                try writeLines(step)
                web.step = step
                let isDead = killed < kills / 2
                if targets.isDead, !isDead { _ = try await place.potok("sinks", "retry", "dead") }
                targets.isDead = isDead
                let start = clock.now
                let run = try place.start("run", "--quiet", limit: .seconds(600))
                // Every fifth is left alone.
                if step % 5 != 4 {
                    try await Task.sleep(for: usual * Double.random(in: 0.02...1, using: &random))
                    run.send(SIGKILL)
                }
                let ended = try await run.end()
                if ended.signal == SIGKILL {
                    killed += 1
                } else {
                    #expect([0, 4].contains(ended.exitCode), "\(ended)")
                    usual = start.duration(to: clock.now)
                }
                if step == kills * 2 / 3 {
                    _ = try await place.potok("run", "--quiet", limit: .seconds(600))
                    _ = try await place.potok("db", "backup", "backup.db")
                }
                step += 1
            }
            let last = try await place.potok("run", "--quiet", limit: .seconds(1_200))
            #expect([0, 4].contains(last.exitCode), "\(last)")
            try await deliverAll()
            try await expectEqual("after \(killed) kills", isOneDatabase: true)
            #expect(try await deadLetters() == Set((0..<Self.poisoned).map { key(ofLine: $0 * 7) }))
            try await place.expectSound()

            // The database is an older one again: what the sinks hold is newer.
            let restore = try await place.potok("db", "restore", "backup.db", "--replace")
            #expect(restore.exitCode == 0, "\(restore)")
            try await repairAll()
            try await expectEqual("after a restored backup")
            _ = try await place.potok("run", "--quiet", limit: .seconds(1_200))
            try await deliverAll()
            try await repairAll()
            try await expectEqual("after a run on the restored database")

            // There is a new database, which has never heard of pages that went meanwhile.
            web.isGone = true
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: place.path("potok.db" + suffix))
            }
            let anew = try await place.potok("run", "--quiet", limit: .seconds(1_200))
            #expect([0, 4].contains(anew.exitCode), "\(anew)")
            try await deliverAll()
            try await repairAll()
            try await expectEqual("after the database was made anew")
            print("\(changes) changes, \(killed) kills, seed \(seed); \(targets.figures)")
        }

        // MARK: Inputs

        private func writePipeline() throws {
            let urls = (0..<pages).map { "\"\(web.url($0))\"" }.joined(separator: ", ")
            func search(_ name: String, _ url: String, batch: Int) -> String {
                """
                { "name": "\(name)", "type": "opensearch", "url": "\(url)", "index": "corpus", "batchDocuments": \(batch),
                  "batchAge": "100 ms", "timeout": "10 s" }
                """
            }
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "index": { "batchDocuments": 300, "batchAge": "200 ms" },
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "revisit": "0 s", "longestRevisit": "0 s",
                             "parallelPerHost": 8, "robots": "obey", "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "lines", "type": "ndjson", "paths": ["lines.ndjson"] },
                               { "name": "web", "type": "urls", "urls": [\(urls)] } ],
                  "sinks": [ \(search("flaky", targets.flaky.url("/"), batch: 25)), \(search("slow", targets.slow.url("/"), batch: 200)),
                             { "name": "dead", "type": "meilisearch", "url": "\(targets.dead.url("/"))", "index": "corpus",
                               "batchDocuments": 200 },
                             { "name": "files", "type": "ndjson", "folder": "out", "fileBytes": "1 MiB" } ],
                  "limits": { "deliver": "3 s", "failOn": "100 %", "maxDeletes": "none" } }
                """
            )
        }

        private func writeLines(_ step: Int) throws {
            var text = ""
            for number in 0..<lines {
                // The lines are changed in turn.
                let times = (step * changed + lines - 1 - number) / lines
                let words = MadeUpTexts.text(number, round: times, paragraphs: 2).replacing("\n", with: "\\n")
                text += #"{"id": "line-\#(number)", "title": "Line \#(number)", "text": "\#(words)"}"# + "\n"
            }
            try place.write("lines.ndjson", text)
        }

        private func key(ofLine number: Int) -> String {
            DocumentKey(source: "lines", identifier: "line-\(number)").rawValue
        }

        // MARK: Ends

        /// Delivers until nothing waits any more.
        private func deliverAll() async throws {
            for _ in 0..<20 {
                let deliver = try await place.potok("deliver", "--json", limit: .seconds(600))
                if deliver.output.split(separator: "\n").allSatisfy({ $0.contains(#""waiting":0"#) }) { return }
            }
            Issue.record("there is something left to deliver: \(try await place.potok("sinks", "list"))")
        }

        /// Compares all sinks with the corpus and repairs what differs, until nothing does.
        private func repairAll() async throws {
            for _ in 0..<10 {
                let verify = try await place.potok("sinks", "verify", "--repair", limit: .seconds(600))
                try await deliverAll()
                if try await place.potok("sinks", "verify").exitCode == 0 { return }
                if verify.exitCode == nil { break }
            }
            Issue.record("the sinks differ: \(try await place.potok("sinks", "verify"))")
        }

        private func deadLetters() async throws -> Set<String> {
            let shown = try await place.potok("sinks", "show", "flaky", "--json", "--limit", "1000")
            return Set(
                shown.output.split(separator: "\n").filter { $0.contains("dead-letter") }.compactMap { line in
                    line.firstRange(of: #""key":""#).map { String(line[$0.upperBound...].prefix(32)) }
                }
            )
        }

        /// Every sink holds every document with its newest version and text, and no other.
        private func expectEqual(
            _ place: String,
            isOneDatabase: Bool = false,
            sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            let shown = try await self.place.potok("show", "--all", "--json")
            var corpus: [String: Held] = [:]
            for line in shown.output.split(separator: "\n") {
                let document = try JSONDecoder().decode(Shown.self, from: Data(line.utf8))
                corpus[document.key] = Held(version: document.version, text: document.text)
            }
            #expect(corpus.count >= lines, sourceLocation: sourceLocation)
            var refused = corpus
            for number in 0..<Self.poisoned { refused[key(ofLine: number * 7)] = nil }
            for (sink, held, expected) in [
                ("flaky", targets.flakyHeld, refused), ("slow", targets.slowHeld, corpus),
                ("dead", targets.deadHeld, corpus), ("files", try filesHeld(isOneDatabase: isOneDatabase), corpus),
            ] {
                let missing = expected.keys.filter { held[$0] == nil }
                let extra = held.keys.filter { expected[$0] == nil }
                let stale = held.filter { expected[$0.key].map { [value = $0.value] in $0 != value } ?? false }
                #expect(
                    missing.isEmpty && extra.isEmpty && stale.isEmpty,
                    "\(sink) \(place): \(missing.count) missing, \(extra.count) extra, \(stale.count) stale; seed \(seed)",
                    sourceLocation: sourceLocation
                )
            }
        }

        private struct Shown: Decodable {
            var key: String
            var version: Int64
            var text: String
        }

        /// What the lines of all files say in the end; no line is torn, and of one database none is there twice.
        private func filesHeld(isOneDatabase: Bool) throws -> [String: Held] {
            var newest: [String: (version: Int64, held: Held?)] = [:]
            var seen: Set<String> = []
            let names = try FileManager.default.contentsOfDirectory(atPath: place.path("out")).sorted()
            for name in names where !name.hasPrefix(".") {
                for line in try Data(contentsOf: URL(filePath: place.path("out/\(name)"))).split(separator: 0x0A) {
                    let change = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
                    let key = try #require(change["key"] as? String)
                    let version = try #require((change["version"] as? NSNumber)?.int64Value)
                    if !seen.insert("\(key) \(version)").inserted, isOneDatabase {
                        Issue.record("\(key) \(version) is in the files twice")
                    }
                    if let known = newest[key], known.version > version { continue }
                    let document = change["document"] as? [String: Any]
                    newest[key] = (version, document.map { Held(version: version, text: $0["text"] as? String ?? "") })
                }
            }
            return newest.compactMapValues(\.held)
        }
    }
}

/// What a sink holds of a document.
private struct Held: Equatable {
    var version: Int64
    var text: String
}

/// Pages that go one after the other, some with each step.
private final class FadingWeb: @unchecked Sendable {
    // Unchecked is right: what changes is reached with the lock held only, and `server` is set once.
    private let lock = NSLock()
    private var current = 0
    private var hasGone = false
    private var server: LoopbackServer?

    init() throws {
        server = try LoopbackServer { [unowned self] request in
            guard let number = Int(request.target.dropFirst()) else { return .response(404) }
            let (step, hasGone) = lock.withLock { (current, self.hasGone) }
            // What is there at the end of all steps goes when everything goes.
            if hasGone || number % 40 < step { return .response(410) }
            let tag = "\"1\""
            if request.headers["if-none-match"] == tag { return .response(304) }
            return .response(
                headers: [("Content-Type", "text/plain; charset=utf-8"), ("ETag", tag)],
                body: Array(MadeUpTexts.text(1_000_000 + number, round: 1, paragraphs: 2).utf8)
            )
        }
    }

    func url(_ number: Int) -> String { server?.url("/\(number)") ?? "" }
    func stop() { server?.stop() }

    /// How many steps there were.
    var step: Int {
        get { lock.withLock { current } }
        set { lock.withLock { current = newValue } }
    }

    /// Whether nothing is there any more.
    var isGone: Bool {
        get { lock.withLock { hasGone } }
        set { lock.withLock { hasGone = newValue } }
    }
}

/// Three search servers: one fails now and then, one is slow, one is dead for a while.
private final class Targets: @unchecked Sendable {
    // Unchecked is right: what changes is reached with the lock held only.
    private let lock = NSLock()
    private var random: MadeUpTexts.Generator
    private var faults = 0
    private var requests = 0
    private var dead_ = false
    private let flakyServer = OpenSearchServer()
    private let slowServer = OpenSearchServer()
    private let deadServer = MeilisearchServer()
    let flaky: FaultProxy
    let slow: FaultProxy
    let dead: FaultProxy

    init(seed: UInt64) throws {
        random = MadeUpTexts.Generator(seed: seed ^ 0xC0FFEE)
        let (flakyServer, slowServer, deadServer) = (flakyServer, slowServer, deadServer)
        flaky = try FaultProxy(isDelivery: OpenSearchServer.isDelivery, answer: flakyServer.answer)
        slow = try FaultProxy(isDelivery: OpenSearchServer.isDelivery) { request in
            if OpenSearchServer.isDelivery(request) { Thread.sleep(forTimeInterval: 0.05) }
            return slowServer.answer(request)
        }
        dead = try FaultProxy(isDelivery: { _ in true }, answer: deadServer.answer)
        flaky.inject { [unowned self] in fault() }
        dead.inject { [unowned self] in lock.withLock { dead_ } ? .cutBeforeWork : nil }
    }

    /// One of ten deliveries ends badly, before or after the work.
    private func fault() -> TargetFault? {
        lock.withLock {
            requests += 1
            guard Int.random(in: 0..<10, using: &random) == 0 else { return nil }
            faults += 1
            let faults: [TargetFault] = [
                .unavailable, .serverError, .badGateway, .cutBeforeWork, .cutAfterWork, .cutWithinAnswer,
                .malformedAnswer, .emptyAnswer,
            ]
            return faults.randomElement(using: &random)
        }
    }

    var isDead: Bool {
        get { lock.withLock { dead_ } }
        set { lock.withLock { dead_ = newValue } }
    }

    var figures: String { lock.withLock { "\(requests) deliveries to the flaky one, \(faults) of them with faults" } }

    /// Makes the flaky one refuse a document, whatever its version.
    func poison(_ key: String) {
        for _ in 0..<2_000 { flakyServer.refuse(key, status: 400, type: "mapper_parsing_exception") }
    }

    var flakyHeld: [String: Held] { Self.held(flakyServer) }
    var slowHeld: [String: Held] { Self.held(slowServer) }
    var deadHeld: [String: Held] {
        deadServer.documents("corpus").mapValues { document in
            Held(version: (document["version"] as? NSNumber)?.int64Value ?? 0, text: document["text"] as? String ?? "")
        }
    }

    private static func held(_ server: OpenSearchServer) -> [String: Held] {
        server.documents("corpus").mapValues { Held(version: $0.version, text: $0.source["text"] as? String ?? "") }
    }

    func stop() { for proxy in [flaky, slow, dead] { proxy.stop() } }
}
