import PotokCore

@testable import PotokStreams

extension Request {
    /// A request that is nothing but its number.
    init(number: Int) {
        self.init(
            claim: Claim(rawValue: Int64(number)),
            source: "test",
            locator: .file(path: "/\(number)", identifier: "\(number)")
        )
    }

    /// The number.
    var number: Int { Int(claim.rawValue) }
}

/// A stage made of a closure.
struct ClosureStage<Input: Sendable, Output: Sendable>: Stage {
    let name: String
    let body: @Sendable (Input, ByteLease) async throws -> Step<Output>

    init(_ name: String, _ body: @escaping @Sendable (Input, ByteLease) async throws -> Step<Output>) {
        self.name = name
        self.body = body
    }

    func process(_ input: Input, holding lease: ByteLease) async throws -> Step<Output> {
        try await body(input, lease)
    }
}

extension ClosureStage where Input == Request, Output == Int {
    /// A first stage that makes the number of a request.
    static var number: Self {
        ClosureStage("number") { request, _ in .next(request.number) }
    }
}

extension ClosureStage where Input == Int, Output == Int {
    /// A stage that passes everything on.
    static func pass(_ name: String) -> Self {
        ClosureStage(name) { input, _ in .next(input) }
    }
}

/// A source of numbered requests that keeps count of those that were taken.
final class CountingSource: PipelineSource {
    let numbers: Range<Int>
    let sent = Lock<[Int]>([])
    let ended = Lock<(any Error)?>(nil)
    let hasEnded = Signal()
    private let error: (any Error)?

    init(_ numbers: Range<Int>, error: (any Error)? = nil) {
        self.numbers = numbers
        self.error = error
    }

    func produce(into send: @Sendable (Request) async throws -> Void) async throws {
        defer { hasEnded.fire() }
        do {
            for number in numbers {
                try await send(Request(number: number))
                sent.withLock { $0.append(number) }
            }
            if let error { throw error }
        } catch {
            ended.withLock { $0 = error }
            throw error
        }
    }
}

/// A sink that writes down everything it gets.
final class RecordingSink<Payload: Sendable>: PipelineSink {
    let payloads = Lock<[Int: Payload]>([:])
    let outcomes = Lock<[Int: Outcome]>([:])
    let order = Lock<[Int]>([])
    private let failAfter: Int?
    private let keep: Bool

    struct Failure: Error, Equatable {}

    init(failAfter: Int? = nil, keepingLeases keep: Bool = false) {
        self.failAfter = failAfter
        self.keep = keep
    }

    func consume(_ elements: BoundedStream<Envelope<Payload>>) async throws {
        var kept: [ByteLease] = []
        for try await element in elements {
            let number = element.origin.number
            order.withLock { $0.append(number) }
            switch element.content {
            case .next(let payload): payloads.withLock { $0[number] = payload }
            case .settled(let outcome): outcomes.withLock { $0[number] = outcome }
            }
            if keep { kept.append(element.lease) } else { element.lease.release() }
            if order.withLock({ $0.count }) == failAfter { throw Failure() }
        }
    }

    /// How many elements have arrived.
    var count: Int { order.withLock { $0.count } }
    /// Everything that has arrived, sorted; with doubles, if there are any.
    var all: [Int] { order.withLock { $0.sorted() } }
}
