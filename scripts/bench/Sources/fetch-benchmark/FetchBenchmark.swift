import FoundationEssentials
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams

/// Fetches a list of URLs as fast as it goes and prints what that cost as one JSON object.
///
///     fetch-benchmark URLS [--parallel N] [--ca-file FILE] [--repeat N] [--delay TIME]
@main struct FetchBenchmark {
    struct Report: Encodable {
        var pages = 0
        var failures = 0
        var bytes = 0
        var firstFailure: String?
        var wallSeconds = 0.0
        var peakMegabytes = 0.0
    }

    static func main() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        guard let path = arguments.popFirst() else {
            throw PotokError(
                "benchmark.usage",
                "fetch-benchmark URLS [--parallel N] [--ca-file FILE] [--repeat N] [--delay TIME]"
            )
        }
        var network = NetworkOptions()
        var options = FetchOptions()
        options.delay = .zero
        var parallel = 100
        var rounds = 1
        while let name = arguments.popFirst(), let value = arguments.popFirst() {
            switch name {
            case "--parallel": parallel = Int(value) ?? parallel
            case "--delay": options.delay = Duration(text: value) ?? options.delay
            case "--repeat": rounds = Int(value) ?? rounds
            case "--ca-file": network.caFile = value
            default:
                throw PotokError(
                    "benchmark.usage",
                    "fetch-benchmark URLS [--parallel N] [--ca-file FILE] [--repeat N] [--delay TIME]"
                )
            }
        }
        options.allowAddresses = ["127.0.0.0/8"].compactMap { AddressRange($0) }
        let urls = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .compactMap { WebURL(String($0)) }
        let fetcher = try Fetcher(options: network)
        let budget = ByteBudget(limit: .mebibytes(16))
        let queues = HostQueues(supply: ListedFrontier(urls, rounds: rounds)) { [options] _ in HostPace(options) }
        let start = ContinuousClock.now
        var report = await withTaskGroup(of: Report.self) { [options] group in
            for _ in 0..<parallel {
                group.addTask { await work(fetcher, options, budget, queues) }
            }
            var sum = Report()
            for await part in group {
                sum.pages += part.pages
                sum.failures += part.failures
                sum.bytes += part.bytes
                sum.firstFailure = sum.firstFailure ?? part.firstFailure
            }
            return sum
        }
        report.wallSeconds = start.duration(to: .now).seconds
        await fetcher.shutdown()
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?.split(separator: " ").dropFirst()
            .first
        report.peakMegabytes = Double(peak ?? "0").map { $0 * 1_024 / 1e6 } ?? 0
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

/// A frontier that is a list.
private final class ListedFrontier: FrontierSupply {
    private let due: Lock<[String: [Request]]>
    private let rest: Lock<Int>
    private let all: [String: [Request]]

    init(_ urls: [WebURL], rounds: Int) {
        let requests = urls.enumerated().map { index, url in
            Request(claim: .init(rawValue: Int64(index)), source: "benchmark", locator: .url(url))
        }
        all = Dictionary(grouping: requests) { HostQueues.host(of: $0) ?? "" }
        due = Lock([:])
        rest = Lock(rounds)
    }

    func dueHosts() async throws -> [DueHost] {
        due.withLock { due in
            if due.values.allSatisfy(\.isEmpty) {
                let isOver = rest.withLock { rest in
                    rest -= 1
                    return rest < 0
                }
                if !isOver { due = all }
            }
            return due.filter { !$0.value.isEmpty }.keys.map { DueHost(host: $0) }
        }
    }

    func claim(_ counts: [String: Int]) async throws -> [Request] {
        due.withLock { due in
            counts.flatMap { host, count in
                let claimed = due[host]?.suffix(count) ?? []
                due[host]?.removeLast(claimed.count)
                return claimed
            }
        }
    }
}
