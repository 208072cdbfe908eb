import Foundation
import PotokCore
import Testing

@testable import PotokDeduplicate

@Suite struct DuplicateEngineTests {
    private var made = MadeUpText(seed: 11)

    @Test mutating func `an edited copy is near, a cut one contained, a page around it contains it`() throws {
        let corpus = TextCorpus()
        let words = made.words(300)
        let original = try corpus.add(words.joined(separator: " "))
        var edited = words
        for index in stride(from: 5, to: 300, by: 12) { edited[index] = "zmiana\(index)" }
        let copy = try corpus.add(edited.joined(separator: " "), site: "b.example")
        let half = try corpus.add(words.prefix(150).joined(separator: " "), site: "c.example")
        let page = try corpus.add(made.text(150) + "\n\n" + words.joined(separator: " ") + "\n\n" + made.text(200))
        #expect(corpus.groups == [original, original, original, original])
        #expect(corpus.link(copy)?.relation == .near)
        #expect(corpus.link(half)?.relation == .contained)
        #expect(corpus.link(half)?.score == 1)
        #expect(corpus.link(page)?.relation == .contains)
    }

    @Test mutating func `texts that share a passage only are not tied`() throws {
        let corpus = TextCorpus()
        let passage = made.text(60)
        for _ in 0..<5 { try corpus.add(made.text(150) + " " + passage + " " + made.text(150)) }
        #expect(corpus.groups == [1, 2, 3, 4, 5])
    }

