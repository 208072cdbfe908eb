import Testing

@testable import PotokHTML

/// The examples of the page on PotokHTML, word for word.
struct ReadmeTests {
    @Test
    func `the examples of the readme hold`() throws {
        let parser = HTMLParser()
        let tree = parser.parse("<title>News</title><main><p>Read <a href=/more>more</a>, or <b>not</main>")

        #expect(tree.title == "News")
        var links: [String] = []
        for link in try tree.select("main a[href]") {
            links.append((link[.href] ?? "") + " " + link.text)
        }
        #expect(links == ["/more more"])
        #expect(tree.body?.innerHTML == "<main><p>Read <a href=\"/more\">more</a>, or <b>not</b></p></main>")

        var letters = 0
        var next: UInt32? = 0
        while let index = next {
            let name = tree.htmlName(ofNode: index)
            if name == .script || name == .style {
                next = tree.nextSkippingChildren(after: index)
                continue
            }
            letters += tree.byteCount(ofNode: index)
            next = tree.nextInDocument(after: index)
        }
        #expect(letters == "NewsRead more, or not".utf8.count)
    }
}
