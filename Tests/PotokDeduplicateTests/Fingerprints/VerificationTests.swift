import PotokCore
import PotokDeduplicate
import PotokText
import Testing

struct VerificationTests {
    @Test func `shares are those of sets of three words`() {
        // a b c d e: abc bcd cde; b c d e f: bcd cde def.
        let found = Verification.compare("a b c d e", "B, c; d e F")
        #expect([found.countOfA, found.countOfB, found.sharedCount] == [3, 3, 2])
        #expect(found.jaccard == 0.5)
        #expect(found.containmentOfA == 2.0 / 3)
        #expect(found.containmentOfB == 2.0 / 3)
    }

    @Test func `repeated shingles count once`() {
        let found = Verification.compare("a b c a b c a b c", "a b c")
        #expect([found.countOfA, found.countOfB, found.sharedCount] == [3, 1, 1])
    }

    @Test func `word order counts`() {
        #expect(Verification.compare("a b c", "c b a").sharedCount == 0)
        #expect(Verification.compare("a b c", "b a c").sharedCount == 0)
    }

    @Test(arguments: [
        ("Łódź", "lodz", 1), ("a b", "a b", 1), ("a b", "a b c", 0), ("a", "", 0), ("", "", 0), ("", "a", 0),
        ("a b", "b a", 0),
    ])
    func `texts shorter than a shingle count as one`(first: String, second: String, shared: Int) {
        let found = Verification.compare(first, second)
        #expect(found.sharedCount == shared)
        #expect(found.jaccard == Double(shared))
    }

    @Test func `random texts agree with sets of strings`() {
        var source = MadeUpText(seed: 20)
        var verifier = Verifier()
        for _ in 0..<60 {
            let base = source.words(1 + source.number(below: 200))
            var edited = base
            for _ in 0..<source.number(below: 12) {
                edited[source.number(below: edited.count)] = "x\(source.number(below: 3))"
            }
            let first = shingles(base)
            let second = shingles(edited)
            verifier.load(base.joined(separator: " "))
            let found = verifier.compare(with: edited.joined(separator: " "))
            #expect(found.countOfA == first.count)
            #expect(found.countOfB == second.count)
            #expect(found.sharedCount == first.intersection(second).count)
        }
    }

    @Test func `one loaded text is compared with many`() {
        var verifier = Verifier()
        verifier.load("jeden dwa trzy cztery")
        #expect(verifier.compare(with: "jeden dwa trzy cztery").jaccard == 1)
        #expect(verifier.compare(with: MadeUpText(seed: 21).makeWords(2_000).joined(separator: " ")).sharedCount == 0)
        #expect(verifier.compare(with: "jeden dwa trzy").containmentOfB == 1)
        var hashes: [UInt64] = []
        var tokenizer = Tokenizer()
        tokenizer.appendHashes(of: Array("dwa trzy cztery pięć".utf8).span, to: &hashes)
        let found = verifier.compare(withTokenHashes: hashes)
        #expect([found.countOfA, found.countOfB, found.sharedCount] == [2, 2, 1])
        verifier.load(tokenHashes: hashes)
        #expect(verifier.compare(with: "dwa trzy cztery pięć").jaccard == 1)
    }

    @Test func `texts made of the same phrases are no copies, an edited text with as much in common is`() {
        var made = MadeUpText(seed: 22)
        let phrases = (0..<40).map { _ in made.words(5) }
        var others = phrases
        for place in others.indices.reversed() { others.swapAt(place, made.number(below: place + 1)) }
        let phrased = Verification.compare(
            phrases.flatMap(\.self).joined(separator: " "),
            others.flatMap(\.self).joined(separator: " ")
        )
        #expect(phrased.jaccard >= 0.3)
        #expect(phrased.relation() == nil)

        let words = made.words(600)
        let edited = words.map { made.number(below: 6) == 0 ? "inne" : $0 }
        let copied = Verification.compare(words.joined(separator: " "), edited.joined(separator: " "))
        #expect(copied.jaccard >= 0.3)
        #expect(copied.jaccard < 0.8)
        #expect(copied.relation() == .near)
    }

    @Test func `a verifier without a text finds nothing`() {
        var verifier = Verifier()
        #expect(verifier.compare(with: "a b c").jaccard == 0)
        #expect(verifier.compare(with: "a b c").relation() == nil)
    }

    @Test(arguments: [
        (100, 100, 100, Relation.same), (100, 100, 89, .same), (100, 100, 88, .near), (100, 100, 47, .near),
        (100, 100, 46, nil),
        // Short texts need more: 9 shingles of 52 %, one changed word in the middle of 12 leaves 54 %.
        (9, 9, 6, nil), (9, 9, 7, .near), (10, 10, 7, .near),
        (50, 100, 50, .contained), (50, 100, 40, .contained), (50, 100, 34, nil), (100, 50, 50, .contains),
        (100, 10, 8, .contains),
        (10, 100, 7, nil), (85, 100, 80, .near), (0, 0, 0, nil), (0, 10, 0, nil), (90, 100, 90, .same),
        (75, 100, 75, .contained),
    ])
    func `the relation follows from the shares`(first: Int, second: Int, shared: Int, relation: Relation?) {
        #expect(Verification(countOfA: first, countOfB: second, sharedCount: shared).relation() == relation)
    }

    @Test func `thresholds can be set`() {
        let found = Verification(countOfA: 100, countOfB: 100, sharedCount: 40)
        #expect(found.relation() == nil)
        #expect(found.relation(VerificationThresholds(near: 0.2)) == .near)
        #expect(found.relation(VerificationThresholds(same: 0.2)) == .same)
        #expect(
            Verification(countOfA: 100, countOfB: 300, sharedCount: 70).relation(
                VerificationThresholds(containment: 0.7)
            ) == .contained
        )
    }

    private func shingles(_ words: [String]) -> Set<String> {
        guard words.count >= 3 else { return [words.joined(separator: " ")] }
        return Set((0...(words.count - 3)).map { words[$0..<($0 + 3)].joined(separator: " ") })
    }
}
