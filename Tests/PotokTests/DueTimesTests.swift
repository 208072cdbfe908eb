import PotokConfiguration
import PotokCore
import Testing

@testable import Potok

@Suite struct DueTimesTests {
    private let now = Timestamp(secondsSince1970: 1_780_000_000)

    private func request(_ address: String, failures: Int = 0, interval: Duration? = nil) throws -> Request {
        let url = try #require(WebURL(address))
        return Request(
            claim: Request.Claim(rawValue: 1),
            source: "s",
            locator: .url(url),
            failures: failures,
            interval: interval
        )
    }

    private func page(_ request: Request, headers: [String: String] = [:]) -> Page {
        Page(request: request, locator: request.locator, body: [], headers: headers, observedAt: now)
    }

    private func seconds(_ time: Timestamp?) -> Int? { time.map { $0.secondsSince1970 - now.secondsSince1970 } }

    @Test func `a page that changed comes sooner than one that did not`() throws {
        let due = DueTimes(now: now).after(
            page(try request("http://a.test/", interval: .seconds(36_000))),
            FetchOptions()
        )
        #expect(try #require(seconds(due.changed)) < 36_000)
        #expect(try #require(seconds(due.unchanged)) > 36_000)
    }

    @Test func `a page is never due before its own word on freshness, nor later than the longest time`() throws {
        var options = FetchOptions()
        options.revisit = .seconds(60)
        options.longestRevisit = .seconds(7_200)
        let due = DueTimes(now: now).after(
            page(try request("http://a.test/"), headers: ["cache-control": "max-age=3600"]),
            options
        )
        #expect(seconds(due.changed) == 3_600)
        let stale = DueTimes(now: now).after(page(try request("http://a.test/", interval: .seconds(9_000))), options)
        #expect(seconds(stale.unchanged) == 7_200)
    }

    @Test func `a failure waits longer each time and a missing page is looked at again`() throws {
        let error = PotokError("fetch.timeout", "no answer", isRetryable: true)
        let failed = Outcome.failed(stage: "fetch", error: error, retryAt: nil)
        let times = DueTimes(now: now)
        var last = 0
        for failures in 0..<5 {
            let wait = try #require(
                seconds(times.after(failed, try request("http://a.test/", failures: failures), FetchOptions(), nil))
            )
            #expect(wait > last)
            last = wait
        }
        let once = times.after(
            .gone(reason: "HTTP 404", isCertain: false),
            try request("http://a.test/"),
            FetchOptions(),
            nil
        )
        let certain = times.after(
            .gone(reason: "HTTP 410", isCertain: true),
            try request("http://a.test/"),
            FetchOptions(),
            nil
        )
        #expect(try #require(seconds(once)) < (try #require(seconds(certain))))
    }

    @Test func `what is gone is looked at again ever later, and not for ever later`() throws {
        var options = FetchOptions()
        options.revisit = .seconds(100)
        options.longestRevisit = .seconds(1_000)
        var waits: [Int] = []
        var interval: Duration?
        for misses in 0..<6 {
            var missing = try request("http://a.test/", interval: interval)
            missing.misses = misses
            let due = DueTimes(now: now).after(.gone(reason: "HTTP 404", isCertain: false), missing, options, nil)
            let wait = try #require(seconds(due))
            waits.append(wait)
            interval = .seconds(wait)
        }
        #expect(waits == [100, 1_000, 2_000, 4_000, 4_000, 4_000])
    }

    @Test func `a file is due when it changes, and at the next run when it failed`() {
        let file = Request(
            claim: Request.Claim(rawValue: 1),
            source: "s",
            locator: .file(path: "/a", identifier: "a")
        )
        let times = DueTimes(now: now)
        #expect(times.after(page(file), FetchOptions()).changed == nil)
        #expect(times.after(.excluded(.empty, reason: "empty"), file, FetchOptions(), nil) == nil)
        let error = PotokError("source.not-readable", "no")
        #expect(
            times.after(.failed(stage: "fetch", error: error, retryAt: nil), file, FetchOptions(), nil) == now
        )
    }
}
