import Foundation
import PotokConfiguration
import PotokCore
import Testing

@testable import PotokNormalize

@Suite struct FormatTests {
    private func step(_ body: [UInt8], type: String?, url: String? = nil) throws -> Step<Normalizer.Output> {
        let locator: Locator =
            if let url { .url(try #require(WebURL(url))) } else { .file(path: "/x/a", identifier: "a") }
        let page = Page(
            request: Request(claim: Request.Claim(rawValue: 1), source: "s", locator: locator),
            locator: locator,
            body: body,
            contentType: type,
            observedAt: Timestamp(secondsSince1970: 1_700_000_000)
        )
        return Normalizer().normalize(
            page,
            rules: NormalizeRules(NormalizeOptions()),
            agent: nil,
            form: Normalizer.Form(keepsMarks: true)
        )
    }

    private func output(_ body: String, type: String?) throws -> Normalizer.Output {
        try output(Array(body.utf8), type: type)
    }

    private func output(_ body: [UInt8], type: String?) throws -> Normalizer.Output {
        let step = try step(body, type: type)
        guard case .next(let output) = step else {
            Issue.record("it settled: \(step)")
            throw CancellationError()
        }
        return output
    }

    // MARK: Plain text

    @Test func `the head of a text file tells about it`() throws {
        let found = try output(
            "Title: O wydrach\r\n i bobrach\r\nAuthor: Jan Nowak <jan@example.pl>, Ewa Lis\r\nDate: 5 May 2024\r\nLanguage: pl\r\n"
                + "X-Number: 7\r\nTags: rzeka, las\r\n\r\nPierwszy akapit.\r\n\r\nDrugi.",
            type: "text/plain"
        )
        #expect(found.document.title == "O wydrach i bobrach")
        #expect(found.document.authors == ["Jan Nowak", "Ewa Lis"])
        #expect(found.document.published?.text == "2024-05-05")
        #expect(found.document.language == "pl")
        #expect(found.metadata.tags.map(\.value) == ["rzeka", "las"])
        #expect(found.document.text == "Pierwszy akapit.\n\nDrugi.")
    }

    @Test(arguments: [
        "Uwaga: to jest zdanie.\n\nDrugi akapit.", "Title page\n\nText", "Title: A\nthis is no field\n\nText",
        "Data: wczoraj powiedział, że\nprzyjdzie.\n\nText", "http://example.com/\n\nText",
    ])
    func `what only looks like a head stays text`(text: String) throws {
        #expect(try output(text, type: "text/plain").document.text == text)
    }

    @Test func `a text without a head is called by its first words`() throws {
        let long = String(repeating: "słowo ", count: 40)
        #expect(try output("Krótki tytuł\n\n\(long)", type: nil).document.title == "Krótki tytuł")
        let title = try output(long, type: nil).document.title
        #expect(title.hasSuffix("słowo…"))
        #expect(title.count <= 81)
    }

    // MARK: Markdown

    @Test func `Markdown is read as what it means`() throws {
        let found = try output(
            """
            ---
            title: "O wydrach" # not this
            author: [Jan Nowak, 'Ewa Lis']
            date: 2024-05-06T10:00:00+02:00
            tags:
              - rzeka
              - las
            draft: false
            ---
            # O wydrach

            Wydra *pływa* w [rzece](https://example.com/) &amp; <script>nie</script>łowi.

            - jeden
            - dwa

            ```swift
            let a = 1

            let b = 2
            ```

            | a | b |
            |---|---|
            | 1 | 2 |
            """,
            type: "text/markdown"
        )
        #expect(found.document.title == "O wydrach")
        #expect(found.document.authors == ["Jan Nowak", "Ewa Lis"])
        #expect(found.document.published?.text == "2024-05-06T08:00:00Z")
        #expect(found.metadata.tags.map(\.value) == ["rzeka", "las"])
        #expect(
            found.document.text
                == "Wydra pływa w rzece & łowi.\n\n- jeden\n- dwa\n\nlet a = 1\n\nlet b = 2\n\na | b\n1 | 2"
        )
        #expect(found.blocks.markdown.contains("[rzece](https://example.com/)"))
        #expect(found.blocks.markdown.contains("```swift\n"))
        #expect(found.document.mediaType == "text/markdown")
    }

    @Test func `without front matter the first heading is the title, and a rule is no front matter`() throws {
        #expect(try output("# Tytuł\n\nTekst.", type: "text/markdown").document.title == "Tytuł")
        let found = try output("---\ntitle: x\n\nTekst.", type: "text/markdown")
        #expect(found.document.text.contains("title: x"))
        let toml = try output("+++\ntitle = \"T\"\n+++\nTekst.", type: "text/markdown")
        #expect(toml.document.title == "T")
        #expect(toml.document.text == "Tekst.")
    }

    // MARK: PDF

    /// A PDF of pages with lines of text.
    private func pdf(_ pages: [[String]], title: String = "") -> [UInt8] {
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count \(pages.count) /Kids [\(pages.indices.map { "\(4 + $0 * 2) 0 R" }.joined(separator: " "))] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        for (number, lines) in pages.enumerated() {
            let content = "BT /F1 12 Tf 72 720 Td 14 TL " + lines.map { "(\($0)) Tj T*" }.joined(separator: " ") + " ET"
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents \(5 + number * 2) 0 R "
                    + "/Resources << /Font << /F1 3 0 R >> >> >>"
            )
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        objects.append("<< /Title (\(title)) /Author (Jan Nowak) /CreationDate (D:20240506120000Z) >>")
        var file = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (number, object) in objects.enumerated() {
            offsets.append(file.utf8.count)
            file += "\(number + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            file += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n"
        }
        file +=
            "trailer << /Size \(objects.count + 1) /Root 1 0 R /Info \(objects.count) 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(file.utf8)
    }

    @Test func `a PDF gives paragraphs over its lines and pages, and what it says about itself`() throws {
        let pages = (1...3).map { page in
            [
                "The River News", "Otters swim in the river and they catch fish all through the year, also in win-",
                "ter, when page \(page) of the water is cold and they", "\(page)",
            ]
        }
        let found = try output(pdf(pages, title: "On otters"), type: "application/pdf")
        #expect(found.document.title == "On otters")
        #expect(found.document.authors == ["Jan Nowak"])
        #expect(found.document.mediaType == "application/pdf")
        #expect(found.document.text.contains("also in winter, when page 1 of the water is cold and they Otters swim"))
        #expect(!found.document.text.contains("The River News"))
    }

    @Test func `a damaged PDF is excluded with a reason`() throws {
        let step = try step(
            Array("%PDF-1.7\n".utf8) + (0..<4_000).map { UInt8(truncatingIfNeeded: $0 &* 31) },
            type: nil
        )
        guard case .settled(.excluded(.type, let reason)) = step else {
            Issue.record("it went on: \(step)")
            return
        }
        #expect(reason.contains("PDF"))
    }

    // MARK: Types

    @Test(arguments: [
        ("application/pdf", "PK\u{3}\u{4}x", "ZIP"), ("text/html", "%PDF-1.7", "PDF"),
        ("text/html", "{\"a\": 1}", "JSON"),
        ("image/png", "<html><p>x", "image/png"), ("application/json", "{}", "application/json"),
        ("text/css", "p {}", "text/css"), (nil, "OggS....", "Ogg"), ("text/markdown", "a\u{0}b", "binary"),
        ("text/html", "\u{0}\u{1}\u{2}x", "binary"),
    ])
    func `what holds no text is excluded, and the reason names it`(type: String?, body: String, word: String) throws {
        let step = try step(Array(body.utf8), type: type)
        guard case .settled(.excluded(.type, let reason)) = step else {
            Issue.record("it went on: \(step)")
            return
        }
        #expect(reason.contains(word), "\(reason)")
    }

    @Test(
        arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian],
        [nil, "text/plain", "text/plain; charset=utf-8"]
    )
    func `text in UTF-16 without a mark is text`(encoding: String.Encoding, type: String?) throws {
        let text = "Wydra pływa w rzece i łowi ryby przez cały rok. 🦦\n\nBóbr buduje tamę z gałęzi i błota."
        let bytes = try #require(text.data(using: encoding))
        #expect(try output([UInt8](bytes), type: type).document.text == text)
    }

