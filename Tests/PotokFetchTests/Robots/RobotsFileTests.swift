import PotokCore
import Testing

@testable import PotokFetch

@Suite struct RobotsFileTests {
    private static func robots(_ text: String) -> RobotsFile {
        RobotsFile.parse(Array(text.utf8))
    }

    /// The examples of RFC 9309, section 5.1.
    @Test(arguments: [
        ("foobot", "/example/page.html", true), ("foobot", "/example/allowed.gif", true),
        ("foobot", "/example/disallowed.gif", false), ("foobot", "/other", true), ("foobot", "/publications/", false),
        ("barbot", "/example/page.html", false), ("BAZBOT", "/example/page.html", false),
        ("quxbot", "/anything", true), ("newbot", "/example/page.html", true), ("newbot", "/a.gif", false),
        ("newbot", "/a.gif?x", true), ("newbot", "/publications/x", true),
    ])
    func `a crawler keeps to its own group`(token: String, path: String, isAllowed: Bool) {
        let robots = Self.robots(
            """
            User-Agent: *
            Disallow: *.gif$
            Disallow: /example/
            Allow: /publications/
            Allow: /example/page.html

            User-Agent: foobot
            Allow:/
            Allow:/example/page.html
            Allow:/example/allowed.gif
            Disallow:/example/
            Disallow:/publications/

            User-Agent: barbot
            User-Agent: bazbot
            Disallow: /example/page.html

            User-Agent: quxbot
            """
        )
        #expect(robots.isAllowed(path: path, userAgentProductToken: token) == isAllowed)
    }

