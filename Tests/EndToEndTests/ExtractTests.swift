import Foundation
import Testing

extension EndToEndSuite {
    /// `extract`: a filter from pages to text.
    @Suite struct ExtractTests {
        private let place: Workplace

        init() throws { place = try Workplace() }

        private static let page = """
            <!DOCTYPE html><html lang="pl"><head><meta charset="utf-8"><title>O wydrach &amp; bobrach</title></head><body>
            <nav><a href="/">Start</a></nav><main><h1>O wydrach &amp; bobrach</h1>
            <p>Wydra pływa w <b>rzece</b> i łowi ryby przez cały rok, a zimą robi sobie przeręble w lodzie.</p>
            <h2>Tamy</h2><p>Bóbr buduje <a href="/tamy">tamę</a> z gałęzi i błota, i mieszka potem w stawie za nią.</p>
            </main><script>var a = "nie pokazuj";</script></body></html>
            """

        @Test func `a page becomes text, Markdown, HTML or JSON`() async throws {
            // What the selector of texts makes of so small a page is not the point here.
            let select = "normalize.select=main"
            let text = try await place.potok("extract", "--set", select, input: Self.page)
            #expect(text.exitCode == 0, "\(text)")
            #expect(text.problems.isEmpty, "\(text)")
            #expect(text.output.hasPrefix("O wydrach & bobrach\n\nWydra pływa w rzece i łowi"), "\(text)")
            #expect(text.output.contains("\n\nTamy\n\nBóbr buduje tamę z gałęzi"), "\(text)")
            #expect(!text.output.contains("nie pokazuj"))
            let markdown = try await place.potok(
                "extract",
                "--markdown",
                "--set",
                select,
                "--url",
                "https://example.pl/x",
                input: Self.page
            )
            #expect(markdown.output.hasPrefix("# O wydrach & bobrach\n\nWydra pływa w **rzece** i"), "\(markdown)")
            #expect(
                markdown.output.contains("\n\n## Tamy\n\nBóbr buduje [tamę](https://example.pl/tamy) z"),
                "\(markdown)"
            )
            let html = try await place.potok("extract", "--html", "--set", select, input: Self.page)
            #expect(html.output.contains("<h2>Tamy</h2>\n<p>Bóbr buduje tamę z"), "\(html)")
            let json = try await place.potok("extract", "--json", "--set", select, input: Self.page)
            let object = try #require(try json.jsonLines().first)
            #expect(object["title"] as? String == "O wydrach & bobrach")
            #expect(object["language"] as? String == "pl")
            #expect((object["text"] as? String)?.hasPrefix("Wydra") == true)
        }

        @Test func `NDJSON gives NDJSON in the same order, and a line that is none is told with its number`()
            async throws
        {
            var lines: [String] = []
            for number in 1...40 {
                let body = String(
                    repeating: "<p>Akapit numer \(number) jest tak długi, że jest nim naprawdę.</p>",
                    count: 41 - number
                )
                let object: [String: Any] = [
                    "id": "s\(number)", "url": "https://example.pl/\(number)", "html": "<main>\(body)</main>",
                ]
                lines.append(String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self))
            }
            lines.insert("{\"id\": 7, \"url\": ", at: 10)
            lines.insert("", at: 20)
            lines.insert("{\"id\": 8}", at: 30)
            let ended = try await place.potok("extract", input: lines.joined(separator: "\n"))
            #expect(ended.exitCode == 3, "\(ended)")
            let objects = try ended.jsonLines()
            #expect(objects.map { $0["id"] as? String } == (1...40).map { "s\($0)" })
            for (place, object) in objects.enumerated() {
                #expect((object["text"] as? String)?.hasPrefix("Akapit numer \(place + 1) jest") == true)
                #expect(object["url"] as? String == "https://example.pl/\(place + 1)")
            }
            let problems = ended.problems.split(separator: "\n")
            #expect(problems.count == 2, "\(ended)")
            #expect(problems.first?.hasPrefix("potok: line 11 is no JSON object") == true, "\(ended)")
            #expect(problems.last?.hasPrefix("potok: line 31 has no 'html'") == true, "\(ended)")
        }

        @Test func `a page without text gives an empty text and its reason, and ids stay what they are`() async throws {
            let input = "{\"id\": 12, \"html\": \"<script>x</script>\"}\n{\"id\": 1.5, \"html\": \"\"}\n"
            let ended = try await place.potok("extract", "--markdown", input: input)
            #expect(ended.exitCode == 0, "\(ended)")
            let objects = try ended.jsonLines()
            #expect(objects.map { $0["text"] as? String } == ["", ""])
            #expect(objects.first?["id"] as? Int == 12)
            #expect(objects.last?["id"] as? Double == 1.5)
            #expect(objects.allSatisfy { $0["reason"] is String })
            let page = try await place.potok("extract", input: "<script>x</script>")
            #expect(page.exitCode == 3, "\(page)")
            #expect(page.output.isEmpty)
            #expect(page.problems.contains("there is no document: "), "\(page)")
        }

        @Test func `results come before the input ends`() async throws {
            // The writer goes on only after it has seen the first result.
            let line = "{\\\"html\\\": \\\"<p>Jeden akapit, który jest zdaniem.</p>\\\"}"
            let script = """
                mkfifo in; $POTOK extract < in > out & exec 3> in; printf "\(line)\\n" >&3
                n=0; until [ -s out ] || [ $n -gt 200 ]; do sleep .1; n=$((n+1)); done; cp out first
                printf "\(line)\\n" >&3; exec 3>&-; wait; wc -l < first; wc -l < out
                """
            let ended = try await place.shell(script)
            #expect(
                ended.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == ["1", "2"],
                "\(ended)"
            )
        }

        @Test func `a line beyond the limit is an error of its own`() async throws {
            let long = "{\"html\": \"" + String(repeating: "x", count: 300_000) + "\"}"
            let short = "{\"id\": 2, \"html\": \"<p>Krótki akapit, który jest zdaniem.</p>\"}"
            let ended = try await place.potok("extract", "--set", "fetch.maxBody=100KiB", input: long + "\n" + short)
            #expect(ended.exitCode == 3, "\(ended)")
            #expect(try ended.jsonLines().compactMap { $0["id"] as? Int } == [2])
            #expect(ended.problems.contains("line 1 is longer than"), "\(ended)")
        }

        @Test func `with --source the options of that source hold`() async throws {
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "sources": [
                    { "name": "rivers", "type": "urls", "urls": ["https://example.pl/"],
                      "normalize": { "select": ["main"], "remove": ["h2"] } } ] }
                """
            )
            let ended = try await place.potok("extract", "--source", "rivers", "-v", input: Self.page)
            #expect(ended.exitCode == 0, "\(ended)")
            #expect(ended.output.hasPrefix("O wydrach & bobrach\n\nWydra pływa"), "\(ended)")
            #expect(!ended.output.contains("Tamy"), "\(ended)")
            #expect(ended.problems.contains("normalize.remove h2: Tamy"), "\(ended)")
            let unknown = try await place.potok("extract", "--source", "river", input: Self.page)
            #expect(unknown.exitCode == 64, "\(unknown)")
            #expect(unknown.problems.contains("did you mean 'rivers'?"), "\(unknown)")
        }

        @Test func `what is no address is wrong usage`() async throws {
            let ended = try await place.potok("extract", "--url", "::", input: "<p>x")
            #expect(ended.exitCode == 64, "\(ended)")
        }
    }
}
