import Testing

@testable import PotokHTML

/// What goes in: any bytes, fragments, options; and the memory that pages share.
struct HTMLParserTests {
    @Test(
        arguments: [
            ([], "<html><head></head><body></body></html>"),
            ([0x61], "<html><head></head><body>a</body></html>"),
            ([0xEF, 0xBB, 0xBF, 0x61], "<html><head></head><body>a</body></html>"),
            ([0x61, 0x0D, 0x0A, 0x62, 0x0D, 0x63], "<html><head></head><body>a\nb\nc</body></html>"),
            ([0x61, 0xFF, 0x62], "<html><head></head><body>a\u{FFFD}b</body></html>"),
            ([0xC3], "<html><head></head><body>\u{FFFD}</body></html>"),
            ([0xE2, 0x82, 0x61], "<html><head></head><body>\u{FFFD}a</body></html>"),
            ([0xED, 0xA0, 0x80], "<html><head></head><body>\u{FFFD}\u{FFFD}\u{FFFD}</body></html>"),
            ([0x61, 0x00, 0x62], "<html><head></head><body>ab</body></html>"),
            ([0x3C, 0x70, 0x20, 0x61], "<html><head></head><body></body></html>"),
        ] as [([UInt8], String)]
    )
    func `any bytes give a tree`(page: [UInt8], expected: String) {
        #expect(HTMLParser().parse(page).root.outerHTML == expected)
        #expect(HTMLParser().parse(page.span).root.outerHTML == expected)
    }

    @Test
    func `every two bytes give a sound tree`() {
        let parser = HTMLParser()
        for first in stride(from: 0, through: 255, by: 5) {
            for second in 0...255 {
                let page = Array("<p ".utf8) + [UInt8(first), UInt8(second)] + Array("'\">&<!".utf8)
                #expect(TreeAudit.fault(in: parser.parse(page)) == nil)
            }
        }
    }

    @Test
    func `every prefix of a page gives a sound tree`() {
        let page = Array(
            """
            <!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN" 'x'><html lang=pl a='b&amp;c'><title>x&lt;</title>\r
            <script><!--<script></script>--></script><p>ż&notin;<!-- c --!><svg viewBox="0"><![CDATA[x]]></svg>
            <table><td>a</table><select><option>b</select><textarea>\nc</textarea><plaintext>d
            """.utf8
        )
        let parser = HTMLParser()
        for length in 0...page.count {
            #expect(TreeAudit.fault(in: parser.parse(Array(page[..<length]))) == nil)
        }
    }

    @Test(arguments: [
        ("<td>a<td>b", "tr", HTMLNamespace.html, "<td>a</td><td>b</td>"),
        ("<td>a<td>b", "div", .html, "ab"),
        ("<li>a<li>b", "ul", .html, "<li>a</li><li>b</li>"),
        ("a&lt;b<p>c", "textarea", .html, "a&lt;b&lt;p&gt;c"),
        ("<![CDATA[a]]><g/>", "svg", .svg, "a<g></g>"),
        ("<b>a", "x-card", .html, "<b>a</b>"),
        ("<form><input></form>", "form", .html, "<input>"),
    ])
    func `a fragment is read as inside its context`(
        markup: String,
        context: String,
        namespace: HTMLNamespace,
        expected: String
    ) {
        let tree = HTMLParser().parseFragment(Array(markup.utf8), in: context, namespace: namespace)
        #expect(tree.root.innerHTML == expected)
        #expect(TreeAudit.fault(in: tree) == nil)
    }

    @Test
    func `noscript is text only when scripts run`() throws {
        let page = "<noscript><p>a</p></noscript>"
        let quiet = HTMLParser().parse("<body>" + page)
        let scripted = HTMLParser(options: HTMLParser.Options(scripting: true)).parse("<body>" + page)
        #expect(try quiet.select("noscript p").count == 1)
        #expect(try scripted.select("noscript p").isEmpty)
        #expect(try scripted.first("noscript")?.text == "<p>a</p>")
    }

    @Test(arguments: [
        ("<!DOCTYPE html>", HTMLTree.QuirksMode.none),
        ("<!doctype HTML SYSTEM 'about:legacy-compat'>", .none),
        ("", .quirks),
        ("<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">", .quirks),
        ("<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">", .quirks),
        ("<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" \"x\">", .limitedQuirks),
        ("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x\">", .limitedQuirks),
        ("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">", .none),
        ("<!DOCTYPE foo>", .quirks),
        ("<!DOCTYPE>", .quirks),
    ])
    func `the document type decides on quirks mode`(doctype: String, expected: HTMLTree.QuirksMode) {
        #expect(HTMLParser().parse(doctype + "<p>x").quirksMode == expected)
    }

    // MARK: Memory

    @Test
    func `a tree stays as it is while its parser reads other pages`() {
        let parser = HTMLParser()
        let first = parser.parse("<p id=a>one</p><x-y>&amp;two</x-y>")
        let markup = first.root.outerHTML
        for number in 0..<20 { _ = parser.parse("<div class=c\(number)><z-\(number)>&lt;\(number)") }
        #expect(first.root.outerHTML == markup)
        #expect(first.name("x-y") != nil)
        #expect(first.name("z-3") == nil)
    }

    @Test
    func `a node keeps the memory of its tree`() throws {
        let parser = HTMLParser()
        let node = try #require(try parser.parse("<p>one &amp; two</p>").first("p"))
        for _ in 0..<5 { _ = parser.parse("<h1>three &lt; four") }
        #expect(node.text == "one & two")
    }

    @Test
    func `a page is the same whatever its parser read before`() {
        let parser = HTMLParser()
        let pages = [
            "<svg><title>a</title><path d=x /></svg>", "<template><tr><td>x</template>", "<plaintext>a",
            "<frameset><frame>",
            "<p><b>a<table><form>x</form>b", "<x-1 a-1=b>c</x-1>", "<!DOCTYPE foo><select><option>b", "\u{0}a\r\nb",
            "<form><p>a",
        ]
        let alone = pages.map { HTMLParser().parse($0).root.outerHTML }
        for _ in 0..<3 {
            for (page, expected) in zip(pages, alone) { #expect(parser.parse(page).root.outerHTML == expected) }
        }
    }
}