    @Test(arguments: [nil, "text/html", "text/html; charset=utf-8"]) func `a page in UTF-16 without a mark is a page`(
        type: String?
    ) throws {
        let page = "<!DOCTYPE html><title>Wydry</title><p>Wydra pływa w rzece i łowi ryby przez cały rok."
        let bytes = try #require(page.data(using: .utf16LittleEndian))
        let document = try output([UInt8](bytes), type: type).document
        #expect(document.title == "Wydry")
        #expect(document.text == "Wydra pływa w rzece i łowi ryby przez cały rok.")
    }

    @Test func `numbers of two bytes are no text in UTF-16`() throws {
        let samples = (0..<2_000).flatMap { [UInt8(truncatingIfNeeded: $0 &* 7), $0 % 9 == 0 ? UInt8(1) : 0] }
        guard case .settled(.excluded(.type, let reason)) = try step(samples, type: nil) else {
            Issue.record("it went on")
            return
        }
        #expect(reason.contains("binary"))
    }

    @Test(arguments: [
        "text", "text/html, text/plain", "TEXT/HTML;CHARSET=UTF-8", nil, "application/octet-stream", "text/plain",
    ])
    func `a page is a page whatever its server says`(type: String?) throws {
        let step = try step(
            Array("<!doctype html><p>Words of a page.</p>".utf8),
            type: type,
            url: "https://example.com/"
        )
        guard case .next(let output) = step else {
            Issue.record("it settled: \(step)")
            return
        }
        #expect(output.document.text == "Words of a page.")
    }
}
