import PotokConfiguration
import PotokCore
import Testing

@Suite struct DiagnosticTests {
    @Test func `five mistakes are five diagnostics, each at its place`() {
        let text = """
            {
              "version": 1,
              "databse": "corpus.sqlite", // the first
              "sources": [
            \t{ "name": "książki", "type": "file", "paths": ["a"] },
                { "name": "żółw", "type": "urls", "urls": ["htps://example.org/"], },
              ],
              "fetch": { "delay": 5 }
            }
            """
        let expected = """
            conf/pipeline.json:3:3: error: 'databse' is not known at the top of the configuration; did you mean 'database'? [configuration.unknown-key]
                  "databse": "corpus.sqlite", // the first
                  ^~~~~~~~~
            conf/pipeline.json:5:31: error: 'sources.książki.type' must be "files" or "urls" or "feed" or "sitemap" or "site" or "warc" or "ndjson", not "file"; did you mean 'files'? [configuration.unknown-choice]
                \t{ "name": "książki", "type": "file", "paths": ["a"] },
                \t                             ^~~~~~
            conf/pipeline.json:6:48: error: 'sources.żółw.urls' must be a list of http or https URLs, not "htps://example.org/": its scheme is 'htps' [configuration.bad-url]
                    { "name": "żółw", "type": "urls", "urls": ["htps://example.org/"], },
                                                               ^~~~~~~~~~~~~~~~~~~~~
                hint: did you mean 'https'?
            conf/pipeline.json:6:70: error: nothing follows this comma [json.trailing-comma]
                    { "name": "żółw", "type": "urls", "urls": ["htps://example.org/"], },
                                                                                     ^
                hint: remove the comma
            conf/pipeline.json:6:73: error: nothing follows this comma [json.trailing-comma]
                    { "name": "żółw", "type": "urls", "urls": ["htps://example.org/"], },
                                                                                        ^
                hint: remove the comma
            conf/pipeline.json:8:23: error: 'fetch.delay' must be a duration from 0 s to 1 d, such as "1 s", not the number 5 [configuration.wrong-type]
                  "fetch": { "delay": 5 }
                                      ^
                hint: write it with a unit: "5 s"
            6 errors
            """
        let error = #expect(throws: ConfigurationError.self) { try parse(text) }
        #expect(error?.description == expected)
    }

    @Test func `a diagnostic without a place has neither line nor caret`() {
        let diagnostic = Diagnostic(.error, .configurationNoFile, file: "a\u{1B}b", message: "there is no such file")
        #expect(diagnostic.description == "a\u{FFFD}b: error: there is no such file [configuration.no-file]")
    }

    @Test func `the last line counts errors and warnings`() {
        let warning = Diagnostic(.warning, "x.y", file: "f", location: .init(line: 1, column: 2), message: "perhaps")
        let error = Diagnostic(.error, "x.z", file: "f", message: "surely")
        #expect(
            ConfigurationError([warning, error, warning]).description
                == "f:1:2: warning: perhaps [x.y]\nf: error: surely [x.z]\nf:1:2: warning: perhaps [x.y]\n1 error, 2 warnings"
        )
    }

    @Test func `what a file holds cannot command the terminal`() {
        let text = "{ \"version\": 1, \"sources\": [], \"\u{1B}[2J\u{202E}\\u001b\": 1 }"
        for diagnostic in check(text).diagnostics {
            let isSafe = diagnostic.description.unicodeScalars.allSatisfy {
                $0 == "\n" || $0.value >= 0x20 && $0.value != 0x202E
            }
            #expect(isSafe)
        }
        #expect(check(text).diagnostics.count == 3)
    }
}
