import Foundation
import GRDB
import PotokCore
import PotokDeduplicate
import Testing

@testable import PotokStore

/// One page of a web made up for a test.
struct WebPage: Sendable {
    var url: String
    var text: String
    var canonical: String?
    var isGone = false
    var target: String?
    var isOnSameSite = true

    init(_ url: String, _ text: String, canonical: String? = nil) {
        (self.url, self.text, self.canonical) = (url, text, canonical)
    }

    static func gone(_ url: String) -> WebPage {
        var page = WebPage(url, "")
        page.isGone = true
        return page
    }
}

extension Corpus {
    /// Looks at pages in one run, in this order, some in each batch.
    func look(
        at pages: [WebPage],
        batch: Int = 100,
        run: Run.Identifier? = nil,
        endsDeletions: Bool = true
    ) async throws {
        let run = if let run { run } else { try await begin() }
        let urls = try pages.map { try #require(WebURL($0.url)) }
        _ = try await store.seed(urls.map { Seed(locator: .url($0)) }, source: "first", run: run, now: now)
        var requests: [String: Request] = [:]
        let hosts = Dictionary(urls.map { ($0.host ?? "", 1_000) }) { first, _ in first }
        for request in try await store.claim(hosts: hosts, run: run, now: now) {
            requests[request.locator.description] = request
        }
        let settlements = try zip(pages, urls).map { page, url in
            let request = try #require(requests[url.description])
            guard !page.isGone else {
                return Settlement(
                    request: request,
                    result: .outcome(.gone(reason: "HTTP 410", isCertain: true)),
                    dueAgain: now
                )
            }
            var settlement = settlement(request, text: page.text)
            if let target = page.target, case .document(var candidate, var answer) = settlement.result {
                answer.hops = [Page.Hop(url: url, status: 301)]
                answer.locator = .url(try #require(WebURL(target)))
                candidate.document.locator = answer.locator
                candidate.document.key = answer.locator.key(source: "first")
                settlement.result = .document(candidate, answer)
            }
            settlement.canonical = page.canonical.flatMap { WebURL($0) }.map {
                CanonicalClaim(url: $0, isOnSameSite: page.isOnSameSite)
            }
            return settlement
        }
        for start in stride(from: 0, to: settlements.count, by: batch) {
            _ = try await store.commit(
                Array(settlements[start..<min(start + batch, settlements.count)]),
                run: run,
                judge: ExactJudge(),
                now: now
            )
        }
        if endsDeletions { try await endDeletions(run) }
    }

    /// The URLs of the documents in the order of their keys, and what is said of them.
    func urls() async throws -> Set<String> {
        var urls: Set<String> = []
        try await store.forEachDocument { record in
            if let url = record.document.url { urls.insert(url) }
        }
        return urls
    }

    /// Everything that must not depend on timing.
    func snapshot() async throws -> [String] {
        var lines: [String] = []
        try await store.forEachDocument { record in
            let document = record.document
            lines.append(
                "\(document.key) \(document.url ?? "") \(document.text.prefix(40)) \(document.duplicateOf ?? "-") "
                    + "\(document.revision)"
            )
        }
        lines += try await store.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT alias.address || ' => ' || locator FROM alias LEFT JOIN look USING (document_id)
                    JOIN document ON document.id = coalesce(into_id, alias.document_id)
                    WHERE gone_at IS NULL ORDER BY 1
                    """
            )
                + String.fetchAll(
                    database,
                    sql: """
                        SELECT address || ' ' || kind || ' ' || coalesce(outcome.reason, '') FROM outcome
                        JOIN frontier ON frontier.id = frontier_id WHERE run_id = (SELECT max(id) FROM run) ORDER BY 1
                        """
                )
                + String.fetchAll(
                    database,
                    sql: """
                        SELECT look.address || ' -> ' || coalesce(other.address, '') || ' ' || coalesce(look.evidence, '') || ' '
                            || coalesce(look.refusal, '') FROM look
                        LEFT JOIN look AS other ON other.document_id = look.into_id ORDER BY 1
                        """
                )
                + String.fetchAll(
                    database,
                    sql: """
                        SELECT family || ' ' || variation || ' ' || equal || ' ' || different FROM variant
                        WHERE equal + different > 0 ORDER BY 1
                        """
                )
        }
        return lines
    }

    /// What sinks hold that follow the changes: the keys of the documents told and not taken back.
    func keysAtSinks() async throws -> Set<String> {
        try await store.read { database in
            Set(
                try Data.fetchAll(database, sql: "SELECT key FROM change WHERE kind = 'upsert'")
                    .map { Hash($0).hexadecimal }
            )
        }
    }

    /// The index holds what is in sight and nothing else, and sinks are told the same.
    func expectSound(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try await store.check() == [], sourceLocation: sourceLocation)
        var keys: Set<String> = []
        try await store.forEachDocument { keys.insert($0.document.key) }
        #expect(try await keysAtSinks() == keys, sourceLocation: sourceLocation)
        let found = try await store.search(SearchQuery("words"), limit: 1_000)
        let representatives = try await store.read {
            try Int.fetchOne(
                $0,
                sql: """
                    SELECT count(*) FROM document WHERE gone_at IS NULL AND representative_id IS NULL
                        AND (' ' || lower(text) || ' ') LIKE '% words %'
                    """
            )
        }
        #expect(found.total == representatives, sourceLocation: sourceLocation)
    }
}

@Suite struct MergeTests {
    private static let text = "some words of a page that are long enough to be told from those of other pages"
    private static let other = "altogether different words which have nothing in common with what stands elsewhere"

    // MARK: rel=canonical

    @Test func `a document belongs to the canonical URL that nobody has looked at, and its address is an alias`()
        async throws
    {
        let corpus = try Corpus()
        try await corpus.look(at: [WebPage("https://a.pl/x?ref=1", Self.text, canonical: "https://a.pl/x")])
        #expect(try await corpus.urls() == ["https://a.pl/x"])
        let document = try #require(try await corpus.document("https://a.pl/x?ref=1"))
        #expect(document.key == DocumentKey(url: try #require(WebURL("https://a.pl/x"))).rawValue)
        #expect(try await corpus.document("https://a.pl/x") == document)
        let run = try #require(try await corpus.store.runs(limit: 1).first)
        #expect(run.outcomes == [.indexed: 1])
        try await corpus.expectSound()
        try await corpus.look(at: [WebPage("https://a.pl/x?ref=1", Self.text, canonical: "https://a.pl/x")])
        #expect(try await corpus.store.runs(limit: 1).first?.outcomes == [.unchanged: 1])
        try await corpus.look(at: [WebPage("https://a.pl/x?ref=1", Self.other, canonical: "https://a.pl/x")])
        #expect(try await corpus.store.runs(limit: 1).first?.outcomes == [.updated: 1])
        #expect(try await corpus.document("https://a.pl/x")?.text == Self.other)
        #expect(try await corpus.document("https://a.pl/x")?.key == document.key)
        try await corpus.expectSound()
    }

    @Test func `a page that names one that was looked at is merged into it, and its outcome says so`() async throws {
        let corpus = try Corpus()
        let pages = [
            WebPage("https://a.pl/x?print=1", Self.text + " printed", canonical: "https://a.pl/x"),
            WebPage("https://a.pl/x", Self.text),
        ]
        try await corpus.look(at: pages)
        #expect(try await corpus.urls() == ["https://a.pl/x"])
        #expect(try await corpus.document("https://a.pl/x?print=1")?.text == Self.text)
        let run = try #require(try await corpus.store.runs(limit: 1).first)
        #expect(run.outcomes == [.indexed: 1, .redirected: 1])
        let record = try #require(
            try await corpus.store.outcomeRecords(of: run.identifier, kinds: [.redirected], limit: 5).first
        )
        #expect(record.reason == "names https://a.pl/x as its canonical URL")
        try await corpus.expectSound()
    }

    @Test func `two documents that were told to sinks merge as a delete and an upsert`() async throws {
        let corpus = try Corpus()
        try await corpus.look(at: [WebPage("https://a.pl/y", Self.text), WebPage("https://a.pl/x", Self.text)])
        #expect(try await corpus.keysAtSinks().count == 2)
        let before = try #require(try await corpus.document("https://a.pl/x"))
        #expect(before.duplicateOf == nil)
        try await corpus.look(at: [WebPage("https://a.pl/y", Self.text, canonical: "https://a.pl/x")])
        #expect(try await corpus.urls() == ["https://a.pl/x"])
        #expect(try await corpus.keysAtSinks() == [before.key])
        try await corpus.expectSound()
        // What it says no longer, holds no longer; its text was never lost.
        try await corpus.look(at: [WebPage("https://a.pl/y", Self.text)])
        #expect(try await corpus.urls() == ["https://a.pl/x", "https://a.pl/y"])
        try await corpus.expectSound()
    }

    @Test(arguments: [
        // Another site, the front page, less than https.
        [WebPage("https://a.pl/x", text, canonical: "https://b.pl/x")],
        [WebPage("https://a.pl/x", text, canonical: "https://a.pl/")],
        [WebPage("https://a.pl/x", text, canonical: "https://www.a.pl/index.html")],
        [WebPage("https://a.pl/x", text, canonical: "http://a.pl/x")],
        // A loop, a chain, another text, what is gone.
        [
            WebPage("https://a.pl/x", text, canonical: "https://a.pl/y"),
            WebPage("https://a.pl/y", text, canonical: "https://a.pl/x"),
        ],
        [WebPage("https://a.pl/x", text, canonical: "https://a.pl/y"), WebPage("https://a.pl/y", other)],
        [WebPage("https://a.pl/x", text, canonical: "https://a.pl/y"), WebPage.gone("https://a.pl/y")],
        // Pages with different texts that name the same one.
        [
            WebPage("https://a.pl/x", text, canonical: "https://a.pl/z"),
            WebPage("https://a.pl/y", other, canonical: "https://a.pl/z"),
        ],
    ]) func `a canonical URL that cannot be right is not followed`(pages: [WebPage]) async throws {
        let expected = Set(pages.filter { !$0.isGone }.map(\.url))
        for order in [pages, pages.reversed()] {
            let corpus = try Corpus()
            try await corpus.look(
                at: order.map { page in
                    var page = page
                    page.isOnSameSite = page.canonical?.contains("b.pl") != true
                    return page
                },
                batch: 1
            )
            #expect(try await corpus.urls() == expected)
            try await corpus.expectSound()
        }
    }

    @Test func `a chain ends at its first page that names another one`() async throws {
        let corpus = try Corpus()
        try await corpus.look(at: [
            WebPage("https://a.pl/x", Self.text, canonical: "https://a.pl/y"),
            WebPage("https://a.pl/y", Self.text, canonical: "https://a.pl/z"), WebPage("https://a.pl/z", Self.text),
        ])
        #expect(try await corpus.urls() == ["https://a.pl/x", "https://a.pl/z"])
    }

    @Test func `a canonical page that goes leaves those that named it`() async throws {
        let corpus = try Corpus()
        let page = WebPage("https://a.pl/x?a=1", Self.text, canonical: "https://a.pl/x")
        try await corpus.look(at: [page, WebPage("https://a.pl/x", Self.text)])
        try await corpus.look(at: [WebPage.gone("https://a.pl/x")])
        #expect(try await corpus.urls() == ["https://a.pl/x?a=1"])
        try await corpus.expectSound()
        try await corpus.look(at: [WebPage("https://a.pl/x", Self.text)])
        #expect(try await corpus.urls() == ["https://a.pl/x"])
        try await corpus.expectSound()
        try await corpus.look(at: [WebPage.gone(page.url)])
        #expect(try await corpus.urls() == ["https://a.pl/x"])
        try await corpus.expectSound()
    }

    @Test func `a page that stands at an unseen canonical URL can go and come back`() async throws {
        let corpus = try Corpus()
        let page = WebPage("https://a.pl/x?a=1", Self.text, canonical: "https://a.pl/x")
        for _ in 0..<2 {
            try await corpus.look(at: [page])
            #expect(try await corpus.urls() == ["https://a.pl/x"])
            try await corpus.expectSound()
            try await corpus.look(at: [WebPage.gone(page.url)])
            #expect(try await corpus.urls() == [])
            try await corpus.expectSound()
        }
    }

    // MARK: Equal texts

    /// Pages with and without a trailing slash.
    private static func slashes(_ numbers: Range<Int>, different: Int? = nil) -> [WebPage] {
        numbers.flatMap { number in
            let text = "words of page \(number)"
            return [
                WebPage("https://a.pl/\(number)", text),
                WebPage("https://a.pl/\(number)/", number == different ? "other " + text : text),
            ]
        }
    }

    @Test func `two pairs are linked, three teach their host, and one against them parts them again`() async throws {
        let corpus = try Corpus()
        try await corpus.look(at: Self.slashes(0..<2))
        #expect(try await corpus.urls().count == 4)
        #expect(try await corpus.document("https://a.pl/1/")?.duplicateOf != nil)
        try await corpus.look(at: Self.slashes(2..<3))
        #expect(try await corpus.urls() == ["https://a.pl/0", "https://a.pl/1", "https://a.pl/2"])
        #expect(try await corpus.document("https://a.pl/1/")?.url == "https://a.pl/1")
        try await corpus.expectSound()
        try await corpus.look(at: Self.slashes(3..<5))
        #expect(try await corpus.urls().count == 5)
        #expect(try await corpus.store.runs(limit: 1).first?.outcomes == [.indexed: 2, .redirected: 2])
        try await corpus.look(at: Self.slashes(5..<6, different: 5))
        #expect(try await corpus.urls().count == 12)
        try await corpus.expectSound()
        try await corpus.look(at: Self.slashes(5..<6))
        #expect(try await corpus.urls().count == 6)
        try await corpus.expectSound()
    }

    @Test func `a page that has changed is no evidence before its variant was looked at again`() async throws {
        let corpus = try Corpus()
        try await corpus.look(at: Self.slashes(0..<3))
        try await corpus.look(at: [WebPage("https://a.pl/1", "new words of page 1")])
        #expect(try await corpus.urls().count == 3)
        #expect(try await corpus.document("https://a.pl/1/")?.text == "new words of page 1")
        try await corpus.look(at: [WebPage("https://a.pl/1/", "new words of page 1")])
        #expect(try await corpus.urls().count == 3)
        try await corpus.look(at: [
            WebPage("https://a.pl/1", "newest words"), WebPage("https://a.pl/1/", "new words of page 1"),
        ])
        #expect(try await corpus.urls().count == 6)
        try await corpus.expectSound()
    }

    @Test(arguments: [
        ("http://a.pl/", "https://a.pl/"), ("https://a.pl/", "https://www.a.pl/"), ("https://a.pl/", "https://a.pl/x/"),
        ("https://a.pl/x/", "https://a.pl/x/index.html"), ("https://a.pl/x", "https://a.pl/x/index.php"),
        ("https://a.pl/x", "https://a.pl/x/amp"), ("https://a.pl/x/", "https://a.pl/x/amp/"),
        ("https://a.pl/x", "https://a.pl/x?amp=1"), ("https://www.a.pl/x", "https://amp.a.pl/x"),
        ("https://a.pl/x?a=1&b=2", "https://a.pl/x?b=2&a=1"), ("https://a.pl/x", "https://a.pl/X"),
        ("https://a.pl/x/", "http://www.a.pl/x"),
    ]) func `a host teaches each variation by itself`(first: String, second: String) async throws {
        // The page that is the same, and others of the same host that teach it.
        func pair(_ number: Int) -> [WebPage] {
            [first, second].map { url in
                let place = url.replacingOccurrences(of: ".pl/", with: ".pl/p\(number)/")
                return WebPage(place, "words of page \(number)")
            }
        }
        // Both must be variants, or nothing can be learned: the third argument above is none.
        let isVariant = second != "https://a.pl/x/" || first != "https://a.pl/"
        let corpus = try Corpus()
        try await corpus.look(at: (0..<3).flatMap(pair))
        #expect(try await corpus.urls().count == (isVariant ? 3 : 6))
        try await corpus.expectSound()
    }

    @Test func `variations that were learned one by one merge together, and https and pages for all represent`()
        async throws
    {
        let corpus = try Corpus()
        var pages = Self.slashes(0..<3)
        for number in 10..<13 {
            pages.append(WebPage("http://a.pl/\(number)", "words of page \(number)"))
            pages.append(WebPage("https://a.pl/\(number)", "words of page \(number)"))
        }
        pages.append(WebPage("http://a.pl/20", "words of page 20"))
        pages.append(WebPage("https://a.pl/20/", "words of page 20"))
        try await corpus.look(at: pages)
        #expect(try await corpus.urls().count == 7)
        #expect(try await corpus.document("http://a.pl/20")?.url == "https://a.pl/20/")
        #expect(try await corpus.document("http://a.pl/11")?.url == "https://a.pl/11")
    }

    @Test func `of very many variants nothing is learned`() async throws {
        let corpus = try Corpus()
        let letters = (0..<40).map { number in
            WebPage(
                "https://a.pl/"
                    + String(
                        "abcdef".enumerated().map {
                            number >> $0.offset & 1 == 1 ? Character($0.element.uppercased()) : $0.element
                        }
                    ),
                "words"
            )
        }
        try await corpus.look(at: letters)
        #expect(try await corpus.urls().count == 40)
        try await corpus.expectSound()
    }

    // MARK: Timing

    @Test(arguments: 0..<60) func `the same web gives the same corpus in whatever order and batches it comes`(
        seed: UInt64
    )
        async throws
    {
        var random = SeededGenerator(seed: seed / 3)
        let pages = Self.web(&random)
        let calm = try Corpus()
        try await calm.look(at: pages)
        let expected = try await calm.snapshot()
        try await calm.expectSound()
        var order = SeededGenerator(seed: 1_000 + seed)
        let shuffled = try Corpus()
        try await shuffled.look(at: pages.shuffled(using: &order), batch: 1 + Int(seed % 3))
        let result = try await shuffled.snapshot()
        #expect(result.difference(from: expected).map { "\($0)" } == [])
        try await shuffled.expectSound()
    }

    @Test(arguments: 0..<8)
    func `a web seen in several runs, changing between them, comes to what one run sees at its end`(
        seed: UInt64
    ) async throws {
        var random = SeededGenerator(seed: 50 + seed)
        let corpus = try Corpus()
        var last: [WebPage] = []
        for _ in 0..<4 {
            let next = Self.web(&random)
            last = next + last.filter { page in !next.contains { $0.url == page.url } }.map { .gone($0.url) }
            // A run that was cut short, and one that goes on where it was.
            let part = last.shuffled(using: &random)
            let run = try await corpus.begin()
            try await corpus.look(at: Array(part[..<(part.count / 2)]), batch: 3, run: run)
            try await corpus.expectSound()
            try await corpus.look(at: last.shuffled(using: &random), batch: 2)
            try await corpus.expectSound()
        }
        let fresh = try Corpus()
        try await fresh.look(at: last)
        #expect(try await corpus.urls() == fresh.urls())
    }

    /// A small web in which everything meets: variants, claims right and wrong, pages that are gone.
    private static func web(_ random: inout SeededGenerator) -> [WebPage] {
        var pages: [String: WebPage] = [:]
        for number in 0..<8 {
            let text = "words of page \(number) which has enough of them to be told from page \(number * 7 + 100)"
            for place in [
                "https://a.pl/\(number)", "https://a.pl/\(number)/", "http://a.pl/\(number)",
                "https://www.a.pl/\(number)",
            ] {
                guard Int.random(in: 0..<10, using: &random) < 6 else { continue }
                var page = WebPage(place, text)
                switch Int.random(in: 0..<12, using: &random) {
                case 0: page = .gone(place)
                case 1: page.text = "changed " + String(text.reversed())
                case 2, 3: page.canonical = "https://a.pl/\(number)"
                case 4: page.canonical = "https://a.pl/canonical/\(number / 2)"
                case 5: page.canonical = "https://a.pl/\((number + 1) % 8)"
                case 6: page.text += " and a little more"
                case 7: page.target = "https://a.pl/\(number)"
                case 8: page.canonical = "http://www.a.pl/\(number)"
                default: break
                }
                if page.canonical == page.url { page.canonical = nil }
                if page.target == page.url { page.target = nil }
                pages[place] = page
            }
        }
        return pages.values.sorted { $0.url < $1.url }
    }
}

/// A random sequence that is always the same for a seed (SplitMix64, Steele and others 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
