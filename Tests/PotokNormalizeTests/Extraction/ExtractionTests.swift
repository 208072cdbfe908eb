import PotokHTML
import Testing

@testable import PotokNormalize

/// The parts of the selection of main text, each by itself.
@Suite struct ExtractionTests {
    private func scan(_ page: String, cues: CueTable = CueTable([])) -> PageScan {
        PageScanner.scan(tree: HTMLParser().parse(page), url: "https://example.org/a", cues: cues)
    }

    private func texts(_ page: String) -> [String] {
        let tree = HTMLParser().parse(page)
        let scan = PageScanner.scan(tree: tree, url: nil, cues: CueTable([]))
        return scan.blocks.map { block in
            scan.texts[Int(block.firstText)..<Int(block.endText)].map { tree[$0].text }.joined()
        }
    }

    @Test(arguments: [
        ("<p>One <b>two</b> three<p>four", ["One two three", "four"]),
        ("<div>before<p>inside</p>after</div>", ["before", "inside", "after"]),
        ("<div>a<br>b<br><br>c</div>", ["ab", "c"]),
        ("<ul><li>x<li>y</ul>", ["x", "y"]),
        ("<p>seen<script>unseen()</script><style>p{}</style><p> \n ", ["seen"]),
        ("<body>text<select><option>choice</select>", ["text"]),
        ("", []),
    ])
    func `a page is cut at the borders of blocks`(page: String, expected: [String]) {
        #expect(texts(page) == expected)
    }

    @Test func `words, letters and sentences are counted, and letters in links apart`() throws {
        let block = try #require(scan("<p>The cat sat. <a href=x>On it</a>, it did!</p>").blocks.first)
        #expect(block.counts.words == 7)
        #expect(block.counts.letters == 18)
        #expect(block.counts.linkedLetters == 4)
        #expect(block.counts.links == 1)
        #expect(block.counts.sentenceEnds == 2)
        #expect(block.counts.commas == 1)
    }

    @Test func `text without spaces between words counts by its characters`() throws {
        let block = try #require(scan("<p>江苏省无锡市中级人民法院一审。</p>").blocks.first)
        #expect(block.counts.words == 14 * 3 / 5)
        #expect(block.counts.sentenceEnds == 1)
        #expect(block.last == .stop)
    }

    @Test func `the words of the title are found in a heading`() throws {
        let page = scan("<title>Rain in Kraków - News</title><h1>Rain in Kraków</h1><p>Nothing alike here")
        #expect(page.titleWordCount == 4)
        #expect(page.blocks.map(\.titleWords) == [3, 0])
    }

    @Test func `context comes from elements, roles and styles above`() throws {
        let page = scan(
            "<nav><p>a</p></nav><div role=contentinfo><p>b</p></div><div style='display:none'><p>c</p></div><p>d</p>"
        )
        let flags = page.blocks.map(\.flags)
        #expect(flags[0].contains(.navigation))
        #expect(flags[1].contains(.footer))
        #expect(flags[2].contains(.hidden))
        #expect(flags[3].isEmpty)
    }

    @Test func `siblings of the same name and class are counted together`() {
        let page = scan("<ul><li class=post-1>a<li class=post-2>b<li class=post-3>c<li class=other>d</ul>")
        let items = page.elements.filter { $0.name == .li }
        #expect(items.map(\.placeAmongAlike) == [0, 1, 2, 0])
        #expect(items[0].alike == 3)
        #expect(items[3].alike == 1)
    }

    @Test func `a cue weighs on the elements that have it and on all below`() throws {
        let piece = "sidebar".utf8.reduce(CueTable.Kind.piece.rawValue) { CueTable.hash($0, $1) }
        let cues = CueTable([(key: piece, weights: CueTable.Weights(text: -512))])
        let page = scan("<div class='left-Sidebar'><div><p>a</p></div></div><p>b</p>", cues: cues)
        let paths = page.blocks.map { page.elements[Int($0.element)].pathCue }
        #expect(paths == [-512, 0])
    }

