import PotokCore
import Testing

@testable import PotokDeduplicate

/// Clusters are a function of the texts, whatever the order in which they came.
@Suite struct OrderTests {
    /// A text with its place in the order of representation.
    private struct Item {
        var text: String
        var rank: Int
        var site: String
    }

    /// Texts put together from passages, so that they overlap in all degrees.
    private static func mosaic(seed: UInt64) -> [Item] {
        var made = MadeUpText(seed: seed)
        var random = MadeUpRandom(seed: seed)
        let passages = (0..<18).map { _ in made.words(60) }
        return (0..<36).shuffled(using: &random).map { rank in
            var words: [String] = []
            for _ in 0..<Int.random(in: 2...5, using: &random) {
                words += passages[Int.random(in: 0..<18, using: &random)].prefix(
                    Int.random(in: 45...60, using: &random)
                )
            }
            if Bool.random(using: &random) {
                for place in stride(from: 3, to: words.count, by: 9) { words[place] = "zmiana\(rank)" }
            }
            return Item(text: words.joined(separator: " "), rank: rank, site: "s\(rank).example")
        }
    }

    /// Articles with their copies, and pages of two sites with furniture of their own.
    private static func press(seed: UInt64) -> [Item] {
        var made = MadeUpText(seed: seed)
        var random = MadeUpRandom(seed: seed)
        var texts: [(String, String)] = []
        let furniture = (0..<2).map { _ in (0..<10).map { _ in made.text(14) } }
        for group in 0..<6 {
            let words = made.words(180)
            let text = words.joined(separator: " ")
            var edited = words
            for index in stride(from: 2, to: 180, by: 7) { edited[index] = "zmiana\(index)" }
            texts += [
                (text, "a\(group).example"), (text.uppercased() + " koniec", "b\(group).example"),
                (edited.joined(separator: " "), "c\(group).example"),
                (words.prefix(70).joined(separator: " "), "d\(group).example"),
                (words.suffix(100).joined(separator: " "), "e\(group).example"),
                (made.text(80) + "\n" + text + "\n" + made.text(300), "f\(group).example"),
            ]
            for site in 0..<2 {
                texts += [
                    ((furniture[site] + [text]).joined(separator: "\n"), "portal\(site).example"),
                    ((furniture[site] + [made.text(50)]).joined(separator: "\n"), "portal\(site).example"),
                ]
            }
        }
        let ranks = texts.indices.shuffled(using: &random)
        return zip(texts, ranks).map { Item(text: $0.0, rank: $1, site: $0.1) }
    }

    /// What each text is tied to, by ranks, with the counts.
    private func links(_ corpus: TextCorpus, _ ranks: [Int64: Int]) -> [Int: String] {
        var links: [Int: String] = [:]
        for node in corpus.memory.nodes {
            guard let link = node.link, let rank = ranks[node.number] else { continue }
            let closest = link.closest.flatMap { ranks[$0] }.map { " by \($0)" } ?? ""
            links[rank] =
                "\(link.relation) of \(ranks[link.representative] ?? -1)\(closest): \(link.sharedCount) "
                + "of \(link.ownCount) and \(link.otherCount)"
        }
        return links
    }

    /// Where two sets of links are not the same.
    private func differences(_ one: [Int: String], _ other: [Int: String]) -> [String] {
        Set(one.keys).union(other.keys).sorted().filter { one[$0] != other[$0] }
            .map { "\($0) is \(one[$0] ?? "nothing"), or \(other[$0] ?? "nothing")" }
    }

    private func links(_ items: [Item], batch: Int) throws -> [Int: String] {
        let corpus = TextCorpus()
        corpus.settles = false
        var ranks: [Int64: Int] = [:]
        for (place, item) in items.enumerated() {
            ranks[try corpus.add(item.text, site: item.site, rank: item.rank)] = item.rank
            if place % batch == batch - 1 { try corpus.engine.settle() }
        }
        try corpus.engine.settle()
        return links(corpus, ranks)
    }

    @Test(arguments: 1...12)
    func `the clusters are those of the definition, worked out from the best text to the worst`(seed: Int) throws {
        let items = Self.mosaic(seed: UInt64(seed)).sorted { $0.rank < $1.rank }
        let rules = DuplicateRules()
        var fingerprinter = Fingerprinter()
        let fingerprints = items.map { Set(fingerprinter.fingerprints(of: $0.text).map(Fingerprinter.stored)) }
        var stars: [Int] = []
        var isSame: [Bool] = []
        for (place, item) in items.enumerated() {
            let common = items[..<place].map { Verification.compare(item.text, $0.text) }
            func score(_ place: Int) -> Double {
                rules.relation(common[place]).map { common[place].score(of: $0) } ?? 0
            }
            let related = common.indices.filter {
                !isSame[$0] && fingerprints[$0].intersection(fingerprints[place]).count >= 2
                    && rules.relation(common[$0]) != nil && rules.looseRelation(common[stars[$0]]) != nil
            }
            let strong = related.filter { stars[$0] == $0 && rules.relation(common[$0]) != .near }
            let best =
                strong.min { (-common[$0].jaccard, $0) < (-common[$1].jaccard, $1) }
                ?? related.min {
                    (-score($0), -common[stars[$0]].jaccard, $0) < (-score($1), -common[stars[$1]].jaccard, $1)
                }
            stars.append(best.map { stars[$0] } ?? place)
            let direct = best.flatMap { stars[$0] == $0 ? $0 : nil }
            isSame.append(direct.map { rules.relation(common[$0]) == .same } ?? false)
        }
        let found = try links(items.shuffled(), batch: 5)
        let representatives = items.indices.map { place in
            found[place].flatMap { link in Int(link.split(separator: " ")[2].filter(\.isNumber)) } ?? place
        }
        #expect(items.indices.filter { stars[$0] != representatives[$0] } == [])
        #expect(Set(stars).count < 34)
    }

