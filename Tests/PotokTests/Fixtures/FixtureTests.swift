import Foundation
import PotokConfiguration
import PotokCore
import Testing

@testable import Potok

struct FixtureTests {
    private func read(_ text: String, sources: [String] = ["rivers"]) throws -> FixtureReader.Reading {
        try FixtureReader(SourceText(name: "a.json", bytes: Array(text.utf8)), sources: sources)
            .read(name: "a", mediaType: "text/html")
    }

    // MARK: Descriptions

    @Test func `what is written is read again as it was`() throws {
        let url = try #require(WebURL("https://a.example/1?b=\"c\""))
        let expectation = FixtureExpectation(values: [
            .title: ["A \"title\" \\ of two"], .authors: ["Ann", "Jan Żak"], .published: ["2026-01"], .language: [],
            .text: ["First.", "", "\tSecond\u{2028} line.", "Third."],
        ])
        for contentType in ["text/html; charset=utf-8", nil] {
            let fixture = Fixture(
                name: "a",
                source: "rivers",
                url: url,
                contentType: contentType,
                headers: ["link": "<https://a.example/1>; rel=\"canonical\"", "content-language": "pl"],
                expectation: expectation
            )
            let read = try read(FixtureWriter.text(fixture)).fixture
            #expect(read.url == url && read.source == "rivers" && read.contentType == contentType)
            #expect(read.headers == fixture.headers)
            #expect(read.expectation == expectation)
        }
    }