    @Test(arguments: [30, 60, 75])
    func `pages of one template are untied when the template is known`(share: Int) throws {
        var made = MadeUpText(seed: UInt64(share))
        let corpus = TextCorpus()
        let furniture = made.paragraphs(20, of: share * 200 / (100 - share) / 20)
        for _ in 0..<20 {
            let page = furniture.prefix(10) + made.paragraphs(4, of: 50) + furniture.suffix(10)
            try corpus.add(page.joined(separator: "\n\n"))
        }
        #expect(corpus.groups == Array(1...20))
        if share > 40 { #expect(corpus.memory.nodes.allSatisfy { !$0.hidden.isEmpty }) }
    }

    @Test mutating func `pages of one template are tied before it is known, so that judging again is what unties them`()
        throws
    {
        let corpus = TextCorpus()
        let furniture = made.paragraphs(20, of: 30)
        for _ in 0..<3 { try corpus.add((furniture + made.paragraphs(2, of: 50)).joined(separator: "\n")) }
        #expect(corpus.groups == [1, 1, 1])
    }

    @Test mutating func `an article in the furniture of a known site is the same as the article`() throws {
        let corpus = TextCorpus()
        let article = made.paragraphs(6, of: 50).joined(separator: "\n")
        let original = try corpus.add(article, site: "paper.example")
        let furniture = made.paragraphs(20, of: 20)
        for _ in 0..<10 {
            try corpus.add((furniture + made.paragraphs(4, of: 50)).joined(separator: "\n"), site: "portal.example")
        }
        let copy = try corpus.add(
            (furniture.prefix(10) + [article] + furniture.suffix(10)).joined(separator: "\n"),
            site: "portal.example"
        )
        #expect(corpus.link(copy)?.representative == original)
        #expect(corpus.link(copy)?.relation == .same)
        #expect(corpus.link(copy)?.score == 1)
    }

    @Test mutating func `a better representative takes over, and all are tied to it`() throws {
        let corpus = TextCorpus()
        let words = made.words(200)
        func edited(_ offset: Int) -> String {
            var words = words
            for index in stride(from: offset, to: 200, by: 25) { words[index] = "x\(offset)" }
            return words.joined(separator: " ")
        }
        try corpus.add(edited(1), rank: 5)
        try corpus.add(edited(2), rank: 7)
        try corpus.add(edited(3), rank: 9)
        #expect(corpus.groups == [1, 1, 1])
        let best = try corpus.add(edited(4), rank: 2)
        #expect(corpus.groups == [best, best, best, best])
        // Evidence is about the representative, not about whoever represented before.
        let verification = Verification.compare(edited(1), edited(4))
        #expect(corpus.link(1)?.sharedCount == verification.sharedCount)
        #expect(corpus.link(1)?.score == verification.jaccard)
    }

    @Test mutating func `when the representative goes, the best of the others takes its place`() throws {
        let corpus = TextCorpus()
        let text = made.text(200)
        let first = try corpus.add(text, rank: 1)
        let second = try corpus.add(text + " dopisek drugi raz", rank: 5)
        let third = try corpus.add(text + " inny koniec tekstu", rank: 3)
        #expect(corpus.groups == [first, first, first])
        try corpus.remove(first)
        #expect(corpus.groups == [third, third])
        #expect(corpus.link(second)?.representative == third)
        try corpus.remove(third)
        #expect(corpus.groups == [second])
    }

    @Test mutating func `a chain of texts, each like the next, is no cluster`() throws {
        let corpus = TextCorpus()
        let words = made.words(900)
        // Each shares half of its words with the next and none with the one after that.
        for start in stride(from: 0, through: 600, by: 100) {
            try corpus.add(words[start..<(start + 200)].joined(separator: " "), site: "s\(start).example")
        }
        for node in corpus.memory.nodes {
            guard let link = node.link else { continue }
            let verification = Verification.compare(
                corpus.text(of: node.number),
                corpus.text(of: link.representative)
            )
            #expect(verification.sharedCount > 0)
            #expect(max(verification.containmentOfA, verification.containmentOfB) >= 0.4)
        }
        #expect(Set(corpus.groups).count >= 3)
    }

    @Test
    mutating func `a better text that is like both ties a worse one to a representative that has little in common`()
        throws
    {
        let words = made.words(400)
        var third = words
        for index in third.indices where made.number(below: 7) == 0 { third[index] = "inne\(index)" }
        let texts = [
            (words.prefix(60).joined(separator: " "), "a.example", 1), (words.joined(separator: " "), "b.example", 2),
            (third.joined(separator: " "), "c.example", 3),
        ]
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let corpus = TextCorpus()
            var numbers: [Int: Int64] = [:]
            for place in order {
                let (text, site, rank) = texts[place]
                numbers[place] = try corpus.add(text, site: site, rank: rank)
            }
            let (cut, whole, copy) = (try #require(numbers[0]), try #require(numbers[1]), try #require(numbers[2]))
            #expect(corpus.link(cut) == nil)
            #expect(corpus.link(whole)?.representative == cut)
            #expect(corpus.link(copy)?.representative == cut)
            #expect(corpus.link(copy)?.closest == whole)
        }
    }

    @Test mutating func `relations that are ignored tie nothing`() throws {
        let words = made.words(200)
        let corpus = TextCorpus(rules: DuplicateRules(ignored: [.contained]))
        try corpus.add(words.joined(separator: " "))
        try corpus.add(words.prefix(90).joined(separator: " "))
        try corpus.add(words.joined(separator: " ") + " i koniec")
        #expect(corpus.groups == [1, 2, 1])
    }

    @Test mutating func `a preview tells what would become of a text and changes nothing`() throws {
        let corpus = TextCorpus()
        let text = made.text(200)
        let first = try corpus.add(text, rank: 3)
        var sketcher = Sketcher()
        let copy = text + " i koniec"
        let sketch = sketcher.sketch(copy).sketch
        let link = try corpus.engine.preview(copy, sketch, site: 1, member: corpus.member(5))
        #expect(link?.representative == first)
        #expect(link?.relation == .same)
        #expect(try corpus.engine.preview(copy, sketch, site: 1, member: corpus.member(1)) == nil)
        #expect(corpus.groups == [first])
    }

    // MARK: Adversarial

    @Test mutating func `many pages that share one paragraph are not compared with each other`() throws {
        let corpus = TextCorpus()
        let paragraph = made.text(60)
        for index in 0..<600 { try corpus.add(made.text(160) + "\n" + paragraph, site: "s\(index).example") }
        #expect(Set(corpus.groups).count == 600)
        let before = corpus.reads
        for index in 600..<1_200 { try corpus.add(made.text(160) + "\n" + paragraph, site: "s\(index).example") }
        // Beyond the common fingerprints nothing is read but what hardly differs from nothing.
        #expect(corpus.reads - before < 600)
    }

    @Test mutating func `hardly different pages are each compared with few others, in whatever order of ranks`() throws
    {
        for isDescending in [false, true] {
            let corpus = TextCorpus()
            let words = made.words(120)
            for index in 0..<400 {
                var words = words
                words[index % 120] = "zmiana\(index)"
                try corpus.add(
                    words.joined(separator: " "),
                    site: "s\(index).example",
                    rank: isDescending ? 1_000 - index : index
                )
            }
            #expect(Set(corpus.groups).count == 1)
            #expect(corpus.reads < 400 * 16)
        }
    }

    // MARK: The seed article

    @Test func `the seed article is recognised in other clothes`() throws {
        let seed = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent().appending(
                    path: "Sources/Seed/seed-article.txt"
                ),
            encoding: .utf8
        )
        var made = MadeUpText(seed: 5)
        let wrapped = made.paragraphs(12, of: 8) + [seed] + made.paragraphs(12, of: 8)
        let stripped = seed.folding(options: .diacriticInsensitive, locale: nil)
            .replacingOccurrences(of: "ł", with: "l").replacingOccurrences(of: "Ł", with: "L")
        let words = seed.split { $0.isWhitespace }
        for (text, relation) in [
            (wrapped.joined(separator: "\n\n"), Relation.contains), (stripped, .same),
            (words.prefix(words.count / 2).joined(separator: " "), .contained),
        ] {
            let corpus = TextCorpus()
            try corpus.add(seed)
            let copy = try corpus.add(text, site: "other.example")
            #expect(corpus.link(copy)?.relation == relation)
            #expect(corpus.link(copy)?.representative == 1)
        }
    }
}
