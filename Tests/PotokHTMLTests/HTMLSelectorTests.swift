import Testing

@testable import PotokHTML

struct HTMLSelectorTests {
    private let tree = HTMLParser().parse(
        """
        <!DOCTYPE html><main id=main class="wide page"><ul class=menu><li id=a><a href="https://x.example/a" rel="next Last">a</a>
        <li id=b lang=pl-PL><ul><li id=c title='a "b"'>c</ul></ul><p id=d class=Wide>d<svg id=s viewBox=1><linearGradient id=g>
        </linearGradient></svg><table id=t><tr><td id=1x>e</table></main><p id=e data-n>f
        """
    )

    @Test(arguments: [
        ("li", "a b c"), ("LI", "a b c"), ("*#a", "a"), ("ul li", "a b c"), ("ul ul li", "c"), ("ul > li", "a b c"),
        ("main > ul > li", "a b"), ("main > li", ""), ("main li > ul > li", "c"), ("main p", "d"), ("body > p", "e"),
        (".wide", "main"), (".wide.page", "main"), (".page.no", ""), ("p.Wide", "d"), ("#d, #e,#a", "a d e"),
        ("[data-n]", "e"), ("[href] ", ""), ("li [href]", ""), ("[lang|=pl]", "b"), ("[lang|=p]", ""),
        ("[title='a \"b\"']", "c"), ("[id=c]", "c"), ("[id^=m]", "main"), ("[class$='age']", "main"),
        ("[class*=de]", "main d"), ("[class=wide]", ""), ("[class='wide' i]", "d"), ("[class~=page]", "main"),
        ("svg", "s"), ("linearGradient", "g"), ("lineargradient", ""), ("[viewBox]", "s"), ("#\\31 x", "1x"),
        ("table tbody > tr > td", "1x"), ("ul ul ul", ""), ("unknown", ""), ("[unknown]", ""),
    ])
    func `a selector finds its elements in document order`(selector: String, expected: String) throws {
        #expect(try tree.select(selector).compactMap { $0[.id] }.joined(separator: " ") == expected)
    }

    @Test
    func `a selector looks below a node only`() throws {
        let list = try #require(try tree.first("#b"))
        #expect(try list.select("li").compactMap { $0[.id] } == ["c"])
        #expect(try list.first("main li")?[.id] == "c")
        #expect(try list.first("p") == nil)
        #expect(list.matches(try HTMLSelector("ul > li[lang]")))
        #expect(!list.matches(try HTMLSelector("ol > li")))
    }

    @Test
    func `relations may hold for any letter case when the attribute says so`() throws {
        #expect(try tree.select("a[rel~=last]").isEmpty)
        #expect(try tree.select("a[rel~=last i]").count == 1)
        #expect(try tree.select("a[href^=\"https://x.example/\"]").count == 1)
    }

    @Test
    func `classes ignore case in quirks mode only`() throws {
        #expect(try HTMLParser().parse("<p class=Big>").select(".big").count == 1)
        #expect(try HTMLParser().parse("<!DOCTYPE html><p class=Big>").select(".big").isEmpty)
    }

    @Test(arguments: [
        ("", HTMLSelectorError.Code.missing, 0), ("a,", .missing, 2), ("a >", .missing, 3),
        ("a:hover", .unsupported, 1),
        ("a + b", .unsupported, 2), ("a ~ b", .unsupported, 2), ("[a", .unclosed, 2), ("[a='b]", .unclosed, 6),
        ("[a=]", .missing, 3), ("[=b]", .missing, 1), ("#", .missing, 1), (".1", .missing, 1), ("a)", .unexpected, 1),
        ("[a!=b]", .unexpected, 2), ("[a~b]", .unexpected, 3), ("svg|a", .unsupported, 3),
    ])
    func `a text that is no selector is refused with its place`(
        text: String,
        code: HTMLSelectorError.Code,
        offset: Int
    ) {
        let error = #expect(throws: HTMLSelectorError.self) { try HTMLSelector(text) }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
        #expect(error?.hint.isEmpty == false)
    }
}
