import PotokConfiguration
import PotokCore
import Testing

@Suite struct OverrideTests {
    @Test func `values are read as the option's kind`() throws {
        let configuration = try parse(
            sample,
            [
                "fetch.delay=0s", "fetch.parallel=3", "limits.memory=96 MiB", "limits.failOn=50%",
                "deduplicate.policy=keep",
                "fetch.userAgent=x=y", "database=\"else where.sqlite\"", "index.batchBytes=\"1 MiB\"",
            ]
        )
        #expect(configuration.fetch.delay == .zero)
        #expect(configuration.fetch.parallel == 3)
        #expect(configuration.limits.memory == .mebibytes(96))
        #expect(configuration.limits.failOn == 0.5)
        #expect(configuration.deduplicate.policy == .keep)
        #expect(configuration.fetch.userAgent == "x=y")
        #expect(configuration.database == "conf/else where.sqlite")
        #expect(configuration.index.batchBytes == .mebibytes(1))
    }

    @Test func `a list is a JSON array or one text`() throws {
        #expect(try parse(sample, ["normalize.dropLines=Reklama, x"]).normalize.dropLines == ["Reklama, x"])
        #expect(try parse(sample, [#"normalize.dropLines=["a", "b"]"#]).normalize.dropLines == ["a", "b"])
        #expect(try parse(sample, ["normalize.dropLines=[]"]).normalize.dropLines == [])
    }

    @Test func `an override of the pipeline reaches the sources that say nothing themselves`() throws {
        let configuration = try parse(sample, ["fetch.delay=7s"])
        #expect(configuration.sources[0].fetch.delay == .seconds(7))
        #expect(configuration.sources[1].fetch.delay == .seconds(5))
    }

    @Test func `an override of a source wins over all, and the last one of several`() throws {
        let configuration = try parse(
            sample,
            [
                "sources.news.pl.fetch.delay=0s", "sources.news.pl.fetch.delay=9s", "sources.książki.paths=other",
                "sources.news.pl.urls=https://example.org/only", "sources.news.pl.lists=[]",
            ]
        )
        #expect(configuration.sources[1].fetch.delay == .seconds(9))
        #expect(configuration.fetch.delay == .milliseconds(1_500))
        #expect(configuration.sources[0].kind == .files(paths: ["conf/other"], include: ["*.txt"]))
        #expect(
            configuration.sources[1].kind == .urls(urls: [try #require(WebURL("https://example.org/only"))], lists: [])
        )
    }

    @Test func `an override can give what the file leaves empty`() throws {
        let text = #"{ "version": 1, "sources": [{ "name": "a", "type": "urls" }] }"#
        #expect(try parse(text, ["sources.a.lists=x"]).sources[0].kind == .urls(urls: [], lists: ["conf/x"]))
        #expect(findings(text, ["sources.a.lists=[]"]) == ["1:39 configuration.no-source"])
    }

    @Test(arguments: [
        (
            "fetch.dely=0s",
            """
            --set fetch.dely=0s: error: 'dely' is not known at 'fetch'; did you mean 'delay'? [configuration.unknown-key]
                --set fetch.dely=0s
                            ^~~~
            """
        ),
        (
            "fecth.delay=0s",
            """
            --set fecth.delay=0s: error: 'fecth' is not known at the top of the configuration; did you mean 'fetch'? [configuration.unknown-key]
                --set fecth.delay=0s
                      ^~~~~
            """
        ),
        (
            "delay=0s",
            """
            --set delay=0s: error: 'delay' is not known at the top of the configuration; did you mean 'fetch.delay'? [configuration.unknown-key]
                --set delay=0s
                      ^~~~~
            """
        ),
        (
            "fetch.delay=soon",
            """
            --set fetch.delay=soon: error: 'fetch.delay' must be a duration from 0 s to 1 d, such as "1 s", not "soon" [configuration.bad-value]
                --set fetch.delay=soon
                                  ^~~~
                hint: the units are ms, s, min, h, d, w
            """
        ),
        (
            "fetch.delay",
            """
            --set fetch.delay: error: --set takes KEY=VALUE [configuration.bad-override]
                --set fetch.delay
                      ^~~~~~~~~~~
                hint: for example --set fetch.delay=2s
            """
        ),
        (
            "sources.ksiażki.fetch.delay=0s",
            """
            --set sources.ksiażki.fetch.delay=0s: error: there is no source named 'ksiażki'; did you mean 'książki'? [configuration.unknown-source]
                --set sources.ksiażki.fetch.delay=0s
                              ^~~~~~~
            """
        ),
        (
            "sources.news.pl.fetch.dely=0s",
            """
            --set sources.news.pl.fetch.dely=0s: error: 'dely' is not known at 'sources.news.pl'; did you mean 'delay'? [configuration.unknown-key]
                --set sources.news.pl.fetch.dely=0s
                                            ^~~~
            """
        ),
        (
            "sources.news.pl.paths=x",
            """
            --set sources.news.pl.paths=x: error: 'sources.news.pl' is of type 'urls', which has no 'paths' [configuration.misplaced-key]
                --set sources.news.pl.paths=x
                      ^~~~~~~~~~~~~~~~~~~~~
            """
        ),
        (
            "normalize.dropLines=[\"a\",]",
            """
            --set normalize.dropLines=["a",]: error: nothing follows this comma [json.trailing-comma]
                --set normalize.dropLines=["a",]
                                              ^
                hint: remove the comma
            """
        ),
    ])
    func `a bad override is told with its place`(argument: String, expected: String) {
        #expect(check(sample, [argument]).diagnostics.map(\.description) == [expected])
    }

    @Test(arguments: [
        ("", "configuration.bad-override"), ("=1", "configuration.bad-override"),
        ("sources=[]", "configuration.bad-override"),
        ("sources.news.pl=x", "configuration.unknown-source"), ("sources.=x", "configuration.bad-override"),
        ("sources.news.pl.name=x", "configuration.bad-override"),
        ("sources.news.pl.limits.memory=1", "configuration.misplaced-key"),
        ("fetch=1", "configuration.unknown-key"), ("fetch.=1", "configuration.unknown-key"),
        ("version=2", "configuration.out-of-range"),
        ("fetch.parallel=x", "configuration.bad-value"), ("fetch.parallel=0", "configuration.out-of-range"),
        ("sources.news.pl.urls=ftp://x/", "configuration.bad-url"), (".=", "configuration.unknown-key"),
    ])
    func `bad overrides have their codes`(argument: String, code: String) {
        #expect(findings(sample, [argument]) == [code])
    }

    @Test func `overrides and the file are told of together`() {
        #expect(
            findings(minimal(#""fetch": { "delay": 1 }"#), ["fetch.x=1", "fetch.parallel=0"])
                == ["1:23 configuration.wrong-type", "configuration.unknown-key", "configuration.out-of-range"]
        )
    }
}