    @Test func `counts become bytes that grow with them`() {
        let steps = [0, 1, 2, 3, 4, 10, 100, 1_000, 1_000_000, Int.max].map { Feature.steps($0) }
        #expect(steps == steps.sorted())
        #expect(Set(steps).count == steps.count)
        #expect(Feature.share(1, 2) == 32)
        #expect(Feature.share(0, 0) == Feature.missing)
    }

    @Test func `every block has all features`() {
        let page = scan("<h1>Title</h1><div><p>one</p><p>two</p></div><footer>three</footer>")
        let table = BlockFeatures.of(page, TextGroups(page), types: [UInt8](repeating: 0, count: 7))
        #expect(table.count == 4)
        #expect(table.width == BlockFeatures.width + ContextFeatures.width)
        #expect(table.bytes.count == table.stride * table.width)
    }

    @Test func `the title of another text is told by standing where the title stands`() {
        let page = scan("<h2 class=t>Rain</h2><p>One.</p><h3>Part</h3><h2 class=t>Snow</h2><p>Two.</p>")
        var progress = ReadingProgress(scan: page, title: 0, lead: 1)
        let passed = page.blocks.indices.map { progress.next($0) }
        #expect(passed.map { $0[0] } == [0, 0, 0, 1, 1])
        #expect(passed.map { $0[1] } == [0, 0, 0, 1, 1])
    }

    @Test func `likely blocks behind a hole are a stretch of their own`() {
        let page = scan((0..<12).map { "<p>Paragraph number \($0) of this page has some letters.</p>" }.joined())
        let probabilities: [Float] = [0.9, 0.9] + [Float](repeating: 0.1, count: 7) + [0.8, 0.8, 0.1]
        var stretches = LikelyStretches(scan: page, probabilities: probabilities, anchor: 0)
        let found = (0..<12).map { stretches.next($0) }
        #expect(found.allSatisfy { $0[7] == 2 })
        #expect(found[1][4] == Feature.distance(0))
        #expect(found[9][4] == Feature.distance(1))
        #expect([0, 5, 9, 11].map { found[$0][8] } == [1, 2, 1, 2])
    }

