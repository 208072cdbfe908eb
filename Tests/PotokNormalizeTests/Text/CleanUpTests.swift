import Foundation
import PotokConfiguration
import PotokCore
import PotokTesting
import PotokText
import Testing

@testable import PotokNormalize

@Suite struct CleanUpTests {
    private func document(
        _ body: [UInt8],
        type: String,
        _ options: NormalizeOptions = NormalizeOptions()
    ) throws -> Document {
        let url = try #require(WebURL("https://example.com/2022/01/a.html"))
        let page = Page(
            request: Request(claim: Request.Claim(rawValue: 1), source: "s", locator: .url(url)),
            locator: .url(url),
            body: body,
            contentType: type,
            observedAt: Timestamp(secondsSince1970: 1_700_000_000)
        )
        let step = Normalizer().normalize(page, rules: NormalizeRules(options), agent: nil)
        guard case .next(let output) = step else {
            Issue.record("it settled: \(step)")
            throw CancellationError()
        }
        return output.document
    }

    private func expectSeed(_ document: Document) {
        let paragraphs = document.text.components(separatedBy: "\n\n")
        #expect(paragraphs.count == 8, "\(document.text)")
        #expect(paragraphs.first?.hasPrefix("Przemawiając na wirtualnym szczycie") == true)
        #expect(paragraphs.last?.hasSuffix("głosi oświadczenie.") == true)
        for line in ["Reklama", "Czytaj więcej", "Komunikat MSZ Kazachstanu", "date 2022-01"] {
            #expect(!document.text.contains(line))
        }
        #expect(document.published?.text == "2022-01")
        #expect(document.language == "pl")
    }

    @Test func `the seed is eight paragraphs of its month`() throws {
        expectSeed(try document(Array(SharedMaterial.data("seed/seed-article.txt")), type: "text/plain"))
    }

    @Test func `invisible characters go, joiners and typography stay`() {
        let cases: [(String, String)] = [
            ("a\u{AD}b\u{200B}c\u{FEFF}d\u{2060}e\u{200E}f\u{202E}g\u{E0041}h\u{FFFC}", "abcdefgh"),
            ("\u{2009}a\u{2003}\u{202F}b\u{3000}c\u{85}d\u{2028}e ", "a b c d e"),
            ("„a” – ‘b’ — «c»…", "„a” – ‘b’ — «c»…"),
            ("می\u{200C}خواهم 👩\u{200D}💻 ❤\u{FE0F}", "می\u{200C}خواهم 👩\u{200D}💻 ❤\u{FE0F}"),
            ("a\u{1}b\u{7F}c\u{9F}", "abc"), ("\u{FFFD}", "\u{FFFD}"), ("𝒳\u{E0100}", "𝒳\u{E0100}"),
        ]
        for (dirty, clean) in cases { #expect(CleanText.line(dirty) == clean) }
    }

    @Test(arguments: [
        "Reklama", "REKLAMA:", "Czytaj więcej", "Czytaj też: Nowy rząd", "Czytaj także Nowy rząd powołany", "Read more",
        "READ MORE: The end of it", "Read more → The end", "Read next The end of it", "Lesen Sie auch: Das Ende",
        "La suite après la publicité",
        "À lire aussi : la fin", "Читайте также: конец", "広告", "延伸阅读：结束", "اقرأ أيضا: النهاية",
        "Materiał chroniony prawem autorskim - wszelkie prawa zastrzeżone. Dalsze rozpowszechnianie artykułu za zgodą wydawcy.",
        "Tüm hakları saklıdır. 2024",
    ])
    func `lines that are no part of a text go`(line: String) throws {
        #expect(
            try document(Array("Pierwszy.\n\n\(line)\n\nDrugi.".utf8), type: "text/plain").text == "Pierwszy.\n\nDrugi."
        )
    }

    @Test(arguments: [
        "Reklama dźwignią handlu", "Czytaj więcej książek, a będziesz wiedział więcej.",
        "Read more books and you will know more.",
        "Lesen Sie auch Bücher, dann wissen Sie mehr.", "Related Work is what others have done.",
        "See also Smith (2010).",
        "Anzeige erstattet hat niemand.", "Publicité mensongère",
    ])
    func `lines that only begin like them stay`(line: String) throws {
        let text = try document(Array("Pierwszy.\n\n\(line)\n\nDrugi.".utf8), type: "text/plain").text
        #expect(text == "Pierwszy.\n\n\(line)\n\nDrugi.")
    }

