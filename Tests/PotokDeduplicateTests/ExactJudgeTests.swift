import PotokCore
import PotokDeduplicate
import Testing

@Suite struct ExactJudgeTests {
    private func member(_ order: Int, _ published: String?, _ locator: String) -> ClusterMember {
        ClusterMember(
            key: DocumentKey(source: "s", identifier: locator),
            sourceOrder: order,
            published: published.flatMap { PublishedDate($0) },
            locator: locator
        )
    }

    @Test func `the earlier source represents, then the earlier date, then the locator`() {
        let judge = ExactJudge()
        let order = [
            member(0, nil, "z"), member(1, "2020", "z"), member(1, "2021-05", "a"), member(1, nil, "a"),
            member(1, nil, "b"),
        ]
        for (index, first) in order.enumerated() {
            for second in order[(index + 1)...] {
                #expect(judge.represents(first, second))
                #expect(!judge.represents(second, first))
            }
        }
    }

    @Test func `an older observation never replaces a newer one`() throws {
        let document = Document(
            key: DocumentKey(source: "s", identifier: "a"),
            locator: .file(path: "a", identifier: "a"),
            source: "s",
            title: "",
            text: "old",
            mediaType: "text/plain",
            observedAt: Timestamp(secondsSince1970: 100),
            bodyHash: Hash([]),
            normalizerVersion: 1
        )
        let candidate = FingerprintStage.fingerprint(document)
        let stored = StoredDocument(contentHash: Hash([1]), observedAt: Timestamp(secondsSince1970: 101))
        #expect(ExactJudge().verdict(on: candidate, stored: stored) == .outdated)
    }

    @Test func `texts that differ in case, diacritics and spaces have one hash, those in other paragraphs another`() {
        func hash(_ text: String) -> Hash {
            FingerprintStage.fingerprint(
                Document(
                    key: DocumentKey(source: "s", identifier: "a"),
                    locator: .file(path: "a", identifier: "a"),
                    source: "s",
                    title: "",
                    text: text,
                    mediaType: "text/plain",
                    observedAt: Timestamp(secondsSince1970: 0),
                    bodyHash: Hash([]),
                    normalizerVersion: 1
                )
            ).textHash
        }
        #expect(hash("Zażółć  gęślą\n\njaźń.") == hash("ZAZOLC GESLA\nJAZN"))
        #expect(hash("zażółć\ngęślą jaźń") != hash("zażółć gęślą\njaźń"))
        #expect(hash("jedno") != hash("drugie"))
    }
}
