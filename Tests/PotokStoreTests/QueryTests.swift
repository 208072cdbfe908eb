import GRDB
import PotokCore
import Testing

@testable import PotokStore

@Suite struct QueryTests {
    @Test(arguments: [
        ("\"open", 0), ("a \"open", 2), ("a OR", 2), ("OR a", 0), ("a OR OR b", 5), ("-a", 0), ("after:never a", 6),
        ("a lang:", 7), ("a OR lang:pl", 2), ("site:// a", 5), ("title: a", 6), ("", 0), ("!!", 0),
        ("before:2026-13-01 a", 7),
    ])
    func `what cannot be read is an error with a caret at its place`(text: String, column: Int) {
        do {
            _ = try SearchQuery(text)
            Issue.record("\(text) was read")
        } catch let error as PotokError {
            #expect(error.code == "search.query")
            let lines = error.message.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.last.map { $0.count - 3 } == column, "\(error.message)")
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func `any text is a query or a query error, and never a mistake of the database`() async throws {
        let corpus = try Corpus()
        var seed = SystemRandomNumberGenerator()
        let pieces = [
            "\"", "-", "OR", " ", "a", "title:", "*", "(", ")", "site:", "ł", "東京", ":", "'", ";", "NOT", "lang:pl",
            "x",
        ]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0..<9)).map { _ in pieces.randomElement(using: &seed) ?? "" }.joined()
            do {
                for mode in [SearchQuery.Mode.all, .any] {
                    _ = try await corpus.store.search(SearchQuery(text, mode: mode), limit: 1)
                }
            } catch let error as PotokError {
                #expect(error.code == "search.query", "\(text): \(error)")
            }
        }
    }

    private func corpus(_ texts: [String: String], language: String? = nil) async throws -> Corpus {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(texts.keys.sorted(), run: run)
        try await corpus.ingest(run: run) { texts[$0] ?? "" }
        if let language {
            try await corpus.store.write { database in
                try database.execute(sql: "UPDATE document SET language = ?", arguments: [language])
            }
            try await corpus.store.rebuildIndex()
        }
        return corpus
    }

    private func hits(_ corpus: Corpus, _ query: String, any: Bool = false) async throws -> [String] {
        try await corpus.store.search(SearchQuery(query, mode: any ? .any : .all), limit: 10).hits
            .compactMap(\.document.document.identifier).sorted()
    }

    @Test(arguments: [
        ("dom", ["a", "b"]), ("dom -dach", ["b"]), ("dach OR okno", ["a", "b", "c"]), ("dom dach OR okno", ["a", "b"]),
        ("zie*", ["a", "c"]), ("\"czerwony dom\"", ["b"]), ("-\"czerwony dom\" okno", ["c"]),
        ("source:first dom", ["a", "b"]),
        ("source:second dom", []), ("-source:second dom", ["a", "b"]), ("after:2000 dom", ["a", "b"]),
        ("before:2000 dom", []),
        ("lang:pl dom", []), ("text:dom", ["a", "b"]), ("site:example.org dom", []), ("author:kowalski dom", []),
    ])
    func `a query finds what it says`(query: String, expected: [String]) async throws {
        let corpus = try await corpus([
            "a": "zielony dom i dach", "b": "czerwony dom ma okno", "c": "zielone okno",
        ])
        #expect(try await hits(corpus, query) == expected, "\(query)")
    }

    @Test(arguments: [
        ("site:example.org", "xy"), ("site:sub.example.org", "y"), ("-site:example.org", "z"), ("site:ample.org", ""),
        ("lang:pl", "x"), ("lang:PL-pl", "x"), ("-lang:pl", "yz"), ("author:zolc", "y"), ("author:\"Żółć Łucka\"", "y"),
        ("after:2026", "xy"), ("before:2026", "z"), ("after:2020-05 before:2020-06", "z"),
        ("after:2020-06 before:2021", ""),
        ("source:first", "xyz"), ("title:title", "xyz"), ("text:wspólne", "xyz"), ("title:wspólne", ""),
    ])
    func `what is known of a document narrows the search`(condition: String, expected: String) async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        for place in ["https://example.org/x", "https://sub.example.org/y", "https://other.org/z"] {
            try await corpus.fetch(place, run: run, text: "wspólne \(place.suffix(1))")
        }
        try await corpus.store.write { database in
            try database.execute(
                sql: """
                    UPDATE document SET language = 'pl-PL' WHERE locator LIKE '%/x';
                    UPDATE document SET authors = '["Żółć Łucka"]' WHERE locator LIKE '%/y';
                    UPDATE document SET published = '2020-05' WHERE locator LIKE '%/z';
                    """
            )
        }
        let answer = try await corpus.store.search(SearchQuery("wspólne \(condition)"), limit: 10)
        #expect(answer.hits.compactMap { $0.document.document.url?.suffix(1) }.sorted().joined() == expected)
        #expect(answer.total == expected.count)
    }

    @Test func `any of the words is enough when that is asked for`() async throws {
        let corpus = try await corpus(["a": "zielony dom", "b": "czerwony dach", "c": "okno"])
        #expect(try await hits(corpus, "dom dach") == [])
        #expect(try await hits(corpus, "dom dach", any: true) == ["a", "b"])
    }

    @Test(arguments: ["protest", "protestów", "PROTESTAMI", "protestow", "\"wielkim protestem\"", "protestów*"])
    func `every form of a word finds the others, and the form of the text is shown as found`(query: String) async throws
    {
        let corpus = try await corpus(["a": "wczoraj wielkie protesty w kraju", "b": "inne"], language: "pl")
        let answer = try await corpus.store.search(SearchQuery(query), limit: 5)
        let hit = try #require(answer.hits.first)
        let bytes = Array(hit.snippet.text.utf8)
        #expect(hit.snippet.matches.map { String(decoding: bytes[$0], as: UTF8.self) }.contains("protesty"))
    }

    @Test func `a word is as rare as all its forms, also where few documents are in a language`() async throws {
        var texts = ["p": "wybory", "q": "wyborami", "u": "protesty"]
        for number in 0..<10 { texts["other\(number)"] = "protesty" }
        let corpus = try await corpus(texts, language: "pl")
        try await corpus.store.write { database in
            try database.execute(sql: "UPDATE document SET language = NULL WHERE locator = 'u'")
            try SearchIndex.rebuild(database)
        }
        let hits = try await corpus.store.search(SearchQuery("protesty wybory", mode: .any), limit: 3).hits
        #expect(Set(hits.prefix(2).compactMap(\.document.document.identifier)) == ["p", "q"])
    }

    @Test(arguments: [
        ("protesty", "wr"), ("dom", "w"), ("protesty dom", "wrw"), ("protesty* dom", "wrrw"),
        ("\"wielkie protesty\"", "wr"),
        ("dom -protesty -dach", "w---"), ("title:protesty OR dom", "wrw"),
    ])
    func `each phrase of an expression has its role`(query: String, roles: String) throws {
        let match = MatchExpression(try SearchQuery(query), languages: ["", "pl"])
        #expect(match.roles == roles, "\(match.text ?? "")")
    }

    @Test func `a run of characters without spaces is found by any part of it`() async throws {
        let corpus = try await corpus(["a": "東京都に住む", "b": "京都"])
        #expect(try await hits(corpus, "東京") == ["a"])
        #expect(try await hits(corpus, "京都") == ["a", "b"])
        #expect(try await hits(corpus, "東京都") == ["a"])
        #expect(try await hits(corpus, "都") == ["a", "b"])
    }

    @Test func `a word with a mistake is answered with the word that is there`() async throws {
        let corpus = try await corpus(["a": "Wybory w Kazachstanie", "b": "inne"], language: "pl")
        #expect(
            try await corpus.store.search(SearchQuery("kazahstan wybory"), limit: 5).suggestion == "Kazachstanie wybory"
        )
        #expect(try await corpus.store.search(SearchQuery("xyzzyqwert"), limit: 5).suggestion == nil)
        #expect(try await corpus.store.search(SearchQuery("wybory"), limit: 5).suggestion == nil)
    }

    @Test func `by date the newest comes first`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        for (name, published) in [("a", "2024-05"), ("b", "2026-01-02"), ("c", "2025")] {
            _ = try await corpus.seed([name], run: run)
            try await corpus.ingest(run: run, published: published) { "wspólne słowo \($0)" }
        }
        let answer = try await corpus.store.search(SearchQuery("wspólne"), SearchOptions(order: .date))
        #expect(answer.hits.map(\.document.document.identifier) == ["b", "c", "a"])
    }

    @Test func `what is new goes before what answers a little better, when that is asked for`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        for (name, published, text) in [
            ("old", "2016", "wspólne słowo, wspólne"), ("month", "2026-05", "wspólne słowo jest tutaj"),
            ("future", "2027-01-01", "słowo, które mamy wspólne, a obok sto innych słów"),
            ("older", "2006-01-02", "inne wspólne"),
        ] {
            _ = try await corpus.seed([name], run: run)
            try await corpus.ingest(run: run, published: published) { _ in text }
        }
        func names(_ freshness: SearchOptions.Freshness?) async throws -> [String?] {
            try await corpus.store.search(SearchQuery("wspólne"), SearchOptions(freshness: freshness)).hits
                .map(\.document.document.identifier)
        }
        #expect(try await names(nil).first == "old")
        // 2026-05-29: the old ones count a half, the one of this month nearly three quarters.
        let now = Timestamp(secondsSince1970: 1_780_000_000)
        #expect(try await Set(names(.init(age: .seconds(30 * 86_400), now: now)).prefix(2)) == ["month", "future"])
        // With an age that none of them has, only the words count.
        #expect(try await names(.init(age: .seconds(1_000_000 * 86_400), now: now)) == names(nil))
    }

    @Test func `a thousand edits and deletions leave no ghost and a sound index`() async throws {
        let corpus = try Corpus()
        try await corpus.store.write { database in
            var seed = SystemRandomNumberGenerator()
            var texts: [Int64: String] = [:]
            try database.execute(sql: "INSERT INTO source (id, name, position) VALUES (1, 's', 1)")
            let words = ["protest", "protestów", "Łódź", "dom", "domami", "東京都", "running", "runs", "wojna", "o'neil"]
            func text() -> String {
                (0..<Int.random(in: 1..<30)).map { _ in words.randomElement(using: &seed) ?? "" }.joined(separator: " ")
            }
            for step in 0..<1_000 {
                let row = Int64.random(in: 1...120)
                let language = ["pl", "en", "ja", nil].randomElement(using: &seed) ?? nil
                if let old = texts[row] {
                    try SearchIndex.delete(row, title: "", text: old, database)
                    try database.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [row])
                    texts[row] = nil
                    if step % 3 == 0 { continue }
                }
                let new = text()
                try database.execute(
                    sql: """
                        INSERT INTO document (id, key, source_id, locator, is_url, title, text, language, authors, media_type,
                            body_hash, content_hash, text_hash, normalizer, compares, version, revision, reserves_mining,
                            first_seen_at, observed_at, changed_at)
                        VALUES (?, randomblob(16), 1, 'x', 0, '', ?, ?, '[]', '', x'00', x'00', x'00', 1, 0, 1, 1, 0, 0, 0, 0)
                        """,
                    arguments: [row, new, language]
                )
                try SearchIndex.insert(row, title: "", text: new, database)
                texts[row] = new
            }
            try database.execute(sql: "INSERT INTO search (search) VALUES ('integrity-check')")
            for word in words {
                let match = MatchExpression(try SearchQuery(word), languages: try SearchIndex.languages(database))
                let count = try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM search WHERE search MATCH ?",
                    arguments: [match.text]
                )
                let known = try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM search JOIN search_entry ON id = search.rowid WHERE search MATCH ?",
                    arguments: [match.text]
                )
                #expect(count == known && (count ?? 0) > 0, "\(word)")
            }
        }
        #expect(try await corpus.store.check().isEmpty)
    }
}
