import Testing

@testable import PotokHTML

struct HTMLSerializerTests {
    @Test(arguments: [
        ("<p>a &lt; b &amp; c\u{A0}d</p>", "<p>a &lt; b &amp; c&nbsp;d</p>"),
        ("<a title='\"<&>\u{A0}'>x</a>", "<a title=\"&quot;&lt;&amp;&gt;&nbsp;\">x</a>"),
        ("<br><img src=a><input>", "<br><img src=\"a\"><input>"),
        ("<script>a < b && c</script>", "<script>a < b && c</script>"),
        ("<style>a > b</style>", "<style>a > b</style>"),
        ("<textarea>\na<b></textarea>", "<textarea>a&lt;b&gt;</textarea>"),
        ("<!-- a --><p>", "<!-- a --><p></p>"),
        (
            "<svg viewBox=1><path d=z /><title>t</title></svg>",
            "<svg viewBox=\"1\"><path d=\"z\"></path><title>t</title></svg>"
        ),
        ("<svg><a xlink:href=x>", "<svg><a xlink:href=\"x\"></a></svg>"),
        ("<template><td>x</template>", "<template><td>x</td></template>"),
        ("<p>żółć 日本 😀", "<p>żółć 日本 😀</p>"),
    ])
    func `nodes are written as markup`(page: String, expected: String) {
        let tree = HTMLParser().parse("<!DOCTYPE html><body>" + page)
        #expect(tree.body?.innerHTML == expected)
        #expect(tree.body?.outerHTML == "<body>\(expected)</body>")
        #expect(tree.root.outerHTML == "<!DOCTYPE html><html><head></head><body>\(expected)</body></html>")
    }

    @Test
    func `what was written parses to the same tree`() {
        let page = """
            <!DOCTYPE html><html lang="pl"><head><title>A</title></head><body><h1>B</h1><table><tbody><tr><td>1</td></tr></tbody></table>
            <ul><li>x</li></ul><select><option>a</option></select><pre>
            b</pre></body></html>
            """
        let once = HTMLParser().parse(page).root.outerHTML
        #expect(HTMLParser().parse(once).root.outerHTML == once)
    }

    @Test
    func `one node is written without its siblings`() throws {
        let tree = HTMLParser().parse("<p>a<b>b<i>c</i></b>d<br>e</p>")
        #expect(try tree.first("b")?.outerHTML == "<b>b<i>c</i></b>")
        #expect(try tree.first("i")?.innerHTML == "c")
        #expect(try tree.first("br")?.outerHTML == "<br>")
        #expect(try tree.first("br")?.innerHTML == "")
        #expect(try tree.first("p")?.firstChild?.outerHTML == "a")
    }
}
