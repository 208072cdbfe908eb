import Foundation
import PotokConfiguration
import PotokCore
import Testing

@testable import PotokNormalize

/// Pages become sections by headings that one can link to, and nothing of their text is lost.
struct PageSectionsTests {
    /// The sections of a page: what is its own, then anchor, path and text of each.
    private func split(_ html: String) throws -> [String] {
        let parts = PageSections(try blocks(html, options: BlockBuilder.Options(keepsAnchors: true)))
        return [parts.own.plainText]
            + parts.sections.map { "#\($0.anchor) \($0.headings.joined(separator: "/")): \($0.blocks.plainText)" }
    }

    @Test(arguments: [
        // Own ids, ids of the elements around, and links to itself.
        (
            "<p>Intro</p><h2 id=a>One</h2><p>x</p><section id=b><h2>Two</h2><p>y</p></section><h2><a name=c>Three</a></h2><p>z</p>",
            ["Intro", "#a One: x", "#b Two: y", "#c Three: z"]
        ),
        // The path has what stands above.
        (
            "<p>Intro</p><h2 id=a>One</h2><p>x</p><h3 id=b>Less</h3><p>y</p><h2 id=c>Two</h2><p>z</p>",
            ["Intro", "#a One: x", "#b One/Less: y", "#c Two: z"]
        ),
        // A heading that only stands above others is no section, and one without anything is nobody's.
        (
            "<p>Intro</p><h2 id=a>One</h2><h3 id=b>Less</h3><p>y</p><h2 id=c>Bare</h2><h2 id=d>Two</h2><p>z</p>",
            ["Intro", "#b One/Less: y\n\nBare", "#d Two: z"]
        ),
        // Without an anchor, in a list or in a quotation, a heading begins nothing.
        (
            "<p>Intro</p><h2 id=a>One</h2><p>x</p><h2>Plain</h2><p>y</p><blockquote><h3 id=q>Said</h3><p>z</p></blockquote>",
            ["Intro", "#a One: x\n\nPlain\n\ny\n\nSaid\n\nz"]
        ),
        // The first of two with the same anchor counts.
        (
            "<p>Intro</p><h2 id=a>One</h2><p>x</p><h2 id=a>Two</h2><p>y</p>", ["Intro", "#a One: x\n\nTwo\n\ny"]
        ),
        // A page that begins with a heading keeps that part.
        ("<h1 id=top>Title</h1><p>x</p><h2 id=a>One</h2><p>y</p>", ["Title\n\nx", "#a Title/One: y"]),
        ("<p>No heading at all</p>", ["No heading at all"]),
        ("<p>Intro</p><h2 id='ż ó'>One</h2><p>x</p>", ["Intro", "#%C5%BC%20%C3%B3 One: x"]),
    ])
    func `headings with anchors begin sections`(html: String, expected: [String]) throws {
        #expect(try split(html) == expected)
    }

    @Test func `a page has so many sections and no more, and loses nothing`() throws {
        let count = PageSections.most + 50
        let html = "<p>Intro</p>" + (0..<count).map { "<h2 id=s\($0)>H\($0)</h2><p>text\($0)</p>" }.joined()
        let parts = PageSections(try blocks(html, options: BlockBuilder.Options(keepsAnchors: true)))
        #expect(parts.sections.count <= PageSections.most)
        let texts = parts.sections.map(\.blocks.plainText).joined(separator: "\n")
        for number in 0..<count { #expect(texts.contains("text\(number)")) }
    }

    @Test func `documents of sections have keys, titles and addresses of their own`() throws {
        var options = NormalizeOptions()
        options.split = .section
        let url = try #require(WebURL("https://docs.example/guide?v=1#top"))
        let paragraph =
            "<p>Enough words of a real sentence to be the main text of this page, and then a few more of them.</p>"
        let html = """
            <title>Guide</title><body><main><h1>Guide</h1>\(paragraph)
            <h2 id=install>Install</h2>\(paragraph)<h3 id=linux>Linux</h3>\(paragraph)</main>
            """
        let page = Page(
            request: Request(claim: Request.Claim(rawValue: 0), source: "docs", locator: .url(url)),
            locator: .url(url),
            body: Array(html.utf8),
            contentType: "text/html",
            observedAt: Timestamp(secondsSince1970: 0)
        )
        guard case .next(let output) = NormalizeStage.normalize(page, options: options) else {
            Issue.record("no document")
            return
        }
        let sections = output.document.sections
        #expect(sections.map(\.title) == ["Guide › Install", "Guide › Install › Linux"])
        #expect(sections.map(\.publicText) == ["install", "linux"].map { "https://docs.example/guide?v=1#\($0)" })
        #expect(Set(sections.map(\.key) + [output.document.key]).count == 3)
        #expect(sections[0].key == DocumentKey(url: url, anchor: "install"))
        #expect(output.document.text.components(separatedBy: "Enough words").count == 2)
        #expect(sections.allSatisfy { !$0.text.isEmpty } && !output.document.text.isEmpty)
        guard case .next(let whole) = NormalizeStage.normalize(page, options: NormalizeOptions()) else { return }
        #expect(whole.document.sections.isEmpty)
        #expect(whole.document.text.components(separatedBy: "Enough words").count == 4)
    }
}
