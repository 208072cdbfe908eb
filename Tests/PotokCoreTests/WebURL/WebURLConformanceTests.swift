import Foundation
import PotokCore
import Testing

/// The conformance suites of the URL Standard, whole.
@Suite struct WebURLConformanceTests {
    @Test func `every case of urltestdata holds`() throws {
        let cases = try WebURLSuite.cases("urltestdata.json")
        var wrong: [String] = []
        for testCase in cases {
            let input = testCase["input"] as? String ?? ""
            let base = testCase["base"] as? String
            let name = "\(input.debugDescription) against \(base ?? "nothing")"
            if testCase["failure"] as? Bool == true {
                if let url = Self.parse(input, base) { wrong.append("\(name): \(url), not failure") }
                // Such inputs fail only for want of a base, of the same scheme where they name one.
                let helpful: [String] =
                    switch testCase["relativeTo"] as? String {
                    case "non-opaque-path-base", "any-base": ["http://example.org/foo/bar", "https://example.org/"]
                    default: []
                    }
                if !helpful.isEmpty, helpful.allSatisfy({ Self.parse(input, $0) == nil }) {
                    wrong.append("\(name): failure against a base too")
                }
            } else if let url = Self.parse(input, base) {
                wrong += Self.differences(url, testCase).map { "\(name): \($0)" }
                if WebURL(url.description).map(Components.init) != Components(url) {
                    wrong.append("\(name): \(url) is another URL when it is parsed again")
                }
            } else {
                wrong.append("\(name): failure")
            }
        }
        let failures = cases.count { $0["failure"] != nil }
        print("urltestdata.json: \(cases.count) cases (\(failures) must fail), \(wrong.count) differences")
        #expect(cases.count == 891)
        #expect(wrong == [])
    }

    @Test func `every case of toascii holds`() throws {
        let cases = try WebURLSuite.cases("toascii.json")
        var wrong: [String] = []
        for testCase in cases {
            let input = testCase["input"] as? String ?? ""
            let expected = testCase["output"] as? String
            let domain = WebURL.domainToASCII(input)
            if domain != expected { wrong.append("\(input.debugDescription): \(domain ?? "failure")") }
            let host = WebURL("https://\(input)/x")?.host
            if host != expected { wrong.append("host \(input.debugDescription): \(host ?? "failure")") }
        }
        print("toascii.json: \(cases.count) cases, \(wrong.count) differences")
        #expect(cases.count == 87)
        #expect(wrong == [])
    }

    /// Inputs whose answer differs from the file's, each with its reason.
    ///
    /// The table is of the suite's own version of Unicode, 17, so none differs by version.
    private static let knownIDNADifferences = [
        "":
            "UTS #46 gives the empty name back, the URL Standard's domain to ASCII refuses it; its own test page skips it"
    ]

    @Test func `every case of IdnaTestV2 holds but for the empty name`() throws {
        let cases = try WebURLSuite.cases("IdnaTestV2.json")
        var wrong: [String] = []
        var known: Set<String> = []
        for testCase in cases {
            let input = testCase["input"] as? String ?? ""
            let expected = testCase["output"] as? String
            let domain = WebURL.domainToASCII(input)
            if domain != expected, Self.knownIDNADifferences[input] != nil {
                known.insert(input)
            } else if domain != expected {
                wrong.append("\(input.debugDescription): \(domain ?? "failure"), not \(expected ?? "failure")")
            }
        }
        print("IdnaTestV2.json: \(cases.count) cases, \(known.count) known differences, \(wrong.count) others")
        #expect(cases.count == 2_671)
        #expect(wrong == [])
        #expect(known == Set(Self.knownIDNADifferences.keys), "the list may only shrink")
    }

    @Test func `every UTF-8 case of percent-encoding holds`() throws {
        let cases = try WebURLSuite.cases("percent-encoding.json")
        var count = 0
        for testCase in cases {
            let input = try #require(testCase["input"] as? String)
            let expected = try #require((testCase["output"] as? [String: String])?["utf-8"])
            #expect(WebURL("https://example.org/?\(input)#x")?.query == expected)
            #expect(WebURL("https://example.org/#\(input)")?.fragment == expected)
            count += 1
        }
        print("percent-encoding.json: \(count) cases")
        #expect(count == 7)
    }

    private static func parse(_ input: String, _ base: String?) -> WebURL? {
        guard let base else { return WebURL(input) }
        guard let baseURL = WebURL(base) else { return nil }
        return WebURL(input, relativeTo: baseURL)
    }

    /// The parts of a URL that are not as the case wants them.
    private static func differences(_ url: WebURL, _ testCase: [String: Any]) -> [String] {
        let port = url.port.map(String.init) ?? ""
        let host = url.host ?? ""
        let query = url.query ?? ""
        let fragment = url.fragment ?? ""
        let parts = [
            "href": url.description, "origin": url.origin, "protocol": url.scheme + ":", "username": url.username,
            "password": url.password, "host": host + (port.isEmpty ? "" : ":" + port), "hostname": host, "port": port,
            "pathname": url.path, "search": query.isEmpty ? "" : "?" + query,
            "hash": fragment.isEmpty ? "" : "#" + fragment,
            "searchParams": FormURLEncoded.serialize(FormURLEncoded.parse(query)),
        ]
        return parts.sorted { $0.key < $1.key }.compactMap { name, value in
            guard let expected = testCase[name] as? String, expected != value else { return nil }
            return "\(name) \(value.debugDescription), not \(expected.debugDescription)"
        }
    }

    /// Everything that can be asked of a URL, to see that no offset is wrong.
    private struct Components: Equatable {
        var values: [String?]

        init(_ url: WebURL) {
            values = [
                url.description, url.scheme, url.username, url.password, url.host, url.port?.description, url.path,
                url.query, url.fragment, "\(url.hostKind)", "\(url.hasOpaquePath)", url.withoutFragment().description,
                url.withoutCredentials().description, url.requestTarget,
            ]
        }
    }
}
