import FoundationEssentials
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams

/// Fetches a list of URLs as fast as it goes and prints what that cost as one JSON object.
///
///     fetch-benchmark URLS [--parallel N] [--ca-file FILE] [--delay TIME] [--hostile yes]
@main struct FetchBenchmark {
    struct Report: Encodable {
        var pages = 0
        var failures = 0
        var bytes = 0
        var firstFailure: String?
        var wallSeconds = 0.0
        var events = 0
        var holdMilliseconds = 0.0
        var bodyHoldMilliseconds = 0.0
        var firstHoldMilliseconds = 0.0

        static func += (sum: inout Report, part: Report) {
            sum.pages += part.pages
            sum.failures += part.failures
            sum.bytes += part.bytes
            sum.firstFailure = sum.firstFailure ?? part.firstFailure
        }
    }

    static func main() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        guard let path = arguments.popFirst() else {
            throw PotokError(
                "benchmark.usage",
                "fetch-benchmark URLS [--parallel N] [--ca-file FILE] [--delay TIME] [--hostile yes]"
            )
        }
        var network = NetworkOptions()
        var options = FetchOptions()
        options.delay = .zero
        var parallel = 100
        var report = Report()
        var memory = ByteCount.mebibytes(16)
        while let name = arguments.popFirst(), let value = arguments.popFirst() {
            switch name {
            case "--parallel": parallel = Int(value) ?? parallel
            case "--delay": options.delay = Duration(text: value) ?? options.delay
            case "--hostile":
                // What may fail does; what counts is how long it held the network thread.
                network.measuresHolds = true
                options.maxBody = .mebibytes(64)
                memory = .mebibytes(512)
            case "--ca-file": network.caFile = value
            default:
                throw PotokError(
                    "benchmark.usage",
                    "fetch-benchmark URLS [--parallel N] [--ca-file FILE] [--delay TIME] [--hostile yes]"
                )
            }
        }
        options.allowAddresses = ["127.0.0.0/8"].compactMap { AddressRange($0) }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let fetcher = try Fetcher(options: network)
        let budget = ByteBudget(limit: memory)
        let queues = HostQueues(supply: ListedFrontier(lines)) { [options] _ in HostPace(options) }
        if network.measuresHolds,
            let url = lines.compactMap({ WebURL(String($0)) }).first(where: { $0.scheme == "https" })
        {
            // The first connection over TLS reads the certificates of all authorities, once for all: no body does that.
            let first = Request(claim: .init(rawValue: -1), source: "benchmark", locator: .url(url))
            _ = try await fetcher.fetch(first, options: options, holding: budget.lease())
            report.firstHoldMilliseconds = fetcher.takeHolds().longest.seconds * 1_000
        }
        let start = ContinuousClock.now
        report += await withTaskGroup(of: Report.self) { [options] group in
            for _ in 0..<parallel {
                group.addTask { await work(fetcher, options, budget, queues) }
            }
            var sum = Report()
            for await part in group { sum += part }
            return sum
        }
        report.wallSeconds = start.duration(to: .now).seconds
        await fetcher.shutdown()
        let holds = fetcher.takeHolds()
        report.events = holds.count
        report.holdMilliseconds = holds.longest.seconds * 1_000
        report.bodyHoldMilliseconds = holds.longestWithBody.seconds * 1_000
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }

    private static func work(
        _ fetcher: Fetcher,
        _ options: FetchOptions,
        _ budget: ByteBudget,
        _ queues: HostQueues
    ) async -> Report {
        var report = Report()
        while let request = try? await queues.next() {
            let lease = budget.lease()
            do {
                try await queues.begin(request)
                let result = try await fetcher.fetch(request, options: options, holding: lease)
                guard case .page(let page) = result else { throw PotokError("benchmark.status", "\(result)") }
                report.pages += 1
                report.bytes += page.body.count
            } catch {
                report.failures += 1
                report.firstFailure = report.firstFailure ?? String(describing: error)
            }
            lease.release()
            queues.finished(request)
        }
        return report
    }
}

/// A frontier that is a list: of lines, so that its memory is not taken for that of the fetcher.
private final class ListedFrontier: FrontierSupply {
    private let due: Lock<[String: [Substring]]>

    init(_ lines: [Substring]) {
        due = Lock(Dictionary(grouping: lines) { WebURL(String($0))?.host ?? "" })
    }

    func dueHosts() async throws -> [DueHost] {
        due.withLock { due in due.filter { !$0.value.isEmpty }.keys.map { DueHost(host: $0) } }
    }

    func claim(_ counts: [String: Int]) async throws -> [Request] {
        due.withLock { due in
            counts.flatMap { host, count in
                let claimed = due[host]?.suffix(count) ?? []
                due[host]?.removeLast(claimed.count)
                return claimed.compactMap { line in
                    WebURL(String(line)).map { url in
                        // The claim only tells requests apart.
                        Request(
                            claim: .init(rawValue: Int64(line.startIndex.utf16Offset(in: line.base))),
                            source: "benchmark",
                            locator: .url(url)
                        )
                    }
                }
            }
        }
    }
}
