import Testing

@testable import PotokHTML

/// Pages that were made to hurt: they give a smaller tree, which says so.
struct HTMLLimitsTests {
    private func parse(_ page: String, _ limits: HTMLLimits = HTMLLimits()) -> HTMLTree {
        let tree = HTMLParser(options: HTMLParser.Options(limits: limits)).parse(page)
        #expect(TreeAudit.fault(in: tree) == nil)
        return tree
    }

    private func depth(of tree: HTMLTree) -> Int {
        tree.root.descendants.reduce(0) { max($0, $1.ancestors.reduce(0) { count, _ in count + 1 }) }
    }

    @Test
    func `elements nested too deep become siblings`() {
        let deep = parse(String(repeating: "<div>", count: 600) + "x")
        #expect(deep.limitsReached == .depth)
        #expect(depth(of: deep) == 513)
        let shallow = parse(String(repeating: "<div>", count: 400) + "x")
        #expect(shallow.limitsReached.isEmpty)
        #expect(depth(of: shallow) == 403)
    }

    @Test
    func `what follows elements nested too deep stands where it belongs`() throws {
        let page = "<div id=a><i><i><i><i></i></i></i></i></div><p id=b>x"
        let tree = parse(page, HTMLLimits(depth: 5))
        #expect(tree.limitsReached == .depth)
        #expect(try tree.first("#b")?.parent?.name == .body)
    }

    @Test(arguments: [
        "<table>", "<b>", "<ul><li>", "<template>", "<svg>", "<svg><foreignObject>", "<select>", "<frameset>",
        "<p><b a=b>", "<a>",
        "<nobr><div>", "<object>", "<math><mi>", "<ruby><rt>", "<script>x</script><div>", "<noscript>", "<svg><script>",
        "<svg><title>", "<math><style>", "<svg><plaintext>", "<table><caption>", "<form>",
    ])
    func `any element may nest without end`(tag: String) {
        for depth in [-1, 0, 1, 2, 3, 4, 5, 7, 12] {
            let page =
                String(repeating: tag, count: 100) + "x</table></div></b></p>y" + String(repeating: tag, count: 20)
            let tree = parse(page, HTMLLimits(depth: depth))
            #expect(tree.nodeCount > 3)
            #expect(self.depth(of: tree) <= max(depth, 0) + 12)
        }
    }

    @Test
    func `a page of too many nodes is read to the limit`() {
        let tree = parse(String(repeating: "<br>", count: 1000) + "end", HTMLLimits(nodes: 100))
        #expect(tree.limitsReached == .nodes)
        #expect(tree.nodeCount <= 105)
        #expect(!tree.root.text.contains("end"))
    }

    @Test
    func `attributes beyond the limit are dropped`() {
        let page = "<p " + (0..<20).map { "a\($0)=b" }.joined(separator: " ") + ">x"
        let tree = parse(page, HTMLLimits(attributesPerElement: 5))
        #expect(tree.body?.firstChild?.attributes.map(\.spelling) == ["a0", "a1", "a2", "a3", "a4"])
        #expect(tree.body?.text == "x")
    }

    @Test
    func `a second html tag does not grow the first beyond the limit`() {
        let page = (0..<20).map { "<html a\($0)=b>" }.joined()
        let tree = parse(page, HTMLLimits(attributesPerElement: 5))
        #expect(tree.documentElement?.attributes.count == 5)
    }

    @Test
    func `a page of too many bytes is read to the limit`() {
        let tree = parse("<p>abcdef", HTMLLimits(bytes: 6))
        #expect(tree.limitsReached == .bytes)
        #expect(tree.body?.text == "abc")
    }

    @Test
    func `formatting elements are not copied without end`() {
        let page = (0..<3000).map { "<p><b a=\($0)>x</p>" }.joined()
        let tree = parse(page)
        #expect(tree.limitsReached.contains(.formatting))
        #expect(tree.nodeCount < page.utf8.count)
    }

    @Test
    func `text that is added to from many places stays linear in memory`() {
        let page = "<table>" + String(repeating: "a<td>b</td>", count: 3000)
        let tree = parse(page)
        #expect(tree.body?.firstChild?.text == String(repeating: "a", count: 3000))
        #expect(tree.memory < 20 * page.utf8.count)
    }

    @Test
    func `names without end have a number each`() throws {
        let page = (0..<5000).map { "<x\($0) y\($0)=z></x\($0)>" }.joined()
        let tree = parse(page)
        #expect(tree.limitsReached.isEmpty)
        let node = try #require(try tree.first("x4999"))
        #expect(node["y4999"] == "z")
        #expect(tree.body?.children.elements.count == 5000)
    }
}
