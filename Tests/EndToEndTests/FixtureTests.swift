import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// `test`: pages that were kept, and the documents that are expected of them.
    @Suite(.serialized) struct FixtureTests {
        private let place: Workplace
        private let server: LoopbackServer

        private static let article = MadeUpTexts.text(4)
        private static let notice = "Kup kalosze nad rzeką, tylko dzisiaj taniej niż jutro."

        /// A page with a byte that is no UTF-8, which must be kept as it is.
        private static let page: [UInt8] = {
            let text = article.split(separator: "\n\n").map { "<p>\($0)</p>\r\n" }.joined()
            let html =
                "<!DOCTYPE html><html><head><title>O wydrach</title></head><body><main><h1>O wydrach</h1>\(text)"
                + "<p class=\"ad\">\(notice)</p></main><!-- "
            return Array(html.utf8) + [0xFF] + Array(" --></body></html>".utf8)
        }()

        init() throws {
            place = try Workplace()
            server = try LoopbackServer { request in
                switch request.target {
                case "/otters.html":
                    .response(
                        headers: [
                            ("Content-Type", "text/html; charset=utf-8"), ("Content-Language", "pl"), ("X-Other", "1"),
                        ],
                        body: Self.page
                    )
                case "/secret":
                    .page("<p>\(Self.article)</p>", headers: [("X-Robots-Tag", "noindex")])
                case "/notes.txt":
                    .response(headers: [("Content-Type", "text/plain")], body: Array("Notes on otters.\n\nMore.".utf8))
                default: .response(404)
                }
            }
        }

        private func writePipeline(_ normalize: String = "{}") throws {
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "sources": [
                  { "name": "texts", "type": "files", "paths": ["texts"] },
                  { "name": "rivers", "type": "urls", "urls": ["\(server.url("/otters.html"))"], "normalize": \(normalize) } ] }
                """
            )
        }

        private func record(_ path: String, _ more: String...) async throws -> Ended {
            try await Running(
                [PotokProgram.path, "test", "--record", server.url(path), "--allow-private"] + more,
                in: place.folder
            ).end()
        }

        private func text(_ name: String) throws -> String {
            try String(contentsOf: place.folder.appending(path: name), encoding: .utf8)
        }

        // MARK: One's own fixtures

        @Test func `a page that was recorded is as expected, until the pipeline reads it otherwise`() async throws {
            defer { server.stop() }
            try writePipeline()
            let recorded = try await record("/otters.html", "--name", "rivers/otters")
            #expect(recorded.exitCode == 0, "\(recorded)")
            #expect(recorded.output == "fixtures/rivers/otters.html\nfixtures/rivers/otters.json\n", "\(recorded)")
            #expect(recorded.problems.contains("source rivers, a document"), "\(recorded)")
            let body = try Data(contentsOf: place.folder.appending(path: "fixtures/rivers/otters.html"))
            #expect(Array(body) == Self.page)
            let description = try text("fixtures/rivers/otters.json")
            #expect(description.contains("\"content-language\": \"pl\"") && !description.contains("x-other"))
            #expect(description.contains("\"title\": \"O wydrach\""), "\(description)")
            server.stop()

            let equal = try await place.potok("test")
            #expect(equal.exitCode == 0 && equal.problems.isEmpty, "\(equal)")
            #expect(equal.output == "1 fixture, it is as expected\n", "\(equal)")

            try writePipeline("{ \"remove\": [\".ad\"] }")
            let differs = try await place.potok("test")
            #expect(differs.exitCode == 3, "\(differs)")
            let lines = differs.output.split(separator: "\n").map(String.init)
            #expect(lines.first == "rivers/otters (source rivers) differs", "\(differs)")
            #expect(lines.contains("  text") && lines.contains("  - \(Self.notice)"), "\(differs)")
            #expect(!lines.contains { $0.hasPrefix("  + ") } && !lines.contains("  title"), "\(differs)")
            #expect(lines.last == "1 fixture, 1 differs", "\(differs)")
            #expect(!differs.output.contains("\u{1B}"), "\(differs)")
            #expect(try text("fixtures/rivers/otters.json") == description)

            let updated = try await place.potok("test", "--update")
            #expect(updated.exitCode == 0 && updated.output.hasSuffix("1 fixture, 1 updated\n"), "\(updated)")
            let again = try await place.potok("test")
            #expect(again.exitCode == 0, "\(again)")
            let new = try text("fixtures/rivers/otters.json")
            #expect(!new.contains("kalosze") && description.contains("kalosze"))
            // Nothing else of the file has changed.
            #expect(new.prefix { $0 != "[" } == description.prefix { $0 != "[" })
        }

        @Test func `what is there is not recorded over, but with --update`() async throws {
            defer { server.stop() }
            #expect(try await record("/notes.txt", "mine").exitCode == 0)
            #expect(try text("mine/127.0.0.1-notes.txt") == "Notes on otters.\n\nMore.")
            let asked = server.requests.count
            let refused = try await record("/notes.txt", "mine")
            #expect(refused.exitCode == 1 && refused.problems.contains("[file.exists]"), "\(refused)")
            #expect(server.requests.count == asked)
            try place.write("mine/127.0.0.1-notes.txt", "Other words.")
            #expect(try await place.potok("test", "mine").exitCode == 3)
            let replaced = try await record("/notes.txt", "mine", "--update")
            #expect(replaced.exitCode == 0, "\(replaced)")
            #expect(try await place.potok("test", "mine").exitCode == 0)
        }

        @Test func `a page that is no document is a fixture of its code`() async throws {
            defer { server.stop() }
            try writePipeline()
            let recorded = try await record("/secret", "--name", "secret")
            #expect(recorded.exitCode == 0 && recorded.problems.contains("[excluded.robots]"), "\(recorded)")
            #expect(try text("fixtures/secret.json").contains("\"outcome\": \"excluded.robots\""))
            #expect(try await place.potok("test").exitCode == 0)
            let open = try await place.potok("test", "--set", "sources.rivers.fetch.robots=ignore")
            #expect(open.exitCode == 3, "\(open)")
            #expect(open.output.contains("  outcome\n  - excluded.robots\n  + indexed\n"), "\(open)")
        }

        @Test func `a page that cannot be had makes no fixture`() async throws {
            defer { server.stop() }
            let missing = try await record("/nothing")
            #expect(missing.exitCode == 3 && missing.problems.contains("[fetch.http-404]"), "\(missing)")
            let refused = try await place.potok("test", "--record", server.url("/otters.html"))
            #expect(refused.exitCode == 3 && refused.problems.contains("--allow-private"), "\(refused)")
            #expect(!FileManager.default.fileExists(atPath: place.path("fixtures")))
        }

        // MARK: Broken ones

        @Test func `a broken fixture is told with its place, and the others are run`() async throws {
            defer { server.stop() }
            try writePipeline()
            #expect(try await record("/otters.html", "--name", "otters").exitCode == 0)
            try place.write("fixtures/a.json", "{\n  \"url\": \"https://a.example/\",\n  \"tilte\": \"T\"\n}")
            try place.write("fixtures/a.html", "<p>Words.</p>")
            try place.write("fixtures/lone.json", "{ \"expect\": { \"title\": \"T\" } }")
            try place.write("fixtures/new.json", "{}")
            try place.write("fixtures/new.txt", "Words of a new text.")
            let ended = try await place.potok("test")
            #expect(ended.exitCode == 3, "\(ended)")
            #expect(ended.output == "4 fixtures, 3 cannot be run\n", "\(ended)")
            #expect(ended.problems.contains("fixtures/a.json:3:3: error: a fixture has no key 'tilte'"), "\(ended)")
            #expect(ended.problems.contains("fixtures/lone.json:1:1: error: the page is missing"), "\(ended)")
            #expect(ended.problems.contains("fixtures/new.json:1:1: error: it expects nothing"), "\(ended)")
            let updated = try await place.potok("test", "--update")
            #expect(updated.output.hasSuffix("4 fixtures, 1 updated, 2 cannot be run\n"), "\(updated)")
            let one = try await place.potok("test", "--name", "new")
            #expect(one.exitCode == 0 && one.output == "1 fixture, it is as expected\n", "\(one)")
        }

        @Test(arguments: [
            (["test"], 64, "there are no fixtures in"), (["test", "nowhere"], 64, "nowhere"),
            (["test", "--source", "rivers"], 64, "--record"), (["test", "--allow-private"], 64, "--record"),
            (["test", "--record", "ftp://a.example/"], 64, "[usage.url]"),
            (["test", "--record", "https://a.example/", "--name", "../a"], 64, "[usage.name]"),
            (["test", "--record", "https://a.example/", "--source", "river"], 64, "did you mean 'rivers'?"),
            (["test", "--set", "normalize.keep=nothing"], 78, "normalize"),
        ])
        func `misuse is told apart from what differs`(
            _ arguments: [String],
            _ code: Int32,
            _ words: String
        ) async throws {
            defer { server.stop() }
            try writePipeline()
            let ended = try await Running([PotokProgram.path] + arguments, in: place.folder).end()
            #expect(ended.exitCode == code && ended.output.isEmpty, "\(ended)")
            #expect(ended.problems.contains(words), "\(ended)")
        }
    }
}
