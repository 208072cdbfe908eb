import PotokCore
import PotokSinks

extension SinkConformance {
    /// What the target holds after changes that go well.
    static let states: [Case] = [
        Case("it says who the target is, and changes nothing by asking") { run in
            let health = try await run.sink.check()
            run.check(!health.server.isEmpty, "the target has no name")
            try await run.holds([])
        },
        Case("preparing again keeps what is there") { run in
            await run.deliver([upsert(document(1, 1))])
            try await run.sink.prepare()
            try await run.subject.sink(timeout: patience).prepare()
            try await run.holds([document(1, 1)])
        },
        Case("an empty batch is answered") { run in
            let answer = await run.sink.deliver([])
            run.check(answer == .answered([]), "it answered \(answer)")
        },
        Case("what is delivered is held, in one batch and in several") { run in
            let documents = (1...17).map { document($0, Int64($0)) }
            await run.deliver(documents[..<10].map(upsert))
            for document in documents[10...] { await run.deliver([upsert(document)]) }
            try await run.holds(documents)
        },
        Case("texts arrive as they are") { run in
            let texts = [
                "quotes \" and \\ and / and ' and \t tabs\nlines\r\n", "zażółć gęślą jaźń", "👩‍👩‍👧‍👦 🜁 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
                "\u{2028}\u{2029}\u{85}\u{FEFF}\u{200B}", "\u{1}\u{1f}\u{7f}", "\\N \\. \\u0041 %s {{x}} $1", "",
                "<script>alert(1)</script> &amp;", String(repeating: "long text ", count: 30_000),
            ]
            let documents = texts.enumerated().map { document($0.offset, 1, text: $0.element) }
            await run.deliver(documents.map(upsert))
            try await run.holds(documents)
        },
        Case("a date is as precise at the target as it is here") { run in
            let dates = ["2022", "2022-01", "2022-01-09", "2022-01-09T10:30:00Z", "0079-08", "9999"]
            var documents = dates.enumerated().map { number, date in
                SinkDocuments.document(number, version: 1, publishedAt: date)
            }
            documents.append(SinkDocuments.document(dates.count, version: 1, publishedAt: "no date"))
            await run.deliver(documents.map(upsert))
            try await run.holds(documents)
        },
        Case("versions as large as they may become are kept") { run in
            let largest: Int64 = 9_007_199_254_740_991
            await run.deliver([upsert(document(1, largest - 1))])
            await run.deliver([upsert(document(1, largest))])
            try await run.holds([document(1, largest)])
        },
        Case("a newer version takes the place of an older one, with all of its fields") { run in
            var newer = document(1, 2, text: "new")
            newer.language = nil
            newer.publishedAt = nil
            newer.publishedPrecision = nil
            await run.deliver([upsert(document(1, 1)), upsert(document(2, 1))])
            await run.deliver([upsert(newer)])
            try await run.holds([newer, document(2, 1)])
        },
        Case("a delete removes, and one of what is not there is delivered too", needs: .delete) { run in
            await run.deliver([upsert(document(1, 1)), upsert(document(2, 2))])
            await run.deliver([delete(1, version: 3), delete(7, version: 4)])
            try await run.holds([document(2, 2)])
        },
        Case("one batch stores and removes", needs: .delete) { run in
            await run.deliver((1...6).map { upsert(document($0, Int64($0))) })
            await run.deliver([
                delete(1, version: 7), upsert(document(2, 8)), delete(3, version: 9), upsert(document(8, 10)),
                delete(9, version: 11),
            ])
            try await run.holds([document(2, 8), document(4, 4), document(5, 5), document(6, 6), document(8, 10)])
        },
        Case("a batch of deletes alone, and of one upsert alone", needs: .delete) { run in
            await run.deliver((1...4).map { upsert(document($0, 1)) })
            await run.deliver((1...4).map { delete($0, version: 2) })
            try await run.holds([])
            await run.deliver([upsert(document(9, 3))])
            try await run.holds([document(9, 3)])
        },
        Case("what it holds is given page by page, in the order of keys", needs: .holdings) { run in
            let documents = (1...25).map { document($0, Int64($0)) }
            await run.deliver(documents.map(upsert))
            let expected = documents.map { Holding(key: SinkDocuments.key(Int($0.version)), version: $0.version) }
                .sorted { $0.key < $1.key }
            for page in [1, 4, 5, 25, 26, 20_000] {
                let holdings = try await Run.holdings(run.sink, page: page)
                run.check(holdings == expected, "with pages of \(page) it holds \(holdings)")
            }
            let middle = try await run.sink.holdings(after: expected[11].key, limit: 2)
            run.check(middle == Array(expected[12...13]), "behind the twelfth come \(middle)")
        },
        Case("no text has the secret") { run in
            guard let secret = run.subject.secret else { return }
            var dumped = ""
            dump(run.sink, to: &dumped)
            for text in [dumped, "\(run.sink)", String(reflecting: run.sink), "\(run.sink.capabilities)"] {
                run.check(!text.contains(secret), "the secret is in \(text.prefix(300))")
            }
        },
    ]
}