    @Test(arguments: 1...12)
    func `any order and any batches give the same links with the same evidence`(seed: Int) throws {
        for items in [Self.mosaic(seed: UInt64(seed)), Self.press(seed: UInt64(seed))] {
            let expected = try links(items.sorted { $0.rank < $1.rank }, batch: 1_000)
            #expect(!expected.isEmpty)
            #expect(differences(expected, try links(items.sorted { $0.rank > $1.rank }, batch: 1)) == [])
            var random = MadeUpRandom(seed: UInt64(seed) + 100)
            for batch in [1, 4, 11] {
                let found = try links(items.shuffled(using: &random), batch: batch)
                #expect(differences(expected, found) == [], "batches of \(batch)")
            }
        }
    }

    @Test(arguments: 1...12)
    func `texts that come and go leave no trace in the links of the others`(seed: Int) throws {
        var random = MadeUpRandom(seed: UInt64(seed))
        let items = Self.mosaic(seed: UInt64(seed))
        let staying = items.filter { $0.rank % 3 != 0 }
        let expected = try links(staying, batch: 1)
        let corpus = TextCorpus()
        corpus.settles = false
        var ranks: [Int64: Int] = [:]
        var going: [Int64] = []
        for item in items.shuffled(using: &random) {
            let number = try corpus.add(item.text, site: item.site, rank: item.rank)
            ranks[number] = item.rank
            if item.rank % 3 == 0 { going.append(number) }
            if Int.random(in: 0..<3, using: &random) == 0 { try corpus.engine.settle() }
            if Bool.random(using: &random), let number = going.popLast() { try corpus.remove(number) }
        }
        for number in going { try corpus.remove(number) }
        try corpus.engine.settle()
        #expect(differences(expected, links(corpus, ranks)) == [])
    }

    @Test(arguments: 1...12)
    func `a document that gets another place in the order moves its text in the clusters`(seed: Int) throws {
        var random = MadeUpRandom(seed: UInt64(seed))
        let items = Self.mosaic(seed: UInt64(seed))
        let expected = try links(items, batch: 1_000)
        let corpus = TextCorpus()
        var ranks: [Int64: Int] = [:]
        for item in items {
            let number = try corpus.add(item.text, site: item.site, rank: Int.random(in: 1_000...9_000, using: &random))
            ranks[number] = item.rank
        }
        for (number, rank) in ranks.shuffled(using: &random) {
            corpus.memory.setMember(of: number, to: corpus.member(rank))
            try corpus.engine.documentChanged(of: number)
            if Bool.random(using: &random) { try corpus.engine.settle() }
        }
        try corpus.engine.settle()
        #expect(differences(expected, links(corpus, ranks)) == [])
    }

    @Test func `which paragraphs of a text that two sites have do not count says the same site, whichever came first`()
        throws
    {
        var made = MadeUpText(seed: 3)
        let furniture = made.text(30)
        let text = made.text(100) + "\n" + furniture
        let sites = ["portal.example", "paper.example"].sorted { SiteHash.of($0) < SiteHash.of($1) }
        for (repeating, isHidden) in zip(sites, [true, false]) {
            for order in [sites, sites.reversed()] {
                for isEarly in [false, true] {
                    let corpus = TextCorpus()
                    var pages = MadeUpText(seed: 4)
                    func addPages() throws {
                        for _ in 0..<7 { try corpus.add(pages.text(60) + "\n" + furniture, site: repeating) }
                    }
                    if isEarly { try addPages() }
                    let number = try corpus.add(text, site: order[0], rank: 0)
                    var sketcher = Sketcher()
                    try corpus.engine.add(number, site: SiteHash.of(order[1]), sketch: sketcher.sketch(text).sketch)
                    if !isEarly { try addPages() }
                    try corpus.engine.settle()
                    let hidden = try #require(corpus.node(number)?.hidden)
                    #expect(hidden.contains(1) == isHidden)
                    #expect(!hidden.contains(0))
                    #expect(corpus.memory.nodes.allSatisfy { $0.number == number || $0.hidden.contains(1) })
                }
            }
        }
    }
}

/// Random numbers that are the same in every run (SplitMix64).
private struct MadeUpRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
