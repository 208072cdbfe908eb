import Foundation
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

/// The hostile web, judged by its own judge: every case that a client decides without robots.txt.
@Suite struct HostileWebTests {
    /// One line of results, in the judge's words.
    private struct Line: Encodable {
        var url: String
        var outcome = ""
        var text: String?
        var final_url: String?
        var permanent: Bool?
        var attempts = 1
        var delay_s: Double?
        var scope: String?
        var seconds = 0.0
        var decoded_mb = 0.0
        var etag: String?
    }

    @Test(.enabled(if: HostileWeb.isAvailable))
    func `every hostile answer gets the right outcome, and the canary is never touched`() async throws {
        let web = try HostileWeb(place: 0)
        var network = NetworkOptions()
        network.caFile = web.certificates
        let fetcher = try Fetcher(options: network)
        var options = FetchOptions()
        options.timeout = .seconds(4)
        options.connectTimeout = .seconds(2)
        options.allowAddresses = web.openAddresses.compactMap { AddressRange($0) }
        let budget = ByteBudget(limit: .mebibytes(16))
        let cases = try web.cases(area: "fetch").filter { $0.group != "robots" }
        let lines = try await withThrowingTaskGroup(of: [Line].self) { [options] group in
            var waiting = cases[...]
            var lines: [Line] = []
            for _ in 0..<32 {
                if let next = waiting.popFirst() {
                    group.addTask { try await Self.visit(next, fetcher, options, budget) }
                }
            }
            while let some = try await group.next() {
                lines += some
                if let next = waiting.popFirst() {
                    group.addTask { try await Self.visit(next, fetcher, options, budget) }
                }
            }
            return lines
        }
        await fetcher.shutdown()
        let encoder = JSONEncoder()
        let results = try lines.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        let verdict = try web.judge(results, area: "fetch", groups: Set(cases.map(\.group)))
        try web.stop()
        #expect(cases.count >= 145)
        #expect(verdict.isRight, "\(verdict.report)")
    }

    /// Fetches a case as often as a run and its successors would.
    private static func visit(
        _ example: HostileWeb.Case,
        _ fetcher: Fetcher,
        _ options: FetchOptions,
        _ budget: ByteBudget
    ) async throws
        -> [Line]
    {
        var (line, page) = try await fetch(example, Validators(), fetcher, options, budget)
        while let attempts = example.expect.attempts, line.attempts < attempts, line.outcome == "retry" {
            let tried = line.attempts
            (line, page) = try await fetch(example, Validators(), fetcher, options, budget)
            line.attempts = tried + 1
        }
        guard example.expect.second != nil, let page else { return [line] }
        var (second, again) = try await fetch(example, page.validators, fetcher, options, budget)
        // A server that ignores validators sends the same page once more, which the later stages see.
        if let again, again.body == page.body { second.outcome = "not-modified" }
        return [line, second]
    }

    private static func fetch(
        _ example: HostileWeb.Case,
        _ validators: Validators,
        _ fetcher: Fetcher,
        _ options: FetchOptions,
        _ budget: ByteBudget
    ) async throws -> (Line, Page?) {
        var line = Line(url: example.url)
        let url = try #require(WebURL(example.url))
        let request = Request(claim: .init(rawValue: 0), source: "s", locator: .url(url), validators: validators)
        let lease = budget.lease()
        let start = ContinuousClock.now
        var page: Page?
        do {
            let result = try await fetcher.fetch(request, options: options, holding: lease)
            page = describe(result, in: &line)
        } catch let error as PotokError {
            line.outcome =
                switch error.code {
                case .fetchTimeout: "timeout"
                case .fetchAddressRefused: "blocked"
                default: error.isRetryable ? "retry" : "error"
                }
            if error.isRetryable { line.scope = "url" }
            // What was decoded in vain was at most the limit.
            if error.code == .fetchTooLarge { line.decoded_mb = Double(options.maxBody.bytes) / 1e6 }
        }
        line.seconds = start.duration(to: .now).seconds
        // Header floods hold nothing of the budget: they are cut at their own, smaller limit.
        if example.group != "encoding" { line.decoded_mb = Double(lease.held) / 1e6 }
        return (line, page)
    }

    private static func describe(_ result: FetchResult, in line: inout Line) -> Page? {
        line.permanent = result.hops.contains(where: \.isPermanent)
        switch result {
        case .page(let page):
            line.outcome = page.body.isEmpty ? "empty" : "ok"
            line.text = String(decoding: page.body, as: UTF8.self)
            line.final_url = page.locator.description
            line.etag = page.validators.entityTag
            return page
        case .notModified(let answer):
            line.outcome = "not-modified"
            line.etag = answer.validators.entityTag
        case .status(let answer):
            switch answer.meaning {
            case .hostIsBusy:
                line.outcome = "retry"
                line.scope = "host"
                let until = HostState().blocked(by: answer).blockedUntil ?? answer.observedAt
                line.delay_s = Double(until.secondsSince1970 - answer.observedAt.secondsSince1970)
            case .temporary:
                line.outcome = "retry"
                line.scope = "url"
                line.delay_s = RetryPolicy().delay(failures: 1, isRetryable: true).seconds
            case .gone: line.outcome = "gone"
            case .refused: line.outcome = "error"
            }
        }
        return nil
    }
}