    /// The table of RFC 9309, section 2.2.2, both ways round, and what goes with it.
    @Test(arguments: [
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz", true),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", true),
        ("/foo/bar/\u{30C4}", "/foo/bar/%E3%83%84", true),
        ("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", true),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", true),
        ("/foo%2Fbar", "/foo/bar", false),
        ("/a'b", "/a%27b", true),
        ("/a{b}|c", "/a%7Bb%7D|c", true),
        ("/100%", "/100%", true),
        ("/a b", "/a%20b", true),
    ])
    func `percent-encoding makes no difference where it means none`(one: String, other: String, isEqual: Bool) {
        for (pattern, path) in [(one, other), (other, one)] {
            let robots = Self.robots("User-agent: *\nDisallow: \(pattern)")
            #expect(robots.isAllowed(path: path, userAgentProductToken: "potok") != isEqual)
        }
    }

    @Test(arguments: [
        ("/*.pdf$", "/a/b.pdf", true), ("/*.pdf$", "/b.pdf?x", false), ("/*.pdf", "/b.pdfx", true),
        ("/a*b/c", "/aZZb/c", true), ("/a*b/c", "/ab/c", true), ("/a*b/c", "/aZZ/c", false),
        ("/$", "/", true), ("/$", "/a", false), ("*", "/", true), ("*$", "/x", true), ("/a**b", "/axb", true),
        ("/*ab*ab$", "/abab", true), ("/*ab*ab$", "/ab", false), ("/a$b", "/a$b", true), ("/a$b", "/a", false),
        ("/a%2A", "/a*", true), ("/a%2A", "/abc", false), ("/a%24", "/a$", true), ("/*/x", "/x", false),
        ("private", "/private", false), ("*private", "/private", true), ("/A", "/a", false), ("/*aab", "/aaaab", true),
    ])
    func `stars and dollars are special`(pattern: String, path: String, matches: Bool) {
        let robots = Self.robots("User-agent: *\nDisallow: \(pattern)")
        #expect(robots.isAllowed(path: path, userAgentProductToken: "potok") != matches)
    }

    @Test func `stars never backtrack`() {
        let pattern = "/" + String(repeating: "*a", count: 4_000) + "b$"
        let robots = Self.robots("User-agent: *\nDisallow: \(pattern)")
        let path = "/" + String(repeating: "a", count: 50_000)
        #expect(robots.isAllowed(path: path, userAgentProductToken: "potok"))
        #expect(!robots.isAllowed(path: path + "b", userAgentProductToken: "potok"))
    }

    @Test func `a long piece between stars is found behind its false starts`() {
        let piece = String(repeating: "a", count: 40) + "b" + String(repeating: "a", count: 40) + "c"
        let robots = Self.robots("User-agent: *\nDisallow: /*\(piece)*z")
        let falseStart = String(repeating: "a", count: 60) + "b" + String(repeating: "a", count: 40)
        #expect(
            !robots.isAllowed(
                path: "/\(falseStart)b\(piece.dropFirst(41))/\(falseStart)c-z",
                userAgentProductToken: "potok"
            )
        )
        #expect(robots.isAllowed(path: "/\(falseStart)b\(falseStart)z", userAgentProductToken: "potok"))
        #expect(robots.isAllowed(path: "/z\(piece)", userAgentProductToken: "potok"))
    }

    /// The matcher against one that tries everything.
    @Test func `matching says what trying everything says`() {
        var state: UInt64 = 5
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        func matches(_ pattern: Substring, _ path: Substring) -> Bool {
            guard let first = pattern.first else { return true }
            if first == "$", pattern.count == 1 { return path.isEmpty }
            if first == "*" {
                return matches(pattern.dropFirst(), path) || (!path.isEmpty && matches(pattern, path.dropFirst()))
            }
            return path.first == first && matches(pattern.dropFirst(), path.dropFirst())
        }
        var matched = 0
        for _ in 0..<5_000 {
            let pattern =
                "/" + (0..<next(8)).map { _ in ["a", "b", "*", "*"][Int(next(4))] }.joined() + (next(3) == 0 ? "$" : "")
            let path = "/" + (0..<next(9)).map { _ in ["a", "b"][Int(next(2))] }.joined()
            let expected = matches(pattern[...], path[...])
            #expect(
                RobotsPattern(Array(pattern.utf8)[...]).matches(RobotsTarget(path)) == expected,
                "\(pattern) \(path)"
            )
            matched += expected ? 1 : 0
        }
        #expect((1_000...4_000).contains(matched))
    }

    @Test func `the longest match wins and a tie allows`() throws {
        let rules = Self.robots("User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\nAllow: /a/b/c\n").rules(
            for: "x"
        )
        #expect(!rules.isAllowed(path: "/a"))
        #expect(rules.isAllowed(path: "/a/b"))
        #expect(rules.isAllowed(path: "/a/b/c"))
        let rule = try #require(rules.decidingRule(path: "/a/x"))
        #expect(rule.text == "/a")
        #expect(rule.line == 2)
        #expect(rules.decidingRule(path: "/x") == nil)
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `every line end ends a line`(end: String) {
        let text = [
            "\u{FEFF}User-agent: potok # us", "", "Disallow : /no", "nonsense", ":", "Disallow: # nothing",
            "Sitemap: /s.xml",
        ]
        let robots = Self.robots(text.joined(separator: end))
        #expect(!robots.isAllowed(path: "/no", userAgentProductToken: "Potok"))
        #expect(robots.isAllowed(path: "/yes", userAgentProductToken: "potok"))
        #expect(robots.isAllowed(path: "/no", userAgentProductToken: "other"))
        #expect(robots.rules.map(\.line) == [3])
        #expect(robots.sitemaps == ["/s.xml"])
    }

    @Test func `groups of one agent are merged`() {
        let robots = Self.robots(
            "User-agent: a\nUser-agent: potok\nDisallow: /1\n\nUser-agent: potok/2.0\nDisallow: /2\n"
        )
        let rules = robots.rules(for: "potok")
        #expect(
            [rules.isAllowed(path: "/1"), rules.isAllowed(path: "/2"), rules.isAllowed(path: "/3")] == [
                false, false, true,
            ]
        )
        #expect(robots.isAllowed(path: "/2", userAgentProductToken: "a"))
    }

    @Test func `a group without rules allows everything`() {
        let robots = Self.robots("User-agent: potok\nDisallow:\n\nUser-agent: *\nDisallow: /\n")
        #expect(robots.isAllowed(path: "/x", userAgentProductToken: "potok"))
        #expect(!robots.isAllowed(path: "/x", userAgentProductToken: "other"))
    }

    @Test func `the file itself is always allowed`() throws {
        let robots = Self.robots("User-agent: *\nDisallow: /\n")
        #expect(robots.isAllowed(path: "/robots.txt", userAgentProductToken: "potok"))
        let url = try #require(WebURL("https://example.org"))
        #expect(!robots.isAllowed(url, userAgentProductToken: "potok"))
    }

    @Test(arguments: [
        ("5", Duration.seconds(5) as Duration?), ("0.25", .milliseconds(250)), ("10s", .seconds(10)),
        (".5", .milliseconds(500)),
        ("99999999999999999999", .seconds(366 * 86_400)), ("-1", nil), ("soon", nil), ("", nil),
        ("1.23456789", .milliseconds(1_234)),
    ])
    func `a crawl delay is read as far as it is a number`(value: String, delay: Duration?) {
        #expect(Self.robots("User-agent: *\nCrawl-delay: \(value)").crawlDelay(for: "potok") == delay)
    }

    @Test func `a crawl delay speaks to the agents just before it and ends no group`() {
        let robots = Self.robots(
            "User-agent: a\nCrawl-delay: 1\nUser-agent: b\nUser-agent: *\nDisallow: /x\nCrawl-delay: 3\nCrawl-delay: 2\n"
        )
        #expect(robots.crawlDelay(for: "a") == .seconds(1))
        #expect(robots.crawlDelay(for: "b") == .seconds(3))
        #expect(robots.crawlDelay(for: "c") == .seconds(3))
        #expect(!robots.isAllowed(path: "/x", userAgentProductToken: "a"))
    }

    @Test func `a line that the limit cuts is left out`() {
        let text = "User-agent: *\nDisallow: /a\nDisallow: /private/area\n"
        let cut = RobotsFile.parse(Array(text.utf8), limit: text.utf8.count - 14)
        #expect(cut.rules.map(\.text) == ["/a"])
        #expect(RobotsFile.parse(Array(text.utf8), limit: text.utf8.count).rules.count == 2)
        #expect(RobotsFile.parse(Array(text.utf8), limit: 5).agents == [])
        let many = "User-agent: *\n" + String(repeating: "Disallow: /0123456789\n", count: 40_000)
        #expect(RobotsFile.parse(Array(many.utf8)).rules.count == (RobotsFile.defaultLimit - 14) / 22)
    }

    @Test func `no bytes are a trap`() {
        var state: UInt64 = 9
        let pieces = [
            "user-agent:", "*", "disallow:", "allow: ", "/", "$", "%", "%4", "%41", "\n", "\r", " ", "#",
            "crawl-delay:", "9", ".", ":",
        ]
        for _ in 0..<5_000 {
            var bytes: [UInt8] = []
            for _ in 0..<30 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let number = Int(state >> 33)
                if number % 5 == 0 {
                    bytes.append(UInt8(truncatingIfNeeded: number >> 8))
                } else {
                    bytes += pieces[number % pieces.count].utf8
                }
            }
            let robots = RobotsFile.parse(bytes, limit: 200)
            let path = String(decoding: bytes.suffix(12), as: UTF8.self)
            #expect(robots.rules.isEmpty == robots.groups.allSatisfy { $0.rules.isEmpty })
            _ = robots.isAllowed(path: path, userAgentProductToken: "potok")
        }
    }
}