    @Test func `a text has a line of the file for each of its own`() throws {
        let fixture = Fixture(name: "a", expectation: FixtureExpectation(values: [.text: ["First.", "", "Second."]]))
        #expect(
            FixtureWriter.text(fixture).contains(
                "\"text\": [\n      \"First.\",\n      \"\",\n      \"Second.\"\n    ]\n"
            )
        )
    }

    @Test func `what is not said of the type is told by the name of the page, and null says that there was none`()
        throws
    {
        #expect(try read("{}").fixture.contentType == "text/html")
        #expect(try read("{\"contentType\": null}").fixture.contentType == nil)
        #expect(try read("{\"contentType\": \"text/plain\"}").fixture.contentType == "text/plain")
    }

    @Test(arguments: [
        ("{\n  \"url\": \"ftp://a.example/\"\n}", 2, "fixture.value", "http or https URL"),
        ("{\n\n  \"expct\": {}\n}", 3, "fixture.value", "no key 'expct'"),
        ("{\"source\": \"river\"}", 1, "fixture.value", "no source 'river'"),
        ("{\"headers\": {\n\"link\": 1}}", 2, "fixture.value", "'link' is text, not the number 1"),
        ("{\"expect\": {\"text\": [\"a\",\n\n 2]}}", 3, "fixture.value", "the number 2"),
        ("{\"expect\": {\"published\": \"yesterday\"}}", 1, "fixture.value", "date"),
        ("{\"expect\": {\"outcome\": \"excluded.indx\"}}", 1, "fixture.value", "excluded.indx"),
        ("{\"expect\": {\"outcome\": \"excluded.index\",\n\"title\": \"T\"}}", 2, "fixture.value", "no 'title'"),
        ("{\"expect\": []}", 1, "fixture.value", "an object, not a list"), ("[]", 1, "fixture.value", "an object"),
        ("{\n\"url\": \"https://a.example/\",\n}", 2, "json.trailing-comma", "comma"),
        ("", 1, "json.empty", "no JSON"),
    ])
    func `a description that is wrong is told with its place`(
        _ text: String,
        _ line: Int,
        _ code: String,
        _ words: String
    ) throws {
        let error = try #require(throws: BrokenFixture.self) { try read(text) }
        #expect(error.diagnostic.location?.line == line, "\(error)")
        #expect(error.diagnostic.code.rawValue == code, "\(error)")
        #expect(error.diagnostic.message.contains(words), "\(error)")
    }

    @Test(arguments: [
        ("{ \"expect\": { \"title\": \"Old\" }, // mine\n  \"url\": \"https://a.example/\" }", "// mine\n  \"url\""),
        ("{ \"url\": \"https://a.example/\" } // mine", " } // mine"),
        ("{}", "{"), ("{ \"expect\": {} }", "{ \"expect\": {"),
    ])
    func `a new expectation leaves the rest of the file as it is`(_ text: String, _ kept: String) throws {
        let new = FixtureExpectation(values: [.title: ["New"], .text: ["Words."]])
        let bytes = FixtureWriter.replacing(Array(text.utf8), try read(text), new)
        let replaced = String(decoding: bytes, as: UTF8.self)
        #expect(replaced.contains(kept), "\(replaced)")
        let again = try read(replaced).fixture
        #expect(again.expectation == new, "\(replaced)")
        #expect(again.url == (try read(text).fixture.url))
    }

    // MARK: Expectations

    private let found = FixtureExpectation(values: [
        .title: ["T"], .authors: ["A"], .published: [], .language: ["en"], .text: ["Words."],
    ])

    @Test func `what is left out is not compared, and stays left out`() {
        let expected = FixtureExpectation(values: [.title: ["T"], .text: ["Other words."]])
        let differences = expected.differences(from: found)
        #expect(differences == [FixtureDifference(field: "text", expected: ["Other words."], found: ["Words."])])
        #expect(expected.updated(to: found).values == [.title: ["T"], .text: ["Words."]])
        #expect(FixtureExpectation().updated(to: found) == found)
    }

    @Test func `a page that is a document no more differs in its outcome alone`() {
        let excluded = FixtureExpectation(outcome: "excluded.index")
        #expect(found.differences(from: excluded).map(\.field) == ["outcome"])
        #expect(excluded.differences(from: found).map(\.expected) == [["excluded.index"]])
        #expect(excluded.differences(from: excluded).isEmpty)
        #expect(excluded.updated(to: found) == found)
        #expect(found.updated(to: excluded) == excluded)
    }

    @Test func `a value that is not there differs from one that is`() {
        var expected = found
        expected.values[.published] = ["2026-01-31"]
        expected.values[.language] = []
        #expect(expected.differences(from: found).map(\.field) == ["published", "language"])
    }

    // MARK: Sources

    @Test(arguments: [
        ("https://one.example/a", "one"), ("https://one.example/other", "one"), ("https://two.example/b", "two"),
        ("https://sea.example/x", "site"), ("https://sea.example/private/x", nil),
        ("https://blog.lake.example/1", "feed"),
        ("https://elsewhere.example/", nil), ("https://lake.example/named", "late"),
    ])
    func `a page has the source that names it, or else the first one about its site`(
        _ address: String,
        _ expected: String?
    ) async throws {
        let text = """
            { "version": 1, "sources": [
              { "name": "one", "type": "urls", "urls": ["https://one.example/a"] },
              { "name": "two", "type": "urls", "urls": ["https://two.example/", "https://one.example/c"] },
              { "name": "site", "type": "site", "urls": ["https://www.sea.example/"], "exclude": ["/private/*"] },
              { "name": "feed", "type": "feed", "urls": ["https://feeds.lake.example/all"] },
              { "name": "late", "type": "urls", "urls": ["https://lake.example/named"] },
              { "name": "files", "type": "files", "paths": ["texts"] } ] }
            """
        let configuration = try PipelineConfiguration.parse(bytes: Array(text.utf8), path: "pipeline.json")
        let url = try #require(WebURL(address))
        #expect(await FixtureSources(configuration).source(of: url)?.name == expected)
    }

    // MARK: Names

    @Test(arguments: [
        ("https://www.a.example/otters/In-Winter.html", "a.example-otters-in-winter"),
        ("https://a.example/", "a.example"), ("https://a.example/?id=3&x=../y", "a.example-id-3-x-..-y"),
        ("https://a.example/%C5%82%C3%B3d%C5%BA", "a.example-c5-82-c3-b3d-c5-ba"), ("http://[::1]:80/a", "1-a"),
    ])
    func `a name is made of the words of a URL`(_ address: String, _ expected: String) throws {
        #expect(FixtureName.made(of: try #require(WebURL(address))) == expected)
    }

    @Test func `a name is never too long for a file`() throws {
        let url = try #require(WebURL("https://a.example/" + String(repeating: "long-", count: 1_000)))
        #expect(FixtureName.made(of: url).utf8.count <= 100)
    }

    @Test(arguments: ["", "/etc/x", "../x", "a/../b", "a//b", "a/", ".hidden", "a\nb", "a\0"])
    func `a name that leads out of the folder is refused`(_ name: String) throws {
        let error = try #require(throws: PotokError.self) { try FixtureName.checked(name) }
        #expect(error.code == "usage.name")
    }

    // MARK: Headers

    @Test func `every header that normalize reads is kept`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/PotokNormalize")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        var read: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: #/headers\["([^"]+)"\]/#) {
                read.insert(String(match.output.1))
            }
        }
        #expect(read == Set(Fixture.headerNames))
    }
}
