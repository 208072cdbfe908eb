import PotokCore
import Testing

@testable import PotokNormalize

@Suite struct BlockBuilderTests {
    private func kinds(_ html: String) throws -> [String] {
        let list = try blocks(html)
        return list.blocks.map { block in
            switch block.kind {
            case .heading(let level): "h\(level):" + list.text(of: block)
            case .paragraph: "p:" + list.text(of: block)
            case .code: "code:" + list.text(of: block)
            case .table: "table:" + list.text(of: block)
            case .image: "image:" + list.text(of: block)
            }
        }
    }

    @Test(arguments: [
        ("<h2>One</h2><p>Two <b>three</b></p>four", ["h2:One", "p:Two three", "p:four"]),
        ("<div>a<p>b</p>c</div>d<br>e<br> <br>f", ["p:a", "p:b", "p:c", "p:d\ne", "p:f"]),
        ("a<span>b</span><i> c</i>", ["p:ab c"]), ("<p> \u{A0}\u{200B} </p><p>x</p>", ["p:x"]),
        ("<p>a<script>no()</script>b<style>x</style></p>", ["p:ab"]),
        ("<pre>\n\n  a\n\tb  \n\n</pre>", ["code:  a\n\tb"]),
        ("<pre><code>a<br>b</code>\n<div>c</div>d</pre>e", ["code:a\nb\nc\nd", "p:e"]),
        ("<figure><img src=a.png><figcaption>Seen <i>here</i></figcaption></figure>", ["image:Seen here"]),
        ("<figure><pre>x</pre><figcaption>Code</figcaption></figure>", ["code:x", "p:Code"]),
        ("<p>a</p><img src=a.png><p>b</p>", ["p:a", "image:", "p:b"]),
        ("<img src=a.png><p>b</p><img src=c.png>", ["p:b"]),
        ("<p>a</p><img src=1.gif width=1 height=1><p>b</p>", ["p:a", "p:b"]),
        ("<h2>One<a href='#one'>¶</a></h2>", ["h2:One"]), ("<h2><a href='#one'>One</a></h2>", ["h2:One"]),
        ("<p>x <math><mi>a</mi><annotation>\\a</annotation></math> <svg><text>no</text></svg></p>", ["p:x a"]),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", ["p:漢kan"]),
    ])
    func `blocks end where text does not run on`(html: String, expected: [String]) throws {
        #expect(try kinds(html) == expected)
    }

    @Test(arguments: [
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", ["table:a b 1 2"]),
        ("<table><caption>Sums</caption><tr><th>a<th>b<tr><td>1<td>2</table>", ["p:Sums", "table:a b 1 2"]),
        ("<table><tr><td>left<td>right</table>", ["p:left", "p:right"]),
        ("<table><tr><td>one<tr><td>two</table>", ["p:one", "p:two"]),
        ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", ["p:a", "p:b", "p:c", "p:d"]),
        ("<table><tr><td><h2>a</h2><td>b<tr><td>c<td>d</table>", ["h2:a", "p:b", "p:c", "p:d"]),
        (
            "<table><tr><td>a<td><table><tr><td>1<td>2<tr><td>3<td>4</table><tr><td>b<td>c</table>",
            ["p:a", "table:1 2 3 4", "p:b", "p:c"]
        ),
    ])
    func `a table is one when it has rows and columns, and else only a place`(html: String, expected: [String]) throws {
        #expect(try kinds(html) == expected)
    }

    @Test func `only kept texts count`() throws {
        let list = try blocks("<main><h1>a</h1><nav>no</nav><p>b</p></main><p>c</p>", of: "h1, p")
        #expect(list.blocks.map { list.text(of: $0) } == ["a", "b", "c"])
    }

    @Test func `posts are containers with their author and date`() throws {
        let html = """
            <div class=post><span class=author>Ada</span><time datetime=2024-05-01>May</time><p>First</p>
            <div class="comment reply"><p>Second</p></div></div>
            """
        let list = try blocks(
            html,
            of: "p",
            options: BlockBuilder.Options(keepsMarks: true, findsPosts: true)
        )
        let posts = list.containers.filter { $0.kind == .post }
        #expect(posts.count == 2)
        #expect(posts.first.map { list.string($0.author) } == "Ada")
        #expect(posts.first.map { list.string($0.date) } == "2024-05-01")
        #expect(list.blocks.map { list.containers[Int($0.container)].depth } == [0, 1])
    }

    @Test func `any depth of nesting is walked, and containers have an end`() throws {
        let depth = 3_000
        let html =
            String(repeating: "<ul><li><blockquote>", count: depth) + "x"
            + String(repeating: "</blockquote>", count: depth)
        let list = try blocks(html)
        #expect(list.blocks.count == 1)
        #expect(list.containers.count <= Int(BlockBuilder.deepest))
        #expect(list.plainText.hasSuffix("x"))
        #expect(list.markdown.hasSuffix("x"))
        #expect(list.html.contains("x"))
    }
}
