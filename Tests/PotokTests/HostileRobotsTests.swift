import Foundation
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams
import PotokTesting
import Testing

@testable import Potok

/// The robots cases of the hostile web, judged by its own judge.
@Suite struct HostileRobotsTests {
    /// One line of results, in the judge's words.
    private struct Line: Encodable {
        var url: String
        var allowed: [String] = []
        var disallowed: [String] = []
        var delay_s: Double?
        var urls: [String]?
        var seconds = 0.0
        var decoded_mb = 0.0
    }

    @Test(.enabled(if: HostileWeb.isAvailable))
    func `every robots answer of the hostile web opens and closes what it should`() async throws {
        let web = try HostileWeb(place: 1)
        let path = web.folder.appending(path: "robots.db").path
        let store = try Store(path: path, mode: .create)
        let now: @Sendable () -> Timestamp = { Timestamp(secondsSince1970: 1_780_000_000) }
        let fetchers = try Fetchers(for: [], network: NetworkOptions(), now: now)
        let gate = RobotsGate(fetchers: fetchers, store: store, now: now)
        var options = FetchOptions()
        options.timeout = .seconds(4)
        options.allowAddresses = web.openAddresses.compactMap { AddressRange($0) }
        let cases = try web.cases(area: "fetch").filter { $0.group == "robots" }
        var lines: [Line] = []
        for example in cases {
            lines.append(try await Self.ask(example, gate, store, options, now()))
        }
        await fetchers.shutdown()
        let results = try lines.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        let verdict = try web.judge(results, area: "fetch", groups: ["robots"])
        try store.close()
        try web.stop()
        #expect(cases.count >= 35)
        #expect(verdict.isRight, "\(verdict.report)")
    }

    private static func ask(
        _ example: HostileWeb.Case,
        _ gate: RobotsGate,
        _ store: Store,
        _ options: FetchOptions,
        _ now: Timestamp
    ) async throws -> Line {
        var line = Line(url: example.url)
        let lease = ByteBudget(limit: .mebibytes(4)).lease()
        let start = ContinuousClock.now
        let robots = try #require(WebURL(example.url))
        for text in (example.expect.allowed ?? []) + (example.expect.disallowed ?? []) {
            let url = try #require(WebURL(text))
            let isAllowed: Bool
            do {
                switch try await gate.access(to: url, options: options, holding: lease).access {
                case .all: isAllowed = true
                case .none, .unreachable: isAllowed = false
                case .rules(let rules):
                    isAllowed = rules.isAllowed(path: url.requestTarget)
                    line.delay_s = rules.crawlDelay.map { min($0, options.longestCrawlDelay).seconds }
                }
            } catch is BusyHost {
                isAllowed = false
            }
            if isAllowed { line.allowed.append(text) } else { line.disallowed.append(text) }
        }
        line.seconds = start.duration(to: .now).seconds
        line.decoded_mb = Double(lease.held) / 1e6
        if let kept = try await store.robots(of: robots.origin, now: now), kept.access == .rules {
            line.urls = RobotsFile.parse(kept.rules).sitemaps
        }
        return line
    }
}
