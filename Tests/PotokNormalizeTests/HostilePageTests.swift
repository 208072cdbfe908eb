import Foundation
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokNormalize
import PotokStreams
import PotokTesting
import Testing

/// The hostile web, judged by its own judge: every case about charsets, types and noise.
@Suite struct HostilePageTests {
    /// One line of results, in the judge's words.
    private struct Line: Encodable {
        var url: String
        var outcome: String
        var text: String?
        var final_url: String?
        var seconds: Double
        var decoded_mb = 0.0
    }

    @Test(.enabled(if: HostileWeb.isAvailable))
    func `every hostile page becomes its text, or is refused for what it is`() async throws {
        let web = try HostileWeb(place: 2)
        var options = FetchOptions()
        options.allowAddresses = web.openAddresses.compactMap { AddressRange($0) }
        options.timeout = .seconds(20)
        let fetcher = try Fetcher(options: NetworkOptions())
        let cases = try web.cases(area: "normalize")
        var lines: [Line] = []
        for example in cases {
            let (line, hash) = await Self.visit(example.url, fetcher, options)
            lines.append(line)
            guard example.expect.second != nil else { continue }
            var (second, again) = await Self.visit(example.url, fetcher, options)
            if hash != nil, again == hash { second.outcome = "not-modified" }
            lines.append(second)
        }
        await fetcher.shutdown()
        let encoder = JSONEncoder()
        let results = try lines.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        let verdict = try web.judge(results, area: "normalize", groups: Set(cases.map(\.group)))
        try web.stop()
        #expect(cases.count >= 35)
        #expect(verdict.isRight, "\(verdict.report)")
    }

    private static func visit(_ url: String, _ fetcher: Fetcher, _ options: FetchOptions) async -> (Line, hash: Hash?) {
        let start = ContinuousClock.now
        var line = Line(url: url, outcome: "error", seconds: 0)
        let lease = ByteBudget(limit: .mebibytes(64)).lease()
        defer { lease.release() }
        guard let address = WebURL(url) else { return (line, nil) }
        let request = Request(claim: .init(rawValue: 0), source: "s", locator: .url(address))
        guard case .page(let page)? = try? await fetcher.fetch(request, options: options, holding: lease) else {
            return (line, nil)
        }
        line.seconds = start.duration(to: .now).seconds
        line.final_url = page.locator.description
        let rules = NormalizeRules(NormalizeOptions())
        switch Normalizer().normalize(page, rules: rules, agent: "potok") {
        case .settled(.excluded(let exclusion, _)):
            line.outcome = exclusion == .empty ? "empty" : "rejected"
            return (line, nil)
        case .settled: return (line, nil)
        case .next(let output):
            line.outcome = "ok"
            line.text = output.document.title + "\n" + output.document.text
            return (line, output.document.contentHash)
        }
    }
}
