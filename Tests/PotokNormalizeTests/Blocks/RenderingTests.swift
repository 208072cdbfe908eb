import PotokCore
import Testing

@testable import PotokNormalize

@Suite struct RenderingTests {
    @Test(arguments: [
        ("<p>a</p><ul><li>b<li>c<ol><li>d<li>e</ol></ul><p>f</p>", "a\n\n- b\n- c\n  1. d\n  2. e\n\nf"),
        ("<ol start=7><li>a<li>b<br>c</ol>", "7. a\n8. b\n   c"),
        ("<ul><li><p>a</p><p>b</p><li>c</ul>", "- a\n\nb\n\n- c"),
        ("<ul><li><h3>a</h3><p>b</p><li><h3>c</h3></ul>", "a\n\nb\n\nc"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n- b"), ("<ul><li><ul><li>a<li>b</ul></ul>", "  - a\n  - b"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2 <b>3</b><br>4</table>", "a | b\n1 | 2 3 4"),
        ("<blockquote><p>a</p><p>b</p></blockquote><pre>c\n\n d</pre>", "a\n\nb\n\nc\n\n d"),
        ("<figure><img src=a.png alt=no><figcaption>b</figcaption></figure>", "b"),
        ("e\u{301}te\u{301}", "été"),
    ])
    func `plain text has a paragraph for each block and lines for items and rows`(html: String, expected: String) throws
    {
        let written = try blocks(html).plainText
        #expect(written == expected)
    }

    @Test(arguments: [
        ("<h2>a # b #</h2><p>c <b>d</b> <i>e</i> <code>f`g</code></p>", "## a # b \\#\n\nc **d** *e* ``f`g``"),
        ("<p>1. x<br>- y<br># z<br>+5", "1\\. x\\\n\\- y\\\n\\# z\\\n+5"),
        (
            "<p>a*b _c_ snake_case [d](e) &lt;f&gt; &amp;amp; \\ ~",
            "a\\*b \\_c\\_ snake_case \\[d\\](e) \\<f> \\&amp; \\\\ \\~"
        ),
        (
            "<a href='/x (1)'>y</a>!<a href='z'>w</a>",
            "[y](https://example.com/x%20\\(1\\))\\![w](https://example.com/a/z)"
        ),
        ("<a href='javascript:alert(1)'>y</a>", "y"), ("<b>a</b><i>b</i>", "**a**b"), ("x<b>“y”</b>z", "x“y”z"),
        ("<b><i>x</i></b>", "***x***"), ("<b>a <b>b</b></b>", "**a b**"), ("<p><b> a </b>b", "**a** b"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul><ul><li>d</ul>", "- a\n  - b\n- c\n\n* d"),
        ("<ol start=9><li><p>a</p><pre>b\n\nc</pre><li>d</ol>", "9. a\n\n   ```\n   b\n\n   c\n   ```\n\n10. d"),
        ("<blockquote><p>a</p><ul><li>b</ul></blockquote>c", "> a\n>\n> - b\n\nc"),
        ("<pre class='language-swift'>let a = \"```\"</pre>", "````swift\nlet a = \"```\"\n````"),
        (
            "<table><tr><th>a<th>b<tr><td>1|2<td><code>x|y</code></table>",
            "| a | b |\n| --- | --- |\n| 1\\|2 | `x\\|y` |"
        ),
        ("<table><tr><td colspan=2>a<tr><td>b<td>c</table>", "| | |\n| --- | --- |\n| a | |\n| b | c |"),
        (
            "<p>a</p><figure><img src=b.png alt='[c]'><figcaption>d</figcaption></figure>",
            "a\n\n![\\[c\\]](https://example.com/a/b.png)\\\nd"
        ),
        ("<p>see <img src=b.png alt=c> there", "see ![c](https://example.com/a/b.png) there"),
        ("<p>a<br>| b | c<br>--- | ---", "a\\\n\\| b | c\\\n\\--- | ---"), ("<p>a<br>===", "a\\\n\\==="),
    ])
    func `Markdown means the same again`(html: String, expected: String) throws {
        let written = try blocks(html).markdown
        #expect(written == expected)
    }

    @Test(arguments: [
        (
            "<h2 id=x>a</h2><p onclick=e()>b &lt; &amp; \"c\"<br>d",
            "<h2 id=\"x\">a</h2>\n<p>b &lt; &amp; &quot;c&quot;<br>\nd</p>\n"
        ),
        ("<a href='JaVaScript:alert(1)'>y</a> <a href='data:text/html,x'>z</a>", "<p>y z</p>\n"),
        ("<a href='../c?d&e' style=x>y</a>", "<p><a href=\"https://example.com/c?d&amp;e\">y</a></p>\n"),
        ("<ul><li>a<li>b</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<ol start=3><li><p>a</p><p>b</p></ol>", "<ol start=\"3\">\n<li><p>a</p>\n<p>b</p>\n</li>\n</ol>\n"),
        (
            "<p>a</p><img src='x\" onerror=alert(1)' alt='\"><script>'>b",
            "<p>a</p>\n<figure><img src=\"https://example.com/a/x%22%20onerror=alert(1)\" alt=\"&quot;&gt;&lt;script&gt;\"></figure>\n<p>b</p>\n"
        ),
        (
            "<table><tr><th>a<th>b<tr><td colspan=2>c</table>",
            "<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td colspan=\"2\">c</td></tr>\n</table>\n"
        ),
        (
            "<pre class=language-c>a &lt; b</pre><iframe src=x>no</iframe>",
            "<pre><code class=\"language-c\">a &lt; b</code></pre>\n"
        ),
        ("<p>a<sub>1</sub><sup>2</sup><del>c</del>", "<p>a<sub>1</sub><sup>2</sup><s>c</s></p>\n"),
    ])
    func `HTML holds only what is safe, with whole addresses`(html: String, expected: String) throws {
        let written = try blocks(html).html
        #expect(written == expected)
    }

    @Test func `without marks there is none`() throws {
        let list = try blocks("<p>a <b>b</b> <a href=x>c</a><h2 id=y>d</h2>", options: BlockBuilder.Options())
        #expect(list.marks.isEmpty)
        #expect(list.strings.isEmpty)
        #expect(list.markdown == "a b c\n\n## d")
    }
}
