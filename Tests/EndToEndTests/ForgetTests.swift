import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// What is forgotten is gone from every file, and nothing brings it back.
    @Suite(.serialized) final class ForgetTests {
        private let place: Workplace
        /// The version of the page that is to be forgotten.
        private let round = Counter()
        private let server: LoopbackServer

        /// A number that the server's threads read.
        private final class Counter: @unchecked Sendable {
            private let lock = NSLock()
            private var value = 0
            var current: Int {
                get { lock.withLock { value } }
                set { lock.withLock { value = newValue } }
            }
        }

        init() throws {
            place = try Workplace()
            let round = round
            server = try LoopbackServer { request in
                func article(_ title: String, _ text: String) -> LoopbackServer.Answer {
                    let paragraphs = text.split(separator: "\n\n").map { "<p>\($0)</p>" }.joined()
                    return .page(
                        "<html><title>\(title)</title><article><h1>\(title)</h1>\(paragraphs)</article></html>"
                    )
                }
                switch request.target {
                case "/feed":
                    let items = (1...6).map { "<item><link>/page/\($0)</link></item>" }.joined()
                    let secret = Self.secret(round.current).replacing("\n\n", with: "</p><p>")
                    return .response(
                        headers: [("Content-Type", "application/rss+xml")],
                        body: Array(
                            """
                            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
                            <title>t</title>\(items)<item><title>\(Self.title)</title><link>/secret</link>
                            <content:encoded><![CDATA[<p>\(secret)</p>]]></content:encoded></item>
                            <item><link>/way</link></item></channel></rss>
                            """.utf8
                        )
                    )
                case "/secret": return article(Self.title, Self.secret(round.current))
                case "/copy":
                    let text = Self.secret(1).replacing("\n\n", with: "</p><p>")
                    return .page(
                        "<title>\(Self.title)</title><link rel=canonical href=/secret><article><p>\(text)</p></article>"
                    )
                case "/way": return .redirect(301, to: "/secret")
                case let target where target.hasPrefix("/page/"):
                    let number = Int(target.dropFirst(6)) ?? 0
                    return article("Strona \(number)", MadeUpTexts.text(number))
                default: return .response(404)
                }
            }
            try place.write("data/about.txt", "the database and what the sink writes")
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "data/potok.db",
                  "fetch": { "delay": "0 s", "revisit": "0 s", "longestRevisit": "0 s",
                             "allowAddresses": ["127.0.0.0/8"], "warc": "archive" },
                  "sources": [ { "name": "news", "type": "feed", "urls": ["\(server.url("/feed"))"],
                                 "poll": "0 s", "longestPoll": "0 s" } ],
                  "sinks": [ { "name": "files", "type": "ndjson", "folder": "data/out" } ] }
                """
            )
        }

        deinit { server.stop() }

        // MARK: What is looked for

        private static let title = "Zażółcony Książę opuszcza Wysokie Źródła Północnego Wybrzeża"
        private static func secret(_ round: Int) -> String { MadeUpTexts.text(900, round: round) }

        /// Runs of five words of titles and texts, as they are and folded: 20 of each text and those of the title.
        private static let phrases: [String] = {
            func phrases(_ text: Substring) -> [String] {
                let words = text.split(separator: " ")
                return (0...(words.count - 5)).map { words[$0..<$0 + 5].joined(separator: " ") }
            }
            let found =
                phrases(title[...])
                + (0..<2).flatMap { round in
                    secret(round).split(separator: "\n\n").flatMap { phrases($0[...]).prefix(5) }
                }
            return found
                + found.map { phrase in
                    phrase.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).replacing(
                        "ł",
                        with: "l"
                    )
                }
        }()

        /// Which of the phrases stand in any file of the folder of the database and the sink.
        private func found() throws -> [String] {
            let folder = place.folder.appending(path: "data")
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            #expect(names.contains("potok.db") && names.contains { $0.hasSuffix(".ndjson") })
            let files = names.filter { !$0.contains("backup") }
                .compactMap { try? Data(contentsOf: folder.appending(path: $0)) }
            return Self.phrases.filter { phrase in files.contains { $0.range(of: Data(phrase.utf8)) != nil } }
        }

        @discardableResult
        private func potok(
            _ arguments: String...,
            exitCode: Int32 = 0,
            sourceLocation: SourceLocation = #_sourceLocation
        ) async throws -> Ended {
            let ended = try await Running([PotokProgram.path] + arguments, in: place.folder).end()
            #expect(ended.exitCode == exitCode, "\(arguments): \(ended)", sourceLocation: sourceLocation)
            return ended
        }

        /// Two runs, with a backup between the second and what comes.
        private func fill() async throws {
            for version in 0..<2 {
                round.current = version
                try await potok("run", "--quiet")
            }
            try await potok("db", "backup", "data/backup")
            #expect(try found().count > 40)
        }

        private var secret: String { server.url("/secret") }

        /// Nothing of it is there, everything else is, and the sink holds what the corpus holds.
        private func expectForgotten(_ when: Comment, sourceLocation: SourceLocation = #_sourceLocation) async throws {
            #expect(try found() == [], when, sourceLocation: sourceLocation)
            let corpus = try await place.corpus("data/potok.db")
            #expect(corpus.entries.count == 6, when, sourceLocation: sourceLocation)
            #expect(!corpus.byURL.keys.contains(secret), when, sourceLocation: sourceLocation)
            let verified = try await potok("sinks", "verify")
            #expect(verified.output == "sink files: 6 equal\n", "\(when): \(verified)", sourceLocation: sourceLocation)
            try await potok("db", "check")
        }

        // MARK: Tests

        @Test func `no phrase is left in any file, and neither runs, imports nor backups bring it back`() async throws {
            try await fill()
            let plan = try await potok("forget", secret, "--dry-run")
            #expect(
                plan.output.contains("1 document, 1 old version") && plan.output.contains("archive/potok-"),
                "\(plan)"
            )
            #expect(try await potok("forget", secret, exitCode: 64).problems.contains("--reason"))
            #expect(try await potok("forget", secret, "--reason", "x", exitCode: 64).problems.contains("--yes"))
            #expect(try found().count > 40)

            let forgotten = try await potok("forget", secret, "--reason", "its author asks for it", "--yes")
            #expect(forgotten.output.contains("still in    archive/potok-"), "\(forgotten)")
            #expect(forgotten.output.contains("sink files: 1 removed"), "\(forgotten)")
            try await expectForgotten("after it was forgotten")

            for number in 1...2 {
                try await potok("run", "--quiet")
                try await expectForgotten("after run \(number)")
            }
            let story = try await potok("explain", secret)
            #expect(
                story.output.contains("its author asks for it") && story.output.contains("[excluded.forgotten]"),
                "\(story)"
            )
            #expect(try await potok("explain", server.url("/way")).output.contains("[excluded.forgotten]"))

            let line = try JSONSerialization.data(
                withJSONObject: ["url": secret, "title": Self.title, "text": Self.secret(1)]
            )
            try place.write("import.ndjson", line + Data("\n".utf8))
            #expect(try await potok("add", "import.ndjson").output.contains("1 excluded"))
            try await expectForgotten("after an import")
            #expect(try await potok("add", secret).output.contains("1 excluded"))
            try await expectForgotten("after it was added by hand")
            #expect(try await potok("add", server.url("/copy")).output.contains("1 excluded"))
            try await expectForgotten("after a copy of it was added")
            try await potok("run", "--dry-run", "--quiet")
            try await expectForgotten("after a dry run")

            try await potok("db", "restore", "data/backup", "--replace")
            #expect(try found() == [])
            try await potok("run", "--quiet")
            try await expectForgotten("after a backup was restored")
            // Somebody puts it there by hand.
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: place.path("data/potok.db\(suffix)"))
            }
            try FileManager.default.copyItem(atPath: place.path("data/backup"), toPath: place.path("data/potok.db"))
            let replayed = try await potok("run")
            #expect(replayed.problems.contains("1 receipt beside the database carried out"), "\(replayed)")
            try await potok("sinks", "verify", "--repair")
            try await expectForgotten("after a backup was put there by hand")
        }

        @Test func `a file goes by what its source calls it, and is read by no later run`() async throws {
            try place.write("texts/one.txt", "\(Self.title)\n\n\(Self.secret(0))")
            try place.write("texts/two.txt", MadeUpTexts.text(2))
            try place.writePipeline(
                paths: ["texts"],
                more: "\"sinks\": [ { \"name\": \"files\", \"type\": \"ndjson\", \"folder\": \"data/out\" } ]",
                database: "data/potok.db"
            )
            try await potok("run", "--quiet")
            #expect(try found().count > 20)
            let forgotten = try await potok("forget", "texts/one.txt", "--reason", "asked for", "--yes")
            #expect(forgotten.output.contains("still in    \(place.path("texts/one.txt"))"), "\(forgotten)")
            #expect(try found() == [])
            try place.write("texts/one.txt", "\(Self.title)\n\n\(Self.secret(1))")
            let run = try await potok("run")
            #expect(run.output.contains("1 excluded"), "\(run)")
            #expect(try found() == [])
            #expect(try await place.corpus("data/potok.db").entries.count == 1)
        }

        @Test func `a receipt is listed, and lifted it lets the page come again`() async throws {
            try await fill()
            let forgotten = try await potok("forget", secret, "--reason", "by mistake", "--yes", "--json")
            let receipt = try #require(try forgotten.jsonLines().first)
            let id = try #require(receipt["id"] as? String)
            #expect(receipt["documents"] as? Int == 1 && receipt["versions"] as? Int == 1)
            #expect(try await potok("forget", "--list").output.contains("by mistake"))
            try await potok("run", "--quiet")
            #expect(try await potok("forget", "--undo", "no", exitCode: 1).problems.contains("there is no receipt"))
            #expect(try await potok("forget", "--undo", id).output.contains("is lifted"))
            #expect(try found() == [])
            try await potok("run", "--quiet")
            #expect(try await place.corpus("data/potok.db").byURL.keys.contains(secret))
            #expect(try await potok("forget", "--list").output.contains("; lifted 2"))
        }

        @Test func `killed at any moment it is either not forgotten or forgotten by the next run`() async throws {
            try await fill()
            _ = try await place.shell("cp -r data saved")
            var delay = 0.02
            var forgotten = 0
            // How long it takes is the machine's to say; the moments after the first that was late enough matter as well.
            while forgotten < 5, delay < 60 {
                _ = try await place.shell("rm -rf data && cp -r saved data")
                let running = try place.start("forget", secret, "--reason", "asked for", "--yes")
                try await Task.sleep(for: .seconds(delay))
                running.send(SIGKILL)
                _ = try await running.end()
                // What is torn is no receipt: nothing was said to be forgotten yet.
                let receipts = try? String(contentsOfFile: place.path("data/potok.db.forgotten"), encoding: .utf8)
                let isForgotten = receipts?.contains("\n") ?? false
                if isForgotten { forgotten += 1 }
                try await potok("run", "--quiet")
                if isForgotten {
                    try await expectForgotten("killed after \(delay) s")
                } else {
                    #expect(try await place.corpus("data/potok.db").entries.count == 7)
                }
                delay *= 1.25
            }
            #expect(forgotten == 5)
        }
    }
}
