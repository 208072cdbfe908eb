import PotokCore
import Testing

@testable import PotokConfiguration

@Suite struct OptionTests {
    /// What a diagnostic about the only option in `section` says, or the value that was read.
    private func outcome(_ section: String, _ member: String) -> String {
        let report = check(minimal("\"\(section)\": { \(member) }"))
        guard let configuration = report.configuration else {
            return report.diagnostics.map { $0.message + ($0.hint.map { " | \($0)" } ?? "") }.joined(separator: "\n")
        }
        let name = member.split(separator: "\"")[0]
        switch name {
        case "delay": return configuration.fetch.delay.text
        case "parallel": return String(configuration.fetch.parallel)
        case "maxBody": return configuration.fetch.maxBody.description
        case "allowAddresses": return configuration.fetch.allowAddresses.map(\.description).joined(separator: "|")
        case "userAgent": return configuration.fetch.userAgent
        case "proxy": return configuration.fetch.proxy.address ?? "none"
        case "failOn": return String(configuration.limits.failOn)
        case "maxDeletes": return configuration.limits.maxDeletes.map { String($0) } ?? "none"
        case "policy": return configuration.deduplicate.policy.rawValue
        case "select": return configuration.normalize.select.joined(separator: "|")
        case "dropLines": return configuration.normalize.dropLines.joined(separator: "|")
        default: return "?"
        }
    }

