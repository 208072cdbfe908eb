import Foundation
import PotokConfiguration
import PotokCore
import PotokNormalize
import PotokTesting
import Testing

@Suite struct NormalizeTests {
    private func page(_ body: [UInt8], type: String?, url: String? = nil) throws -> Page {
        let locator: Locator =
            if let url { .url(try #require(WebURL(url))) } else { .file(path: "/x/a", identifier: "a") }
        return Page(
            request: Request(claim: Request.Claim(rawValue: 1), source: "s", locator: locator),
            locator: locator,
            body: body,
            contentType: type,
            observedAt: Timestamp(secondsSince1970: 1_700_000_000)
        )
    }

    private func normalize(_ page: Page, _ options: NormalizeOptions = NormalizeOptions()) -> Step<Normalizer.Output> {
        Normalizer().normalize(page, rules: NormalizeRules(options), agent: "potok")
    }

    @Test(arguments: [
        ("", ["https://a.pl/x/1", "https://a.pl/x/2", "http://b.pl/"]), ("<meta name=robots content=nofollow>", []),
        ("<meta name=robots content=noindex>", ["https://a.pl/x/1", "https://a.pl/x/2", "http://b.pl/"]),
        ("<base href='/y/'>", ["https://a.pl/y/1", "https://a.pl/y/2", "http://b.pl/"]),
    ])
    func `links are found on every page that does not forbid to follow them`(head: String, expected: [String]) throws {
        let body = """
            <html><head>\(head)</head><body><p>Words <a href=1>1</a> <a href=n rel="ugc nofollow">n</a> <a>none</a>
            <map><area href=2></map> <a href="javascript:x()">x</a> <a href="#a">a</a> <a href="mailto:a@b.pl">m</a>
            <a href="http://b.pl">b</a>
            """
        var links: [WebURL]? = []
        _ = Normalizer().normalize(
            try page(Array(body.utf8), type: "text/html", url: "https://a.pl/x/"),
            rules: NormalizeRules(NormalizeOptions()),
            agent: "potok",
            links: &links
        )
        #expect(links?.map(\.description) == expected)
    }

    private func document(
        _ body: String,
        type: String = "text/plain",
        options: NormalizeOptions = NormalizeOptions()
    ) throws
        -> Document
    {
        try document(Array(body.utf8), type: type, options: options)
    }

    private func document(
        _ body: [UInt8],
        type: String,
        options: NormalizeOptions = NormalizeOptions()
    ) throws -> Document {
        let step = normalize(try page(body, type: type), options)
        guard case .next(let output) = step else {
            Issue.record("it settled: \(step)")
            throw CancellationError()
        }
        return output.document
    }

    @Test func `white space is made the same and paragraphs are kept apart`() throws {
        let text = try document("  One\u{A0} two\t three \r\nfour\r\n\r\n\r\nfi\u{AD}ve\u{1}\u{7} six  ").text
        #expect(text == "One two three\nfour\n\nfive six")
    }

    @Test func `a line that only begins with an advertising word stays`() throws {
        #expect(try document("Reklama dźwignią handlu\n\nREKLAMA\n\nTekst").text == "Reklama dźwignią handlu\n\nTekst")
    }

    @Test func `lines that a source names are dropped where they stand alone`() throws {
        var options = NormalizeOptions()
        options.dropLines = ["Zobacz także"]
        #expect(try document("A\n\nzobacz TAKŻE\n\nB", options: options).text == "A\n\nB")
    }

    @Test func `a page gives its title and paragraphs and leaves its furniture out`() throws {
        let html = """
            <!doctype html><html lang=pl><head><title>Tytuł - Portal</title>
            <meta property="article:published_time" content="2024-05-01T10:00:00Z"><meta name=author content="Jan Nowak">
            <style>p{}</style></head><body><header><nav><a href=/>Start</a></nav></header>
            <article><h1>Tytuł</h1><p>Pierwszy <b>aka</b>pit.</p><script>var x = "<p>nie</p>"</script>
            <ul><li>raz<li>dwa</ul><p>Wiersz<br>drugi &amp; ostatni</p></article>
            <aside>Czytaj także</aside><footer>© Portal</footer></body></html>
            """
        let document = try document(html, type: "text/html; charset=utf-8")
        #expect(document.title == "Tytuł")
        #expect(document.text == "Pierwszy akapit.\n\n- raz\n- dwa\n\nWiersz\ndrugi & ostatni")
        #expect(document.language == "pl")
        #expect(document.published?.text == "2024-05-01T10:00:00Z")
        #expect(document.authors == ["Jan Nowak"])
    }

    @Test(arguments: [
        ("text/plain; charset=iso-8859-2", [0xBF, 0xF3, 0xB3, 0xE6] as [UInt8], "żółć"),
        ("text/plain; charset=\"windows-1250\"", [0xBF, 0xF3, 0xB3, 0xE6], "żółć"),
        ("text/plain", [0xFF, 0xFE, 0x7C, 0x01, 0x61, 0x00], "ża"),
        ("text/plain; charset=latin1", [0x80, 0x61], "€a"),
        ("text/html", Array("<meta charset=iso-8859-2><p>".utf8) + [0xBF], "ż"),
    ])
    func `bytes are read in their charset`(type: String, bytes: [UInt8], text: String) throws {
        #expect(try document(bytes, type: type).text == text)
    }

    @Test func `invalid UTF-8 is replaced and a note says so`() throws {
        let document = try document([0x61, 0xFF, 0x62], type: "text/plain")
        #expect(document.text == "a\u{FFFD}b")
        #expect(document.notes.count == 1)
    }

    @Test(arguments: [
        ("application/pdf", Array("%PDF-1.7".utf8), Outcome.Exclusion.type),
        ("image/png", [0x89, 0x50, 0x4E, 0x47], .type),
        ("text/plain", [0x61, 0x00, 0x01, 0x02], .type), ("text/plain", Array(" \n\t ".utf8), .empty),
        ("text/html", Array("<html><body><script>x</script></body>".utf8), .needsJavaScript),
        ("video/mp4", [0x61], .type),
    ])
    func `what holds no text is excluded with a reason`(
        type: String,
        bytes: [UInt8],
        exclusion: Outcome.Exclusion
    ) throws {
        let step = normalize(try page(bytes, type: type))
        guard case .settled(.excluded(let kind, let reason)) = step else {
            Issue.record("it went on: \(step)")
            return
        }
        #expect(kind == exclusion)
        #expect(!reason.isEmpty)
    }

    @Test func `a text beyond the limit is excluded by size`() throws {
        var options = NormalizeOptions()
        options.maxText = ByteCount(10)
        let step = normalize(try page(Array("0123456789ab".utf8), type: "text/plain"), options)
        guard case .settled(.excluded(.size, _)) = step else {
            Issue.record("it went on: \(step)")
            return
        }
    }

    @Test func `any bytes of any type end without a trap`() throws {
        var generator = SystemRandomNumberGenerator()
        let types = ["text/html", "text/plain", nil, "text/html; charset=gb18030", "text/plain; charset=utf-16"]
        for round in 0..<300 {
            let bytes = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
                Bool.random() ? UInt8.random(in: 0...255) : "<>&;/='\"ap \n".utf8.randomElement() ?? 0
            }
            _ = normalize(try page(bytes, type: types[round % types.count]))
        }
    }
}
