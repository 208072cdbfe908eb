import PotokConfiguration
import PotokCore
import Testing

@Suite struct RequestTests {
    @Test func `the sample's request is read with paths from the folder of the file`() throws {
        let request = try parse(sample).sources[1].request
        #expect(
            request.headers == [
                .init("Accept-Language", .text("pl")), .init("X-Api-Key", .secret(.environment("NEWS_KEY"))),
            ]
        )
        #expect(request.auth == .basic(user: .text("me"), password: .file("conf/secrets/news")))
        #expect(request.cookies == [.init("consent", .text("no"))])
        #expect(try parse(sample).sources[0].request.isEmpty)
    }

    @Test(arguments: [
        ("{}", RequestOptions.Authentication.none),
        (#"{ "auth": { "bearer": { "env": "TOKEN" } } }"#, .bearer(.environment("TOKEN"))),
        (#"{ "auth": { "bearer": { "file": "/run/secrets/t" } } }"#, .bearer(.file("/run/secrets/t"))),
        (
            #"{ "auth": { "basic": { "user": { "env": "U" }, "password": { "env": "_P1" } } } }"#,
            .basic(user: .secret(.environment("U")), password: .environment("_P1"))
        ),
    ])
    func `authentication is none, basic or bearer`(text: String, expected: RequestOptions.Authentication) throws {
        #expect(try parse(asking(text)).sources[0].request.auth == expected)
    }

    @Test(
        arguments: [
            ("[]", ["2:1 configuration.wrong-type"]),
            ("null", ["2:1 configuration.wrong-type"]),
            (#"{ "header": {} }"#, ["2:3 configuration.unknown-key"]),
            (#"{ "headers": [] }"#, ["2:14 configuration.wrong-type"]),
            (#"{ "headers": { "A": 1 } }"#, ["2:21 configuration.wrong-type"]),
            (#"{ "headers": { "A": null } }"#, ["2:21 configuration.wrong-type"]),
            (#"{ "headers": { "A B": "x" } }"#, ["2:16 configuration.bad-value"]),
            (#"{ "headers": { "": "x" } }"#, ["2:16 configuration.bad-value"]),
            (#"{ "headers": { "Ż": "x" } }"#, ["2:16 configuration.bad-value"]),
            (#"{ "headers": { "A": "x\r\nB: y" } }"#, ["2:21 configuration.bad-value"]),
            (#"{ "headers": { "A": " x" } }"#, ["2:21 configuration.bad-value"]),
            (#"{ "headers": { "A": "x", "a": "y" } }"#, ["2:26 configuration.bad-value"]),
            (#"{ "headers": { "A": { "env": "1A" } } }"#, ["2:30 configuration.bad-value"]),
            (#"{ "headers": { "A": { "env": "$A" } } }"#, ["2:30 configuration.bad-value"]),
            (#"{ "headers": { "A": { "env": 1 } } }"#, ["2:30 configuration.wrong-type"]),
            (#"{ "headers": { "A": { "file": "" } } }"#, ["2:31 configuration.bad-value"]),
            (#"{ "headers": { "A": { "file": "~/x" } } }"#, ["2:31 configuration.bad-value"]),
            (#"{ "headers": { "A": {} } }"#, ["2:21 configuration.wrong-type"]),
            (#"{ "headers": { "A": { "env": "A", "file": "b" } } }"#, ["2:21 configuration.wrong-type"]),
            (#"{ "headers": { "A": { "vault": "A" } } }"#, ["2:21 configuration.wrong-type"]),
            (#"{ "cookies": { "a b": "x" } }"#, ["2:16 configuration.bad-value"]),
            (#"{ "cookies": { "a": "x; b=y" } }"#, ["2:21 configuration.bad-value"]),
            (#"{ "cookies": { "a": "x", "A": "y" } }"#, []),
            (#"{ "auth": {} }"#, ["2:11 configuration.bad-value"]),
            (#"{ "auth": "basic" }"#, ["2:11 configuration.wrong-type"]),
            (#"{ "auth": { "barer": { "env": "A" } } }"#, ["2:13 configuration.unknown-key"]),
            (#"{ "auth": { "basic": { "user": "a" } } }"#, ["2:22 configuration.missing-key"]),
            (
                #"{ "auth": { "basic": { "user": "a:b", "password": { "env": "A" } } } }"#,
                ["2:32 configuration.bad-value"]
            ),
            (
                #"{ "auth": { "basic": { "user": "a", "password": { "env": "A" } }, "bearer": { "env": "A" } } }"#,
                ["2:67 configuration.bad-value"]
            ),
            (
                #"{ "headers": { "authorization": { "env": "A" } }, "auth": { "bearer": { "env": "A" } } }"#,
                ["2:16 configuration.bad-value"]
            ),
            (
                #"{ "headers": { "Cookie": { "env": "A" } }, "cookies": { "a": "b" } }"#,
                ["2:16 configuration.bad-value"]
            ),
        ] as [(String, [String])]
    )
    func `what is wrong with a request is found`(request: String, expected: [String]) {
        #expect(findings(asking(request)) == expected)
    }

    @Test(arguments: [
        "Host", "content-length", "Connection", "ACCEPT-ENCODING", "Range", "If-None-Match", "If-Range", "if-whatever",
        "Transfer-Encoding", "User-Agent", "TE", "Expect",
    ])
    func `a header that the program sets itself is refused`(name: String) throws {
        let report = check(asking(#"{ "headers": { "\#(name)": "x" } }"#))
        #expect(report.diagnostics.map(\.code) == [.configurationReservedHeader])
        #expect(try #require(report.diagnostics.first?.message).contains("'\(name)'"))
    }

    @Test(arguments: [
        #"{ "headers": { "Authorization": "s3cret" } }"#, #"{ "headers": { "cookie": "s3cret" } }"#,
        #"{ "headers": { "Proxy-Authorization": "s3cret" } }"#, #"{ "headers": { "x-api-key": "s3cret" } }"#,
        #"{ "headers": { "X-Auth-Token": "s3cret" } }"#, #"{ "headers": { "PRIVATE-TOKEN": "s3cret" } }"#,
        #"{ "headers": { "Ocp-Apim-Subscription-Key": "s3cret" } }"#, #"{ "headers": { "apikey": "s3cret" } }"#,
        #"{ "cookies": { "PHPSESSID": "s3cret" } }"#, #"{ "cookies": { "csrftoken": "s3cret" } }"#,
        #"{ "auth": { "bearer": "s3cret" } }"#, #"{ "auth": { "basic": { "user": "a", "password": "s3cret" } } }"#,
    ])
    func `a secret as text is an error that shows the right form and not the secret`(request: String) throws {
        for text in [asking(request), asking(request).replacing("\n", with: " ")] {
            let report = check(text)
            #expect(report.diagnostics.map(\.code) == [.configurationLiteralSecret])
            let diagnostic = try #require(report.diagnostics.first)
            #expect(diagnostic.hint?.contains(#"{"env": "NAME"}"#) == true)
            #expect(!diagnostic.description.contains("s3cret"))
        }
    }

    @Test(arguments: [
        "Accept", "Accept-Language", "X-Requested-With", "Referer", "DNT", "Author", "X-Keyboard", "Surrogate-Key",
    ])
    func `other headers may be text`(name: String) {
        #expect(findings(asking(#"{ "headers": { "\#(name)": "x" } }"#)) == [])
    }

    @Test func `a diagnostic about something else on the line does not show a secret either`() throws {
        let text =
            #"{ "version": 1, "x": 1, "sources": [{ "name": "a", "type": "urls", "urls": ["https://x.org/"], "#
            + #""request": { "auth": { "bearer": "s3cret" }, "headers": { "A": "s3cret", "B": ["s3cret"] } } }] }"#
        let report = check(text)
        #expect(
            report.diagnostics.map(\.code) == [
                .configurationUnknownKey, .configurationLiteralSecret, .configurationWrongType,
            ]
        )
        for diagnostic in report.diagnostics {
            let line = try #require(diagnostic.line)
            #expect(!diagnostic.description.contains("s3cret"))
            #expect(line.contains("********"))
        }
    }

    @Test func `a request in the wrong place does not show its secrets`() {
        for text in [
            minimal(#""request": { "auth": { "bearer": "s3cret" } }"#),
            minimal(#""fetch": { "headers": { "Authorization": "s3cret" } }"#),
            #"{ "version": 1, "sources": [{ "name": "a", "type": "files", "paths": ["x"], "auth": { "basic": "s3cret" } }] }"#,
        ] {
            let report = check(text)
            #expect(!report.diagnostics.isEmpty)
            #expect(!report.diagnostics.map(\.description).joined().contains("s3cret"))
        }
    }

    @Test(arguments: ["sources.news.pl.request=s3cret", "sources.news.pl.request.auth.bearer=s3cret"])
    func `a request cannot be given on the command line, and what was given is not shown`(argument: String) throws {
        let report = check(sample, [argument])
        #expect(report.diagnostics.map(\.code) == [.configurationBadOverride])
        #expect(!report.diagnostics.map(\.description).joined().contains("s3cret"))
    }

    @Test func `text of a request is printed by nothing`() throws {
        let configuration = try parse(asking(#"{ "headers": { "A": "s3cret" }, "cookies": { "b": "s3cret" } }"#))
        var dumped = ""
        dump(configuration, to: &dumped)
        let value = OptionValue.request(configuration.sources[0].request)
        for text in ["\(configuration)", String(reflecting: configuration), dumped, value.text, "\(value)"] {
            #expect(!text.contains("s3cret"))
            #expect(text.contains("•••"))
        }
    }

    @Test func `a request is spelled as it is written`() throws {
        let request =
            #"{"headers": {"A": {"env": "B"}}, "auth": {"bearer": {"file": "/c"}}, "cookies": {"d": {"env": "E"}}}"#
        let options = try parse(asking(request)).sources[0].request
        let spelled = JSONWriter.pretty(OptionValue.request(options).json)
        #expect(try parse(asking(spelled)).sources[0].request == options)
        #expect(spelled.contains("\"B\"") && spelled.contains("\"/c\"") && spelled.contains("\"E\""))
    }
}
