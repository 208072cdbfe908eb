import PotokConfiguration
import PotokCore
import Testing

@testable import PotokFetch

@Suite struct PolicyTests {
    private static let now = Timestamp(secondsSince1970: 784_111_777)

    private func answer(_ status: Int, retryAfter: String? = nil) throws -> FetchResult.StatusAnswer {
        let url = try #require(WebURL("http://a/"))
        return FetchResult.StatusAnswer(
            status: status,
            hops: [],
            url: url,
            retryAfter: retryAfter,
            headers: [:],
            observedAt: Self.now
        )
    }

    @Test(arguments: [
        ("2", 2), (" 120 ", 120), ("0", 0), ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sun Nov  6 08:49:47 1994", 10),
        ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("-5", nil), ("1.5", nil), ("soon", nil), ("", nil), ("2 apples", nil),
        ("99999999999", 99_999_999_999), ("99999999999999999999999999", 1 << 40),
    ])
    func `Retry-After is seconds or a date`(header: String, seconds: Int?) {
        #expect(RetryAfter.delay(header, now: Self.now) == seconds.map { .seconds($0) })
    }

    @Test(arguments: [
        ("120", 0, 120), ("604800", 0, 604_800), ("604801", 0, 86_400), ("99999999999", 3, 86_400),
        (nil, 0, 60), (nil, 1, 120), (nil, 5, 1_920), (nil, 40, 86_400), ("junk", 0, 60), ("-5", 1, 120), ("0", 0, 60),
        ("Sun, 06 Nov 1994 08:00:00 GMT", 0, 60),
    ])
    func `a busy host is left alone as long as it says, or longer each time`(
        header: String?,
        blocks: Int,
        seconds: Int
    ) throws {
        let state = HostState(blocks: blocks).blocked(by: try answer(429, retryAfter: header), jitter: 0)
        // Times have no fractions: a second more, so that it is never one less.
        let until = Self.now + .seconds(min(seconds + 1, 7 * 86_400))
        #expect(state.blockedUntil == until)
        #expect(state.blocks == blocks + 1)
        #expect(state.reason == "HTTP 429")
        #expect(!state.isOpen(at: Self.now))
        #expect(state.isOpen(at: until))
    }

    @Test func `jitter makes a block a tenth longer at most`() throws {
        let state = HostState().blocked(by: try answer(503, retryAfter: "100"), jitter: 1)
        #expect(state.blockedUntil == Self.now + .seconds(111))
    }

    @Test func `an answer opens the host and forgets its blocks`() {
        #expect(HostState(blockedUntil: Self.now, reason: "HTTP 503", blocks: 3).answered() == HostState())
    }

    @Test(arguments: [
        (429, StatusMeaning.hostIsBusy), (503, .hostIsBusy), (404, .gone(isCertain: false)),
        (410, .gone(isCertain: true)), (408, .temporary), (425, .temporary), (500, .temporary), (502, .temporary),
        (504, .temporary), (520, .temporary), (522, .temporary), (999, .temporary), (400, .refused), (401, .refused),
        (403, .refused), (418, .refused), (451, .refused), (501, .refused), (300, .refused),
    ])
    func `each status has its meaning`(status: Int, meaning: StatusMeaning) throws {
        #expect(StatusMeaning(status: status) == meaning)
    }

    @Test(arguments: [(0, 60), (1, 60), (2, 120), (3, 240), (11, 61_440), (12, 86_400), (1_000_000, 86_400)])
    func `the wait doubles with each failure up to a day`(failures: Int, seconds: Int) {
        let policy = RetryPolicy(first: .seconds(60))
        #expect(policy.delay(failures: failures, isRetryable: true, jitter: 0) == .seconds(seconds))
    }

    @Test func `what somebody has to mend is tried too, but rarely`() {
        let policy = RetryPolicy()
        #expect(policy.delay(failures: 1, isRetryable: false, jitter: 0) == .seconds(86_400))
        #expect(policy.delay(failures: 100, isRetryable: false, jitter: 1) == .seconds(30 * 86_400))
    }

    @Test func `jitter makes the wait longer by a fifth at most`() {
        #expect(RetryPolicy().delay(failures: 1, isRetryable: true, jitter: 1) == .seconds(72))
        #expect(RetryPolicy().delay(failures: 1, isRetryable: true, jitter: -5) == .seconds(60))
    }

    @Test func `no wait at all stays none`() {
        #expect(RetryPolicy(first: .zero).delay(failures: 9, isRetryable: true, jitter: 1) == .zero)
    }

    @Test(
        arguments: [
            (nil, false, 3_600), (3_600, false, 5_400), (3_600, true, 3_600), (20_000, true, 10_000),
            (500_000, false, 604_800), (0, false, 3_600),
        ] as [(Int?, Bool, Int)]
    )
    func `a page that changes is looked at sooner, one that does not later`(
        previous: Int?,
        changed: Bool,
        seconds: Int
    ) {
        let policy = RevisitPolicy(FetchOptions())
        let interval = policy.interval(
            after: previous.map { .seconds($0) },
            changed: changed,
            headers: [:],
            observedAt: Self.now
        )
        #expect(interval == .seconds(seconds))
    }

    @Test(arguments: [
        (["cache-control": "public, max-age=7200"], 7_200), (["cache-control": "max-age=60"], 3_600),
        (["cache-control": "max-age=\"9000\"", "age": "1000"], 8_000),
        (["cache-control": "max-age=99999999999"], 86_400), (["cache-control": "no-store, max-age=7200"], 3_600),
        (["expires": "Sun, 06 Nov 1994 10:49:37 GMT"], 7_200),
        (["expires": "Sun, 06 Nov 1994 10:49:37 GMT", "date": "Sun, 06 Nov 1994 09:49:37 GMT"], 3_600),
        (["expires": "0"], 3_600), (["expires": "Sun, 06 Nov 1994 10:49:37 GMT", "cache-control": "max-age=5"], 3_600),
    ])
    func `what a page says of its freshness is respected up to a day`(headers: [String: String], seconds: Int) {
        let policy = RevisitPolicy(FetchOptions())
        let interval = policy.interval(after: nil, changed: false, headers: headers, observedAt: Self.now)
        #expect(interval == .seconds(seconds))
    }

    @Test func `always due stays always due`() {
        let policy = RevisitPolicy(shortest: .zero, longest: .seconds(60))
        #expect(policy.interval(after: .zero, changed: false, headers: [:], observedAt: Self.now) == .zero)
    }
}
