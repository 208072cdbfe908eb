import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct RedirectTests {
    @Test(arguments: [301, 302, 303, 307, 308])
    func `redirects are followed and recorded`(status: Int) async throws {
        try await withHarness { request in
            request.target == "/dir/a" ? .redirect(status, to: "../b?x#y") : .page("there")
        } _: { harness in
            let page = try await harness.page("/dir/a")
            #expect(page.locator.description == harness.server.url("/b?x"))
            #expect(page.hops.map(\.status) == [status])
            #expect(page.hops.map(\.url.description) == [harness.server.url("/dir/a")])
            #expect(page.hops.map(\.isPermanent) == [status == 301 || status == 308])
        }
    }

    @Test(arguments: [
        ("/self", "fetch.redirect-loop"), ("/two", "fetch.redirect-loop"), ("/grow", "fetch.redirect-limit"),
        ("/file", "fetch.redirect"), ("/empty", "fetch.redirect"), ("/none", "fetch.redirect"),
        ("/bad", "fetch.redirect"), ("/private", "fetch.address-refused"), ("/mapped", "fetch.address-refused"),
    ])
    func `redirects that lead nowhere are errors`(path: String, code: String) async throws {
        try await withHarness { request in
            switch request.target {
            case "/self": .redirect(302, to: "/self")
            case "/two": .redirect(302, to: "/three")
            case "/three": .redirect(302, to: "/two#again")
            case "/file": .redirect(302, to: "file:///etc/passwd")
            case "/empty": .redirect(302, to: "")
            case "/none": .response(302, headers: [])
            case "/bad": .redirect(302, to: "http://[::")
            case "/private": .redirect(302, to: "http://10.255.255.1/")
            case "/mapped": .redirect(302, to: "http://[::ffff:a9fe:a9fe]/")
            default: .redirect(302, to: request.target + "x")
            }
        } _: { harness in
            let code = await harness.errorCode(path)
            #expect(code == code)
            #expect(harness.server.requests.count <= 11)
        }
    }

    @Test(arguments: [(301, false), (308, false), (302, true), (307, true)])
    func `validators follow a page that is elsewhere for now, and not one that has moved for good`(
        status: Int,
        areSent: Bool
    ) async throws {
        try await withHarness { request in
            if request.target == "/old" { return .redirect(status, to: "/new") }
            return request.headers["if-none-match"] == nil ? .page("x") : .response(304)
        } _: { harness in
            let result = try await harness.fetch("/old", validators: Validators(entityTag: "\"same\""))
            if case .page = result { #expect(!areSent) } else { #expect(areSent) }
            #expect(harness.server.requests.map { $0.headers["if-none-match"] != nil } == [true, areSent])
        }
    }

    @Test func `as many redirects as allowed are followed, and not one more`() async throws {
        try await withHarness(options: { $0.maxRedirects = 3 }) { request in
            let left = Int(request.target.dropFirst()) ?? 0
            return left == 0 ? .page("end") : .redirect(301, to: "/\(left - 1)")
        } _: { harness in
            let page = try await harness.page("/3")
            #expect(page.hops.count == 3)
            let code4 = await harness.errorCode("/4")
            #expect(code4 == "fetch.redirect-limit")
        }
    }

    @Test func `each hop may be refused before it is made`() async throws {
        try await withHarness { request in
            request.target == "/a" ? .redirect(301, to: "/b") : .page("x")
        } _: { harness in
            let asked = Lock<[String]>([])
            let refusal = PotokError("test.refused", "not there")
            let request = try harness.request("/a")
            await #expect(throws: refusal) {
                _ = try await harness.fetcher.fetch(
                    request,
                    options: harness.options,
                    holding: harness.budget.lease(),
                    beforeHop: { url in
                        asked.withLock { $0.append(url.path) }
                        throw refusal
                    }
                )
            }
            #expect(asked.withLock { $0 } == ["/b"])
            #expect(harness.server.requests.map(\.target) == ["/a"])
        }
    }
}
