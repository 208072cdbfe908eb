import Foundation
import PotokConfiguration
import PotokCore
import Testing

@Suite struct ConfigurationTests {
    @Test func `the sample is read whole`() throws {
        let configuration = try parse(sample)
        #expect(configuration.folder == "conf")
        #expect(configuration.database == "conf/data/corpus.sqlite")
        #expect(configuration.fetch.delay == .milliseconds(1_500))
        #expect(configuration.fetch.maxBody == .mebibytes(1))
        #expect(configuration.normalize.maxText == ByteCount(1_000_000))
        #expect(configuration.index.batchAge == .milliseconds(500))
        #expect(configuration.limits.failOn == 0.125)
        #expect(configuration.sources.map(\.name) == ["książki", "news.pl"])
        #expect(
            configuration.sources[0].kind == .files(paths: ["conf/texts", "/srv/more/*.txt"], include: ["*.txt"])
        )
        let urls = try [#require(WebURL("https://example.org/a?b=ż")), #require(WebURL("http://example.com/"))]
        #expect(configuration.sources[1].kind == .urls(urls: urls, lists: ["conf/lists/pages.txt"]))
    }

    @Test func `feeds, sitemaps and sites are read with what is taken of them`() throws {
        let configuration = try parse(
            """
            { "version": 1, "sources": [
              { "name": "f", "type": "feed", "urls": ["https://example.org/rss"], "exclude": ["/ads/"], "maxAge": "30 d",
                "poll": "5 min", "longestPoll": "2 d", "request": { "headers": { "A": "b" } } },
              { "name": "m", "type": "sitemap", "urls": ["https://example.org/"] },
              { "name": "s", "type": "site", "urls": ["https://example.org/"], "include": ["/a/"], "depth": 2, "maxPages": 9 }
            ] }
            """
        )
        var feed = ListingOptions()
        feed.urls = [try #require(WebURL("https://example.org/rss"))]
        feed.exclude = ["/ads/"]
        feed.maxAge = .seconds(30 * 86_400)
        feed.poll = .seconds(300)
        feed.longestPoll = .seconds(2 * 86_400)
        #expect(configuration.sources[0].kind == .listings(.feed, feed))
        #expect(!configuration.sources[0].request.isEmpty)
        var sitemap = ListingOptions()
        sitemap.urls = [try #require(WebURL("https://example.org/"))]
        #expect(configuration.sources[1].kind == .listings(.sitemap, sitemap))
        var site = sitemap
        site.include = ["/a/"]
        site.depth = 2
        site.maxPages = 9
        #expect(configuration.sources[2].kind == .listings(.site, site))
    }

    @Test func `archives have paths, and NDJSON files the names of their keys`() throws {
        let configuration = try parse(
            """
            { "version": 1, "sources": [
              { "name": "w", "type": "warc", "paths": ["old/*.warc.gz"] },
              { "name": "n", "type": "ndjson", "paths": ["/srv/export"], "fields": { "text": "body.plain", "id": "nr" } }
            ] }
            """
        )
        var fields = NDJSONFields()
        fields.text = "body.plain"
        fields.id = "nr"
        #expect(configuration.sources[0].kind == .warc(paths: ["conf/old/*.warc.gz"]))
        #expect(configuration.sources[1].kind == .ndjson(paths: ["/srv/export"], fields: fields))
        let wrong = """
            { "version": 1, "sources": [{ "name": "n", "type": "ndjson", "paths": ["x"], "fields": { "txt": "body" } }] }
            """
        let error = #expect(throws: ConfigurationError.self) { try parse(wrong) }
        #expect(error?.description.contains("'txt'") == true)
    }

    @Test func `a source has the pipeline's options but for its own`() throws {
        let configuration = try parse(sample)
        let (books, news) = (configuration.sources[0], configuration.sources[1])
        #expect(books.fetch == configuration.fetch)
        #expect(books.deduplicate == configuration.deduplicate)
        #expect(books.normalize.dropLines == ["Reklama"])
        #expect(books.normalize.maxText == configuration.normalize.maxText)
        #expect(news.fetch.delay == .seconds(5))
        #expect(news.fetch.maxRedirects == 0)
        #expect(news.fetch.parallel == 8)
        #expect(news.deduplicate.policy == .keep)
    }

    @Test func `the order of sections does not matter to sources`() throws {
        let text =
            #"{ "sources": [{ "name": "a", "type": "files", "paths": ["x"] }], "fetch": { "parallel": 7 }, "version": 1 }"#
        #expect(try parse(text).sources[0].fetch.parallel == 7)
    }

    @Test(arguments: [
        ("pipeline.json", "x/./y//z.txt", "x/y/z.txt"), ("a/b.json", "c", "a/c"), ("/b.json", "c", "/c"),
        ("/a/b.json", "../c", "/a/../c"),
        ("a/b.json", "/c/./d", "/c/d"), ("a/b.json", ".", "a"), ("b.json", ".", "."),
        ("a[1]/b.json", "c d", "a[1]/c d"),
        ("a[1]*/b.json", "*.txt", "a[[]1][*]/*.txt"), ("/x/b.json", "/", "/"),
    ])
    func `paths start from the folder of the file`(file: String, path: String, expected: String) throws {
        let text =
            #"{ "version": 1, "sources": [{ "name": "a", "type": "files", "paths": ["\#(path)"], "include": [] }] }"#
        let configuration = try PipelineConfiguration.parse(bytes: Array(text.utf8), path: file)
        #expect(configuration.sources[0].kind == .files(paths: [expected], include: []))
    }

    @Test func `the database has a default beside the file`() throws {
        #expect(try parse(minimal()).database == "conf/potok.sqlite")
    }

    @Test(
        arguments: [
            ("[]", ["1:1 configuration.wrong-type"]),
            ("{}", ["1:1 configuration.missing-key", "1:1 configuration.no-source"]),
            (#"{ "version": 2, "sources": [] }"#, ["1:14 configuration.out-of-range", "1:28 configuration.no-source"]),
            (#"{ "version": 1, "sources": {} }"#, ["1:28 configuration.wrong-type"]),
            (#"{ "version": 1, "sources": ["a"] }"#, ["1:29 configuration.wrong-type"]),
            (
                #"{ "version": 1, "sources": [{}] }"#,
                ["1:29 configuration.missing-key", "1:29 configuration.missing-key"]
            ),
            (minimal(#""fetch": []"#), ["1:12 configuration.wrong-type"]),
            (minimal(#""fetch": { "dely": "1 s" }"#), ["1:14 configuration.unknown-key"]),
            (minimal(#""delay": "1 s""#), ["1:3 configuration.unknown-key"]),
            (minimal(#""database": "~/x""#), ["1:15 configuration.bad-value"]),
            (minimal(#""database": """#), ["1:15 configuration.bad-value"]),
            (minimal(#""fetch": { "delay": "1 s", "delay": "2 s" }"#), ["1:30 json.duplicate-key"]),
        ] as [(String, [String])]
    )
    func `what is wrong at the top is found`(text: String, expected: [String]) {
        #expect(findings(text) == expected)
    }

    @Test(
        arguments: [
            (#""name": "a", "type": "files""#, ["1:38 configuration.no-source"]),
            (#""name": "a", "type": "files", "paths": []"#, ["1:38 configuration.no-source"]),
            (#""name": "a", "type": "urls", "urls": [], "lists": []"#, ["1:38 configuration.no-source"]),
            (#""name": "a", "type": "urls", "lists": ["x"]"#, []),
            (#""name": "a", "type": "urls", "urls": ["ftp://example.org/"]"#, ["1:68 configuration.bad-url"]),
            (#""name": "a", "type": "urls", "urls": [1]"#, ["1:68 configuration.wrong-type"]),
            (#""name": "a", "type": "urls", "urls": "https://example.org/""#, ["1:67 configuration.wrong-type"]),
            (
                #""name": "a", "type": "urls", "urls": ["https://example.org/"], "paths": ["x"]"#,
                ["1:93 configuration.misplaced-key"]
            ),
            (#""name": "a", "type": "files", "paths": ["x"], "index": {}"#, ["1:76 configuration.misplaced-key"]),
            (#""name": "a", "type": "files", "paths": ["x"], "fecth": {}"#, ["1:76 configuration.unknown-key"]),
            (#""name": "a", "type": "files", "paths": ["x"], "delay": "1 s""#, ["1:76 configuration.unknown-key"]),
            (
                #""name": "a", "type": "files", "paths": ["x"], "fetch": { "delay": 1 }"#,
                ["1:96 configuration.wrong-type"]
            ),
            (#""name": "a b", "type": "files", "paths": ["x"]"#, ["1:38 configuration.bad-value"]),
            (#""name": "", "type": "files", "paths": ["x"]"#, ["1:38 configuration.bad-value"]),
            (#""name": "a", "type": "stream""#, ["1:51 configuration.unknown-choice"]),
            (#""name": "a", "paths": ["x"]"#, ["1:29 configuration.missing-key"]),
            (#""type": "files", "paths": ["x"]"#, ["1:29 configuration.missing-key"]),
        ] as [(String, [String])]
    )
    func `what is wrong with a source is found`(members: String, expected: [String]) {
        #expect(findings(#"{ "version": 1, "sources": [{\#(members)}] }"#) == expected)
    }

    @Test func `a file of authorities is found from the folder of the pipeline, for all and for one source`() throws {
        #expect(try parse(minimal()).fetch.certificates == FetchOptions.systemCertificates)
        let text = """
            { "version": 1, "fetch": { "certificates": "ca.pem" }, "sources": [
              { "name": "a", "type": "files", "paths": ["x"] },
              { "name": "b", "type": "files", "paths": ["x"], "fetch": { "certificates": "/etc/own.pem" } },
              { "name": "c", "type": "files", "paths": ["x"], "fetch": { "certificates": "system" } },
              { "name": "d", "type": "files", "paths": ["x"], "fetch": { "certificates": "./system" } } ] }
            """
        let configuration = try parse(text)
        #expect(configuration.fetch.certificates == "conf/ca.pem")
        #expect(
            configuration.sources.map(\.fetch.certificates) == ["conf/ca.pem", "/etc/own.pem", "system", "conf/system"]
        )
        #expect(try parse(minimal(), ["fetch.certificates=ca.pem"]).fetch.certificates == "conf/ca.pem")
    }

    @Test func `robots can be ignored by a source and not by the pipeline`() throws {
        let whole = check(minimal(#""fetch": { "robots": "ignore" }"#))
        #expect(whole.diagnostics.map(\.code) == [.configurationMisplacedKey])
        let diagnostic = try #require(whole.diagnostics.first)
        #expect(
            diagnostic.message
                == #"'fetch.robots' cannot be "ignore" for the whole pipeline: that is decided source by source"#
        )
        #expect(diagnostic.hint == #"write "fetch": { "robots": "ignore" } in each source it is meant for"#)
        #expect(diagnostic.location?.description == "1:24")
        let given = check(minimal(), ["fetch.robots=ignore"])
        #expect(given.diagnostics.map(\.code) == [.configurationMisplacedKey])
        #expect(given.diagnostics.first?.hint == "for one source: --set sources.NAME.fetch.robots=ignore")
        #expect(try parse(minimal(#""fetch": { "robots": "obey" }"#)).fetch.robots == .obey)

        let source =
            #"{ "version": 1, "sources": [{ "name": "a", "type": "files", "paths": ["x"], "fetch": { "robots": "ignore" } }] }"#
        let configuration = try parse(source)
        #expect(configuration.fetch.robots == .obey)
        #expect(configuration.sources.map(\.fetch.robots) == [.ignore])
        #expect(try parse(minimal(), ["sources.a.fetch.robots=ignore"]).sources.map(\.fetch.robots) == [.ignore])
    }

    @Test func `two sources of one name are an error that names the first`() {
        let text = """
            { "version": 1, "sources": [
              { "name": "a", "type": "files", "paths": ["x"] },
              { "name": "a", "type": "files", "paths": ["y"] }
            ] }
            """
        #expect(findings(text) == ["3:13 configuration.duplicate-source"])
        #expect(check(text).diagnostics.first?.message == "the source of line 2 is named 'a' too")
    }

    @Test func `a syntax error does not make keys look missing`() {
        #expect(findings(#"{ "version": 1, "sources": [{ "name": "a" "#) == ["1:29 json.unclosed"])
    }

    @Test(
        arguments: [
            (#"{ "verison": 1, "sorces": [] }"#, ["1:3 configuration.unknown-key", "1:17 configuration.unknown-key"]),
            (
                #"{ "version": 1, "sources": [{ "nmae": "a", "type": "urls", "url": ["https://example.org/"] }] }"#,
                ["1:31 configuration.unknown-key", "1:60 configuration.unknown-key"]
            ),
            (
                #"{ "version": 1, "sources": [{ "name": "a", "type": "urls", "paths": ["x"] }] }"#,
                ["1:60 configuration.misplaced-key"]
            ),
            (
                "{ \"fetch\": { \"delay\": \"1 },\n\"version\": 1, \"sources\": 5 }",
                ["1:23 json.unterminated-string", "2:26 configuration.wrong-type"]
            ),
            (
                "{ \"version\": 1, \"sources\": [\n{ \"name\": \"a\", \"type\": \"files } ]}",
                ["2:24 json.unterminated-string"]
            ),
        ] as [(String, [String])]
    )
    func `one mistake is one diagnostic`(text: String, expected: [String]) {
        #expect(findings(text) == expected)
    }

    @Test func `without a file there are the defaults, with overrides and no sources`() throws {
        let configuration = try PipelineConfiguration.defaults(path: "x/pipeline.json", overrides: ["fetch.delay=2s"])
        #expect(configuration.sources == [])
        #expect(configuration.database == "x/potok.sqlite")
        #expect(configuration.fetch.delay == .seconds(2))
        let error = #expect(throws: ConfigurationError.self) {
            try PipelineConfiguration.defaults(path: "pipeline.json", overrides: ["fetch.dely=2s"])
        }
        #expect(error?.diagnostics.map(\.code) == [.configurationUnknownKey])
    }

    @Test func `a hundred problems are shown and the rest is counted as more`() {
        let keys = (0..<1_000).map { "\"x\($0)\": 1" }.joined(separator: ", ")
        let report = check("{ \(keys) }")
        #expect(report.diagnostics.count == 100)
        #expect(report.diagnostics.last?.code == .jsonTooManyProblems)
    }

    @Test(arguments: ["[", "{\"a\":", "\"", "'", "}", ",", "/*", "ż", "\n", "{a:1,", "\\", "[\"x\","])
    func `a large file of one thing is refused without trouble`(piece: String) {
        let text = String(repeating: piece, count: 20_000)
        #expect(check(text).configuration == nil)
        #expect(check("{ \"fetch\": " + text).configuration == nil)
    }

    @Test func `a file is read with its path in diagnostics`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "potok-configuration-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "pipeline.json")
        try Data(minimal().utf8).write(to: file)
        let path = file.path(percentEncoded: false)
        let directory = folder.path(percentEncoded: false)
        #expect(try PipelineConfiguration.load(path: path).folder == directory.trimmingSuffix("/"))
        try Data(repeating: 0x20, count: PipelineConfiguration.maximumSize.bytes + 1).write(to: file)
        let cases: [(String, PotokError.Code)] = [
            (path, .configurationTooLarge), (directory, .configurationUnreadable), (path + "x", .configurationNoFile),
            (path + "/x", .configurationNoFile), ("a\0b", .configurationNoFile),
        ]
        for (path, code) in cases {
            let error = #expect(throws: ConfigurationError.self) { try PipelineConfiguration.load(path: path) }
            #expect(error?.diagnostics.map(\.code) == [code])
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
