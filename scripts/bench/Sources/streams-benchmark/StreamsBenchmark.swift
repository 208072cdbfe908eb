import AsyncAlgorithms
import Foundation
import PotokCore
import PotokStreams

/// What a chain of four stages with four workers each costs per element, when the stages do nothing: our pipeline, our bare
/// stream, and `AsyncChannel` as the named baseline, in turn within one run.
///
/// usage: StreamsBenchmark [ELEMENTS [ROUNDS]]
@main
struct StreamsBenchmark {
    static let stages = 4
    static let workers = 4

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let count = arguments.first ?? 100_000
        let rounds = arguments.dropFirst().first ?? 7
        var results: [String: (wall: [Double], processor: [Double])] = [:]
        let chains: [(name: String, run: @Sendable (Int) async throws -> Int)] = [
            ("AsyncChannel", channels), ("BoundedStream", streams), ("Pipeline", pipeline),
        ]
        for round in 0...rounds {
            for (name, run) in chains {
                let (wall, processor) = (ContinuousClock.now, clock())
                let sum = try await run(count)
                precondition(sum == count * (count - 1) / 2, "every element arrives once")
                // The first round only warms up.
                guard round > 0 else { continue }
                let perElement = 1e6 / Double(count)
                results[name, default: ([], [])].wall.append((ContinuousClock.now - wall).seconds * perElement)
                results[name, default: ([], [])].processor.append(
                    Double(clock() - processor) / Double(CLOCKS_PER_SEC) * perElement
                )
            }
        }
        print("µs per element, \(stages) stages × \(workers) workers, \(count) elements, median of \(rounds) rounds")
        let base = median(results["AsyncChannel"]?.wall ?? [])
        for (name, _) in chains {
            guard let result = results[name] else { continue }
            let wall = median(result.wall)
            print(
                name.padding(toLength: 14, withPad: " ", startingAt: 0),
                String(format: "wall %6.2f   CPU %6.2f", wall, median(result.processor)),
                String(format: "  AsyncChannel ÷ this: %.2f", base / wall)
            )
        }
    }

    static func median(_ values: [Double]) -> Double {
        values.isEmpty ? .nan : values.sorted()[values.count / 2]
    }

    // MARK: The chains

    @concurrent
    static func channels(_ count: Int) async throws -> Int {
        let links = (0...stages).map { _ in AsyncChannel<Int>() }
        return await withTaskGroup(of: Int.self) { group in
            group.addTask {
                for element in 0..<count { await links[0].send(element) }
                links[0].finish()
                return 0
            }
            for stage in 0..<stages {
                group.addTask {
                    await withTaskGroup(of: Void.self) { crew in
                        for _ in 0..<workers {
                            crew.addTask {
                                for await element in links[stage] { await links[stage + 1].send(element) }
                            }
                        }
                    }
                    links[stage + 1].finish()
                    return 0
                }
            }
            var sum = 0
            for await element in links[stages] { sum += element }
            return sum
        }
    }

    @concurrent
    static func streams(_ count: Int) async throws -> Int {
        let links = (0...stages).map { _ in BoundedStream<Int>(capacity: workers * 2) }
        return try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                for element in 0..<count { try await links[0].send(element) }
                links[0].finish()
                return 0
            }
            for stage in 0..<stages {
                group.addTask {
                    try await withThrowingTaskGroup(of: Void.self) { crew in
                        for _ in 0..<workers {
                            crew.addTask {
                                while let element = try await links[stage].next() {
                                    try await links[stage + 1].send(element)
                                }
                            }
                        }
                        try await crew.waitForAll()
                    }
                    links[stage + 1].finish()
                    return 0
                }
            }
            var sum = 0
            while let element = try await links[stages].next() { sum += element }
            return sum
        }
    }

    @concurrent
    static func pipeline(_ count: Int) async throws -> Int {
        let sink = Sum()
        try await Pipeline(source: Numbers(count: count))
            .stage(Pass<Request>(), workers: workers)
            .stage(Pass<Request>(), workers: workers)
            .stage(Pass<Request>(), workers: workers)
            .stage(Pass<Request>(), workers: workers)
            .run(into: sink)
        return sink.sum.withLock { $0 }
    }
}

/// Requests that are nothing but a number.
struct Numbers: PipelineSource {
    let count: Int

    func produce(into send: @Sendable (Request) async throws -> Void) async throws {
        for number in 0..<count {
            let claim = Request.Claim(rawValue: Int64(number))
            try await send(Request(claim: claim, source: "numbers", locator: .file(path: "", identifier: "")))
        }
    }
}

/// A stage that does nothing.
struct Pass<Element: Sendable>: Stage {
    let name = "pass"

    func process(_ input: Element, holding lease: ByteLease) async throws -> Step<Element> {
        .next(input)
    }
}

/// A sink that adds the numbers up.
final class Sum: PipelineSink {
    let sum = Lock(0)

    func consume(_ elements: BoundedStream<Envelope<Request>>) async throws {
        var total = 0
        for try await element in elements { total += Int(element.origin.claim.rawValue) }
        sum.withLock { [total] in $0 = total }
    }
}