    @Test func `trees give the leaf that the answers lead to`() throws {
        // One tree: the first question is about feature 0, all others are never answered by yes.
        var bytes: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]
        for _ in 0..<5 { bytes += [0, 0, 255] }
        var leaves = [UInt8](repeating: 0, count: 128)
        leaves[1] = 0x10
        leaves[3] = 0xF0
        var reader = ModelReader(bytes + leaves)
        let trees = try #require(BoostedTrees(&reader))
        var table = FeatureTable(count: 2, width: 1)
        table.bytes[0] = 9
        table.bytes[1] = 10
        #expect(trees.scores(table) == [1, -1])
    }

    @Test(arguments: [(0, ""), (1, "8A=="), (2, "8PE="), (3, "8PHy"), (4, "8PHy8w==")] as [(Int, String)])
    func `a text in base 64 gives all its bytes`(count: Int, text: String) {
        let texts: [String: StaticString] = [
            "": "", "8A==": "8A==", "8PE=": "8PE=", "8PHy": "8PHy", "8PHy8w==": "8PHy8w==",
        ]
        #expect(texts[text].map(ModelText.decode) == Array([0xF0, 0xF1, 0xF2, 0xF3].prefix(count)))
    }

    @Test func `the model that is built in has both passes`() {
        #expect((ExtractionModel.shipped.first?.count ?? 0) > 0)
        #expect((ExtractionModel.shipped.second?.count ?? 0) > 0)
        #expect(ExtractionModel.shipped.first?.fits(width: BlockFeatures.width) == true)
        #expect(ExtractionModel.shipped.second?.fits(width: BlockFeatures.width + ContextFeatures.width) == true)
    }

    @Test func `a model that is cut short is none`() {
        #expect(ExtractionModel([1, 0, 0]) == nil)
        #expect(ExtractionModel([255, 255, 255, 255]) == nil)
    }

    @Test func `the cut is lower where nothing is certain`() {
        let sure = ExpectedOverlap.bestCut([0.99, 0.98, 0.4, 0.01], weights: [50, 50, 50, 50], of: .article)
        #expect(sure.threshold > 0.4 && sure.threshold <= 0.98)
        let unsure = ExpectedOverlap.bestCut([0.5, 0.4, 0.4, 0.01], weights: [50, 50, 50, 50], of: .article)
        #expect(unsure.threshold > 0.01 && unsure.threshold <= 0.4)
        #expect(sure.overlap > unsure.overlap)
        #expect(ExpectedOverlap.bestCut([], weights: [], of: .article).overlap == 0)
    }

    @Test func `many doubtful blocks behind a few sure ones are one risk and are left out`() {
        let teasers = 20
        let cut = ExpectedOverlap.bestCut(
            [0.97, 0.96] + Array(repeating: 0.35, count: teasers),
            weights: [60, 60] + Array(repeating: 30, count: teasers),
            of: .article
        )
        #expect(cut.threshold > 0.9 && cut.threshold <= 0.96)
        // As many words in one block are no other risk.
        let one = ExpectedOverlap.bestCut([0.97, 0.96, 0.35], weights: [60, 60, Float(teasers) * 30], of: .article)
        #expect(one.threshold == cut.threshold)
        // Where many parts stand for themselves, many doubtful ones are half as many sure ones.
        let parts = ExpectedOverlap.bestCut(
            [0.97, 0.96] + Array(repeating: 0.45, count: teasers),
            weights: [60, 60] + Array(repeating: 30, count: teasers),
            of: .collection
        )
        #expect(parts.threshold <= 0.45)
    }

    @Test func `blocks at the same path speak for each other, and on articles those beside each other`() {
        let other: [Float] = [0, 0, 1, 0, 0, 0, 0]
        let article: [Float] = [1, 0, 0, 0, 0, 0, 0]
        let weights = [Float](repeating: 20, count: 6)
        // Three posts at one path, of which one looks bad, and what is said of their authors at another.
        let found: [Float] = [0.9, 0.1, 0.9, 0.2, 0.3, 0.1]
        let thread = SharedEvidence.weigh(found, weights: weights, peers: [0, 1, 0, 1, 0, 1], types: other)
        #expect(thread[4] > 0.5 && thread[3] < 0.3)
        #expect(SharedEvidence.weigh(found, weights: weights, peers: [0, 1, 2, 3, 4, 5], types: other)[4] < 0.35)
        // A line in the middle of an article, and the same far from it.
        let text: [Float] = [0.9, 0.9, 0.4, 0.9, 0.9, 0.1, 0.1, 0.1, 0.4, 0.1]
        let lines = SharedEvidence.weigh(
            text,
            weights: [Float](repeating: 20, count: text.count),
            peers: (0..<10).map { $0 },
            types: article
        )
        #expect(lines[2] > 0.45 && lines[8] < 0.35)
        // Their paths say nothing there.
        let same = SharedEvidence.weigh(
            text,
            weights: [Float](repeating: 20, count: text.count),
            peers: [Int32](repeating: 0, count: text.count),
            types: article
        )
        #expect(same == lines)
        #expect(SharedEvidence.weigh([], weights: [], peers: [], types: article).isEmpty)
    }

    @Test func `a set of nodes holds what was put in`() {
        var set = NodeSet(nodeCount: 130)
        set.insert(0)
        set.insert(64)
        set.insert(129)
        set.insert(5_000)
        set.remove(64)
        #expect([0, 64, 129, 5_000].map { set.contains($0) } == [true, false, true, false])
        #expect(set.count == 2)
    }
}

/// What a kept region gets back.
@Suite struct KeptRegionTests {
    /// The texts that are kept when all paragraphs are kept and everything else is not.
    private func kept(_ page: String, probability: Float = 0) -> [String] {
        let tree = HTMLParser().parse(page)
        let scan = PageScanner.scan(tree: tree, url: nil, cues: CueTable([]))
        var isKept = scan.blocks.map { scan.elements[Int($0.element)].name == .p }
        KeptRegion.fill(&isKept, scan, scan.blocks.map { _ in probability })
        return zip(scan.blocks, isKept).filter(\.1).map { tree[scan.texts[Int($0.0.firstText)]].text }
    }