    @Test(arguments: [
        (#""delay": "2s""#, "2 s"), (#""delay": "1.5 min""#, "90 s"), (#""delay": "0""#, "0 s"),
        (#""delay": "1 D""#, "1 d"),
        (#""parallel": 1"#, "1"), (#""parallel": 1024"#, "1024"), (#""parallel": 2e1"#, "20"),
        (#""maxBody": "512""#, "512 B"), (#""maxBody": "1 GiB""#, "1 GiB"), (#""maxBody": "1.5kB""#, "1500 B"),
        (#""userAgent": "ą ę""#, "ą ę"), (#""allowAddresses": ["127.0.0.1", "fd00::/8"]"#, "127.0.0.1/32|fd00::/8"),
    ])
    func `good values are read`(member: String, expected: String) {
        #expect(outcome("fetch", member) == expected)
    }

    @Test(arguments: [
        (#""maxDeletes": "none""#, "none"), (#""maxDeletes": "0 %""#, "0.0"), (#""maxDeletes": "12.5 %""#, "0.125"),
    ])
    func `how much a run may delete is a share or none`(member: String, expected: String) {
        #expect(outcome("limits", member) == expected)
    }

    @Test(arguments: [
        (#""proxy": "none""#, "none"), (#""proxy": "http://proxy.example:3128""#, "http://proxy.example:3128"),
        // libcurl would take 1080 where no port stands, and a URL drops the one that its scheme has anyway.
        (#""proxy": "http://proxy.example:80/""#, "http://proxy.example:80"),
        (#""proxy": "https://Proxy.Example""#, "https://proxy.example:443"),
        (#""proxy": "socks5h://[::1]""#, "socks5h://[::1]:1080"),
        (
            #""proxy": "socks4://proxy.example""#,
            #"'fetch.proxy' must be the URL of a proxy such as "http://proxy.example:3128", or "none"; "socks4" is no kind of proxy that is known | the kinds are http://, https://, socks5h://"#
        ),
        (
            #""proxy": "proxy.example""#,
            #"'fetch.proxy' must be the URL of a proxy such as "http://proxy.example:3128", or "none", not "proxy.example" | write "http://proxy.example""#
        ),
        (
            #""proxy": "http://proxy.example/x""#,
            #"'fetch.proxy' must be the URL of a proxy such as "http://proxy.example:3128", or "none", with nothing behind the host and the port"#
        ),
        (
            #""proxy": "http://me:s3cret@proxy.example:3128""#,
            "'fetch.proxy' has a user or a password in its URL, and a secret never stands in a configuration | let the proxy know this machine by its address, or run one beside it that signs in"
        ),
    ])
    func `proxies are read with their ports, and without secrets`(member: String, expected: String) {
        #expect(outcome("fetch", member) == expected)
    }

    @Test func `a password in the URL of a proxy is shown by no diagnostic`() throws {
        let text = minimal(#""fetch": { "proxy": "http://me:s3cret@proxy.example:3128" }"#)
        let error = try #require(throws: ConfigurationError.self) { try parse(text) }
        #expect(error.diagnostics.map(\.code) == [.configurationLiteralSecret])
        #expect(!error.description.contains("s3cret"))
        let given = try #require(throws: ConfigurationError.self) {
            try parse(minimal(), ["fetch.proxy=http://me:s3cret@proxy.example:3128"])
        }
        #expect(given.diagnostics.map(\.code) == [.configurationLiteralSecret])
        #expect(!given.description.contains("s3cret"))
    }

    @Test(arguments: [
        (#""failOn": "20 %""#, "0.2"), (#""failOn": "0.5%""#, "0.005"), (#""failOn": "100 %""#, "1.0"),
        (#""failOn": "0%""#, "0.0"),
    ])
    func `shares are read`(member: String, expected: String) {
        #expect(outcome("limits", member) == expected)
    }

    @Test func `choices and lists are read`() {
        #expect(outcome("deduplicate", #""policy": "keep""#) == "keep")
        #expect(outcome("normalize", #""dropLines": ["a", "b c"]"#) == "a|b c")
        #expect(outcome("normalize", #""dropLines": ["/^a.*b$/", "/"]"#) == "/^a.*b$/|/")
        #expect(outcome("normalize", #""select": ["main > p", ".a .b[c=d]"]"#) == "main > p|.a .b[c=d]")
    }

    @Test(arguments: [
        (
            "fetch", #""delay": 2"#,
            #"'fetch.delay' must be a duration from 0 s to 1 d, such as "1 s", not the number 2 | write it with a unit: "2 s""#
        ),
        (
            "fetch", #""delay": "2 sekundy""#,
            #"'fetch.delay' must be a duration from 0 s to 1 d, such as "1 s", not "2 sekundy" | the units are ms, s, min, h, d, w"#
        ),
        (
            "fetch", #""delay": "2""#,
            #"'fetch.delay' must be a duration from 0 s to 1 d, such as "1 s", not "2" | the units are ms, s, min, h, d, w"#
        ),
        ("fetch", #""delay": "2 d""#, #"'fetch.delay' must be a duration from 0 s to 1 d, such as "1 s", not 2 d"#),
        (
            "fetch", #""delay": "-1 s""#,
            #"'fetch.delay' must be a duration from 0 s to 1 d, such as "1 s", not "-1 s" | the units are ms, s, min, h, d, w"#
        ),
        (
            "fetch", #""delay": null"#,
            #"'fetch.delay' must be a duration from 0 s to 1 d, such as "1 s", not null | leave the key out to have the default"#
        ),
        ("fetch", #""parallel": 0"#, "'fetch.parallel' must be a whole number from 1 to 1024, not 0"),
        ("fetch", #""parallel": 1.5"#, "'fetch.parallel' must be a whole number from 1 to 1024, not 1.5"),
        ("fetch", #""parallel": 1e999"#, "'fetch.parallel' must be a whole number from 1 to 1024, not 1e999"),
        (
            "fetch", #""parallel": "8""#,
            "'fetch.parallel' must be a whole number from 1 to 1024, not text | write 8, without quotes"
        ),
        ("fetch", #""parallel": "many""#, #"'fetch.parallel' must be a whole number from 1 to 1024, not "many""#),
        ("fetch", #""parallel": true"#, "'fetch.parallel' must be a whole number from 1 to 1024, not true"),
        (
            "fetch", #""maxBody": 1024"#,
            #"'fetch.maxBody' must be a size from 1 B to 1 GiB, such as "16 MiB", not the number 1024 | write it with a unit: "1 KiB""#
        ),
        ("fetch", #""maxBody": "0""#, #"'fetch.maxBody' must be a size from 1 B to 1 GiB, such as "16 MiB", not 0 B"#),
        (
            "fetch", #""maxBody": "1 XB""#,
            #"'fetch.maxBody' must be a size from 1 B to 1 GiB, such as "16 MiB", not "1 XB" | the units are B, kB, MB, GB, TB, KiB, MiB, GiB, TiB"#
        ),
        ("fetch", #""userAgent": """#, "'fetch.userAgent' must be text, not empty text"),
        (
            "fetch", #""userAgent": "a\r\nX: y""#,
            "'fetch.userAgent' must be text, not text with a control character or a line break"
        ),
        ("fetch", #""userAgent": ["a"]"#, "'fetch.userAgent' must be text, not a list"),
        (
            "fetch", #""allowAddresses": ["10.0.0.0/33"]"#,
            #"'fetch.allowAddresses' must be a list of addresses or blocks of them, such as "10.0.0.0/8", not "10.0.0.0/33""#
        ),
        (
            "fetch", #""allowAddresses": ["localhost"]"#,
            #"'fetch.allowAddresses' must be a list of addresses or blocks of them, such as "10.0.0.0/8", not "localhost" | names of hosts do not count here, only addresses"#
        ),
        (
            "limits", #""failOn": 0.2"#,
            #"'limits.failOn' must be a share from 0 % to 100 %, such as "20 %", not the number 0.2 | write it with a percent sign: "20 %""#
        ),
        (
            "limits", #""failOn": "101 %""#,
            #"'limits.failOn' must be a share from 0 % to 100 %, such as "20 %", not 101 %"#
        ),
        (
            "limits", #""failOn": "2 0 %""#,
            #"'limits.failOn' must be a share from 0 % to 100 %, such as "20 %", not "2 0 %""#
        ),
        (
            "limits", #""failOn": 20"#,
            #"'limits.failOn' must be a share from 0 % to 100 %, such as "20 %", not the number 20"#
        ),
        (
            "limits", #""maxDeletes": "some""#,
            #"'limits.maxDeletes' must be a share from 0 % to 100 %, such as "20 %", or "none", not "some""#
        ),
        ("limits", #""failOn": "20""#, #"'limits.failOn' must be a share from 0 % to 100 %, such as "20 %", not "20""#),
        (
            "deduplicate", #""policy": "lnik""#,
            #"'deduplicate.policy' must be "link" or "keep", not "lnik"; did you mean 'link'?"#
        ),
        ("deduplicate", #""policy": true"#, #"'deduplicate.policy' must be "link" or "keep", not true"#),
        (
            "normalize", #""dropLines": "Reklama""#,
            #"'normalize.dropLines' must be a list of texts, not text | write ["Reklama"]"#
        ),
        (
            "normalize", #""dropLines": ["a", 1, ""]"#,
            "'normalize.dropLines' must be a list of texts; the number 1 is in it\n'normalize.dropLines' must be a list of texts, not empty text"
        ),
        (
            "normalize", #""dropLines": ["/a(/"]"#,
            "'normalize.dropLines' has \"/a(/\", which is no regular expression | a text that begins and ends with '/' is one; leave the slashes out for an exact line"
        ),
    ])
    func `bad values are told with what would be right`(section: String, member: String, expected: String) {
        #expect(outcome(section, member) == expected)
    }

    @Test(
        arguments: [
            (#""none""#, HeartbeatAddress.none),
            (#""https://ping.example/a?b=c""#, HeartbeatAddress.url("https://ping.example/a?b=c").map { .url($0) }),
            (#"{ "env": "PING" }"#, .secret(.environment("PING"))),
            (#"{ "file": "ping" }"#, .secret(.file("conf/ping"))),
            (#""https://me:s3cret@ping.example/""#, nil), (#""https://ping.example/#a""#, nil),
            (#""ftp://ping.example/""#, nil),
            (#""s3cret""#, nil), ("7", nil), (#"{ "env": "" }"#, nil), ("null", nil),
        ] as [(String, HeartbeatAddress?)]
    )
    func `a heartbeat is a URL, a place where one is kept, or none, and a wrong one is not shown`(
        text: String,
        expected: HeartbeatAddress?
    ) {
        let report = check(minimal("\"report\": { \"heartbeat\": \(text) }"))
        #expect(report.configuration?.report.heartbeat == expected)
        #expect(!report.diagnostics.contains { $0.message.contains("s3cret") })
        guard expected != nil else { return }
        let given = try? parse(minimal(), ["report.heartbeat=\(text)"])
        #expect(given?.report.heartbeat == expected)
    }

    @Test func `a value that is no JSON is reported once`() {
        #expect(
            findings(minimal(#""fetch": { "delay": 2s, "parallel": NaN }"#)) == [
                "1:23 json.unquoted-text", "1:39 json.not-finite",
            ]
        )
    }

    /// Every option of a section with the key that sets it.
    static let options: [(key: String, option: OptionDeclaration)] =
        StageSection.all.flatMap { $0.options.map { ($0.key, $0) } }

    @Test(arguments: options.map(\.option))
    func `a default read back from its own text is the default`(option: OptionDeclaration) throws {
        let value = try #require(option.defaultValue)
        let plain = try parse(minimal())
        let spelled = try parse(
            minimal("\"\(option.section)\": { \"\(option.name)\": \(JSONWriter.pretty(value.json)) }")
        )
        #expect(spelled == plain)
        #expect(try parse(minimal(), ["\(option.key)=\(value.text)"]) == plain)
    }

    @Test func `the defaults are those of the structs`() throws {
        let configuration = try parse(minimal())
        #expect(configuration.fetch == FetchOptions())
        #expect(configuration.normalize == NormalizeOptions())
        #expect(configuration.deduplicate == DeduplicateOptions())
        #expect(configuration.schedule == ScheduleOptions())
        #expect(configuration.retention == RetentionOptions())
        #expect(configuration.index == IndexOptions())
        #expect(configuration.transform == TransformOptions())
        #expect(configuration.limits == LimitOptions())
        #expect(configuration.report == ReportOptions())
    }

    @Test(arguments: [
        FetchOptions() as any Sendable, NormalizeOptions(), DeduplicateOptions(), ScheduleOptions(), RetentionOptions(),
        IndexOptions(),
        TransformOptions(), LimitOptions(), ReportOptions(),
    ])
    func `every property of the structs has its option`(options: any Sendable) throws {
        let mirror = Mirror(reflecting: options)
        let section = try #require(
            StageSection.all.first {
                "\(type(of: options))".lowercased().hasPrefix($0.name.dropLast($0.name == "limits" ? 1 : 0))
            }
        )
        #expect(mirror.children.compactMap(\.label).sorted() == section.options.map(\.name).sorted())
    }

    @Test func `each option sets a property of its own`() throws {
        let plain = try parse(minimal())
        let changed: [String: String] = [
            "fetch.userAgent": "other", "fetch.parallel": "3", "fetch.parallelPerHost": "3", "fetch.delay": "3 s",
            "fetch.connectTimeout": "3 s", "fetch.timeout": "3 s", "fetch.maxBody": "3 B", "fetch.maxRedirects": "3",
            "fetch.revisit": "3 s", "fetch.longestRevisit": "3 s", "fetch.retry": "3 s",
            "fetch.allowAddresses": "10.0.0.0/8", "sources.a.fetch.robots": "ignore", "fetch.hostGrouping": "domain",
            "fetch.longestCrawlDelay": "3 s", "fetch.proxy": "http://proxy.example:3128",
            "fetch.certificates": "ca.pem", "fetch.warc": "kept", "fetch.warcFile": "3 MB",
            "fetch.keepBodies": "3 d",
            "normalize.keep": "articles", "normalize.split": "section", "normalize.select": "main",
            "normalize.remove": ".x",
            "normalize.dropLines": "x", "normalize.maxText": "3 B",
            "deduplicate.policy": "keep", "deduplicate.same": "drop", "deduplicate.near": "drop",
            "deduplicate.contained": "drop", "deduplicate.contains": "drop", "deduplicate.sameShare": "3 %",
            "deduplicate.nearShare": "3 %", "deduplicate.containedShare": "3 %", "deduplicate.compact": "true",
            "schedule.every": "3 s", "schedule.jitter": "3 s", "schedule.quiet": "22:00-6:00",
            "schedule.silentAfter": "3 s",
            "retention.documents": "3 d", "retention.versions": "3", "retention.versionAge": "3 d",
            "retention.tombstones": "3 d", "report.keepRuns": "3 d", "report.keepOutcomes": "3 d",
            "index.batchDocuments": "3", "index.batchBytes": "3 KiB",
            "index.batchAge": "3 s",
            "limits.memory": "3 MiB", "limits.workers": "3", "limits.grace": "3 s", "limits.failOn": "3 %",
            "limits.failAtLeast": "3", "limits.documents": "3", "limits.duration": "3 s",
            "limits.deliver": "3 s", "limits.maxDeletes": "3 %", "transform.command": "x", "transform.timeout": "3 s",
            "report.metrics": "x.prom", "report.heartbeat": "https://ping.example/x",
            "report.log": "json",
        ]
        #expect(Set(changed.keys.map { $0.replacing("sources.a.", with: "") }) == Set(Self.options.map(\.key)))
        var seen: Set<PipelineConfiguration> = [plain]
        for (key, value) in changed {
            #expect(seen.insert(try parse(minimal(), ["\(key)=\(value)"])).inserted, "\(key)")
        }
    }

    @Test func `every option is explained in whole sentences`() {
        for (key, option) in Self.options {
            #expect(option.summary.hasSuffix("."), "\(key)")
            #expect(option.explanation.hasSuffix("."), "\(key)")
        }
    }

    @Test(arguments: ["ms", "s", "min", "h", "d", "w"])
    func `the units that a hint names are read`(unit: String) throws {
        #expect(check(minimal(#""fetch": { "revisit": "1 \#(unit)" }"#)).diagnostics == [])
    }

    @Test(arguments: [
        ("true", "true"), ("false", "false"),
        ("\"true\"", "must be true or false, not \"true\" | write true, without quotes"),
        ("\"yes\"", "must be true or false, not \"yes\""), ("1", "must be true or false, not the number 1"),
    ])
    func `booleans are true and false and nothing else`(text: String, expected: String) throws {
        let value = try #require(JSONParser.parse(Array(text.utf8)).value)
        switch OptionKind.boolean.read(value) {
        case .success(let read): #expect(read.text == expected)
        case .failure(let problems):
            #expect(problems.list.map { $0.message + ($0.hint.map { " | \($0)" } ?? "") } == [expected])
        }
    }
}
