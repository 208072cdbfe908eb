import Testing

@testable import PotokHTML

/// Reading a tree.
struct HTMLNodeTests {
    private let tree = HTMLParser().parse(
        """
        <!DOCTYPE html><html lang=pl><head><title> A &amp; B </title></head><body class="x y"><!-- note -->
        <p id=one>one<b>two</b></p><p>three</p><svg viewBox="0 0"><path d=z /></svg><my-card data-x=1>four</my-card></body>
        """
    )

    @Test
    func `a tree finds its parts`() {
        #expect(tree.documentElement?[.lang] == "pl")
        #expect(tree.head?.tagName == "head")
        #expect(tree.body?["class"] == "x y")
        #expect(tree.title == " A & B ")
        #expect(tree.quirksMode == .none)
        #expect(tree.limitsReached.isEmpty)
        #expect(tree.root.firstChild?.doctype?.name == "html")
    }

    @Test
    func `a node knows its neighbours`() throws {
        let paragraph = try #require(try tree.first("#one"))
        #expect(paragraph.parent == tree.body)
        #expect(paragraph.firstChild?.text == "one")
        #expect(paragraph.lastChild?.name == .b)
        #expect(paragraph.nextSibling?.text == "three")
        #expect(paragraph.previousSibling?.isText == true)
        #expect(paragraph.ancestors.map(\.kind) == [.element, .element, .document])
        #expect(paragraph.children.map(\.kind) == [.text, .element])
        #expect(tree.body?.children.elements.map(\.tagName) == ["p", "p", "svg", "my-card"])
    }

    @Test
    func `descendants come in document order and end with their top`() throws {
        let paragraph = try #require(try tree.first("#one"))
        #expect(paragraph.descendants.map(\.text) == ["one", "two", "two"])
        #expect(paragraph.descendants.elements.map(\.name) == [.b])
        #expect(paragraph.text == "onetwo")
        #expect(tree.root.descendants.elements.count == 10)
        let last = try #require(try tree.first("my-card"))
        #expect(last.descendants.map(\.text) == ["four"])
        #expect(last.firstChild?.descendants.map(\.text) == [])
    }

    @Test
    func `names are numbers with a spelling`() throws {
        let name = try #require(tree.name("my-card"))
        #expect(tree.spelling(of: name) == "my-card")
        #expect(tree.name("no-card") == nil)
        #expect(tree.name("MY-CARD") == nil)
        #expect(tree.name("viewBox") == .viewBox)
        #expect(tree.spelling(of: HTMLName(rawValue: 999_999)) == "")
        #expect(try tree.first("my-card")?["data-x"] == "1")
        #expect(try tree.first("path")?.namespace == .svg)
        #expect(try tree.first("svg")?[.viewBox] == "0 0")
        #expect(try tree.first("svg")?.isHTML == false)
    }

    @Test
    func `every known name has its spelling`() {
        #expect(tree.spelling(of: .div) == "div")
        #expect(tree.spelling(of: .annotationXML) == "annotation-xml")
        #expect(tree.spelling(of: .foreignObject) == "foreignObject")
        #expect(tree.spelling(of: .httpEquiv) == "http-equiv")
        #expect(tree.spelling(of: .xmlnsXlink) == "xmlns:xlink")
        for number in 1..<UInt32(KnownNames.count) {
            let name = HTMLName(rawValue: number)
            #expect(tree.name(tree.spelling(of: name)) == name)
        }
    }

    @Test
    func `attributes keep the order of the page and the first of each name`() {
        let node = HTMLParser().parse("<p B=1 a='&lt;&quot;' b=2 c d=&amp=e&ampf>").body?.firstChild
        #expect(node?.attributes.map(\.spelling) == ["b", "a", "c", "d"])
        #expect(node?.attributes.map(\.value) == ["1", "<\"", "", "&amp=e&ampf"])
        #expect(node?["e"] == nil)
        #expect(node?.hasAttribute(HTMLName.href) == false)
    }

    @Test
    func `a walk by number meets every node once`() {
        var texts: [String] = []
        var next: UInt32? = 0
        var count = 0
        while let index = next {
            count += 1
            if tree.htmlName(ofNode: index) == .head {
                next = tree.nextSkippingChildren(after: index)
                continue
            }
            if tree.kind(ofNode: index) == .text {
                tree.withBytes(ofNode: index) { bytes in
                    texts.append(bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
                    #expect(bytes.count == tree.byteCount(ofNode: index))
                }
            }
            next = tree.nextInDocument(after: index)
        }
        #expect(count == tree.nodeCount - 2)
        #expect(texts.joined() == tree.body?.text)
        #expect(tree.withAttribute(.class, ofNode: 0) { $0.count } == nil)
        #expect(tree.body.map { tree.withAttribute(.class, ofNode: $0.index) { $0.count } } == 3)
    }

    @Test(arguments: [
        ("a</x>b", "ab"), ("a&amp;b", "a&b"), ("a</x>b</x>c</x>d", "abcd"), ("&lt;</x>&gt;</x>c", "<>c"),
        ("a\u{0}b\u{0}c", "abc"), ("<svg>a\u{0}b", "a\u{FFFD}b"), ("&#x80;&#0;&#xD800;&#x1F600;", "€\u{FFFD}\u{FFFD}😀"),
        ("&notit;&notin;&CounterClockwiseContourIntegral;", "¬it;∉∳"),
        ("&copy&copyx&unknown;&;&#;&#x;", "©©x&unknown;&;&#;&#x;"),
        ("<pre>\n\na", "\na"), ("<textarea>\na</textarea>", "a"), ("<pre>&#10;a", "a"),
    ])
    func `text is joined and decoded`(page: String, expected: String) {
        #expect(HTMLParser().parse("<!DOCTYPE html><body>" + page).body?.text == expected)
    }
}