    @Test func `every phrase of the data file is found, in any case`() {
        var tokenizer = Tokenizer()
        let lines = BoilerplateLines(extra: [])
        for phrases in BoilerplatePhrases.all {
            for phrase in phrases.lines + phrases.leads + phrases.notices {
                #expect(lines.reason(for: Array(phrase.uppercased().utf8)[...], &tokenizer) != nil, "\(phrase)")
            }
        }
        #expect(BoilerplatePhrases.all.count >= 25)
    }

    @Test func `a line within a paragraph goes alone; headings and code stay`() throws {
        let list = try blocks(
            "<h1>T</h1><p>Jeden.<br>Reklama<br>Dwa.</p><h2>Reklama</h2><pre>Reklama</pre><ul><li>Trzy<li>Reklama</ul>"
        )
        var content = ExtractedContent()
        content.blocks = list
        content.metadata.title = Sourced("T", .heading)
        var cleanUp = BlockCleanUp()
        let removals = cleanUp.clean(&content, rules: NormalizeRules(NormalizeOptions()), tellsRemovals: true)
        #expect(content.blocks.plainText == "Jeden.\n\nDwa.\n\nReklama\n\nReklama\n\n- Trzy")
        #expect(removals.map(\.text) == ["Reklama", "Reklama"])
    }

    @Test func `the seed within the furniture of a page is the same eight paragraphs`() throws {
        let seed = String(decoding: try SharedMaterial.data("seed/seed-article.txt"), as: UTF8.self)
        let paragraphs = seed.replacingOccurrences(of: " date 2022-01 ", with: "").components(separatedBy: "\n")
            .filter { !$0.trimmingCharacters(in: .whitespaces).isEmpty }
        let body = paragraphs.map { text in
            switch text {
            case "Reklama": "<div class=\"ad\">Reklama</div>"
            case let text where text.hasPrefix("Czytaj więcej"): "<div class=\"box\"><a href=\"/x\">\(text)</a></div>"
            case let text where text.hasPrefix("\""): "<blockquote>\(text)</blockquote>"
            default: "<p>\(text)</p>"
            }
        }.joined(separator: "\n")
        let menu = (1...20).map { "<li><a href=\"/dzial/\($0)\">Dział \($0)</a></li>" }.joined()
        let html = """
            <!DOCTYPE html><html lang="pl"><head><meta charset="utf-8"><title>Tokajew: Próba zamachu stanu - Portal</title>
            <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Tokajew: Próba zamachu stanu",
            "datePublished": "2022-01"}</script></head><body><header><nav><ul>\(menu)</ul></nav></header>
            <div class="cookies"><p>Ta strona używa plików cookie. <button>Zgadzam się</button></p></div>
            <main><article><h1>Tokajew: Próba zamachu stanu</h1>\(body)</article></main>
            <aside><h3>Najnowsze</h3><ul>\(menu)</ul></aside><footer><p>© Portal. Wszelkie prawa zastrzeżone.</p></footer>
            </body></html>
            """
        let document = try document(Array(html.utf8), type: "text/html")
        expectSeed(document)
        #expect(document.title == "Tokajew: Próba zamachu stanu")
    }

    private static let sentence = "Nikt nie spodziewał się, że sprawa zajdzie tak daleko i tak szybko"

    @Test(arguments: [
        "„\(sentence)” Jan Nowak, rzecznik", "«\(sentence.uppercased())»", "\"\(sentence)\"",
    ])
    func `a quotation that repeats a sentence of the text goes`(quote: String) throws {
        let rest = "- \(Self.sentence) - powiedział rzecznik w środę wieczorem na konferencji. Potem wyszedł."
        #expect(
            try document(Array("Wstęp.\n\n\(quote)\n\n\(rest)".utf8), type: "text/plain").text == "Wstęp.\n\n\(rest)"
        )
    }

    @Test(arguments: [
        "„\(sentence) i tak głośno”", "„Nikt nie spodziewał się”", sentence,
        "„\(sentence)” - powtórzył Jan Nowak i dodał jeszcze wiele innych rzeczy, o których nikt przedtem nie mówił.",
    ])
    func `a quotation that says more, or is no quotation, stays`(quote: String) throws {
        let rest =
            "- \(Self.sentence) - powiedział rzecznik w środę wieczorem na konferencji. Potem wyszedł, a za nim wszyscy inni goście."
        let text = try document(Array("Wstęp.\n\n\(quote)\n\n\(rest)".utf8), type: "text/plain").text
        #expect(text == "Wstęp.\n\n\(quote)\n\n\(rest)")
    }
}