    @Test(arguments: [
        ("<p>a</p><h2>Tamy</h2><p>b</p>", ["a", "Tamy", "b"]),
        (
            "<section><p>a</p></section><section><h2>Tamy</h2><h3>Stare</h3><p>b</p></section>",
            ["a", "Tamy", "Stare", "b"]
        ),
        ("<p>a</p><pre>let x</pre><pre>let y</pre><p>b</p>", ["a", "let x", "let y", "b"]),
    ])
    func `headings and code between kept paragraphs are never dropped`(page: String, expected: [String]) {
        #expect(kept(page) == expected)
    }

    @Test(arguments: [
        "<h2>More news</h2><p>a</p><p>b</p>",
        "<p>a</p><p>b</p><h2>More news</h2>",
        "<p>a</p><h2>More news</h2><div>a link</div><p>b</p>",
        "<p>a</p><aside><h2>More news</h2></aside><p>b</p>",
        "<p>a</p><div style='display:none'><h2>More news</h2></div><p>b</p>",
        "<p>a</p><div><h2>Advertisement</h2></div><p>b</p>",
    ])
    func `headings at the edge of a region, in its frame and in boxes of their own stay out`(page: String) {
        #expect(kept(page) == ["a", "b"])
    }

    @Test func `a heading in a box of its own is kept when it may be one of the text`() {
        #expect(kept("<p>a</p><div><h2>Tamy</h2></div><p>b</p>", probability: 0.1) == ["a", "Tamy", "b"])
    }
}

/// The selection as a whole, with the model that is built in.
@Suite struct MainTextSelectorTests {
    private static let sentence =
        "The council met on Thursday and agreed on the budget for the coming year, which had been disputed for months. "

    private func kept(_ page: String) -> (text: String, main: MainText) {
        let tree = HTMLParser().parse(page)
        let main = MainTextSelector.select(tree: tree, url: "https://example.org/news/2024/05/budget")
        let text = tree.root.descendants.filter { main.kept.contains($0.index) }.map(\.text).joined(separator: "|")
        return (text, main)
    }

    @Test func `paragraphs of an article are kept, what frames them is not`() {
        let paragraphs = (1...8).map { "<p>Paragraph \($0). \(Self.sentence)\(Self.sentence)</p>" }.joined()
        let page = """
            <title>Budget agreed</title><nav><ul><li><a href=/>Home</a><li><a href=/s>Sport</a></ul></nav>
            <main><article><h1>Budget agreed</h1>\(paragraphs)</article></main>
            <footer><p>Copyright Example. All rights reserved.</p></footer>
            """
        let (text, main) = kept(page)
        for number in 1...8 { #expect(text.contains("Paragraph \(number).")) }
        #expect(!text.contains("Sport"))
        #expect(!text.contains("Copyright"))
        #expect(main.verdict == .content)
        #expect(main.removed.contains { $0.reason == .navigation })
        #expect(main.removed.contains { $0.reason == .footer })
    }

    @Test(arguments: [
        (
            "<title>Page not found</title><h1>404</h1><p>The page that you look for is gone.</p>",
            MainText.Verdict.notFound
        ),
        (
            "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript><script src=a.js></script>",
            .needsJavaScript
        ),
        (
            "<title>News</title><div><h2>We value your privacy</h2><button>Accept all</button><button>Reject</button></div>",
            .consentWall
        ),
    ])
    func `pages that say something instead of a text are told apart`(page: String, verdict: MainText.Verdict) {
        #expect(kept(page).main.verdict == verdict)
    }

    @Test func `a page without text is no article`() {
        guard case .notAnArticle = kept("<p></p>").main.verdict else {
            Issue.record("an empty page has a text")
            return
        }
    }
}
