import PotokCore
import Testing

@testable import PotokSinks

@Suite struct DeliveryPaceTests {
    private func failure(_ kind: SinkFailure.Kind, after: Duration? = nil) -> SinkFailure {
        SinkFailure(kind, code: "x", message: "x", retryAfter: after)
    }

    @Test func `it grows by one after some good answers, up to the most`() {
        var pace = DeliveryPace(parallel: 3, size: 100)
        var limits: [Int] = []
        for _ in 0..<12 {
            pace.answered(changes: 100, took: .milliseconds(10))
            limits.append(pace.limit)
        }
        #expect(limits == [1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3])
    }

    @Test(arguments: [
        (SinkFailure.Kind.busy, 4, 100), (.timeout, 4, 50), (.failed, 4, 50), (.malformed, 4, 50),
        (.unreachable, 1, 100),
    ])
    func `a failure means fewer or smaller batches, by its kind`(kind: SinkFailure.Kind, limit: Int, size: Int) {
        var pace = DeliveryPace(parallel: 8, size: 100)
        for _ in 0..<100 { pace.answered(changes: 100, took: .milliseconds(10)) }
        #expect(pace.limit == 8)
        _ = pace.failed(failure(kind), changes: 100, random: 0)
        #expect(pace.limit == limit)
        #expect(pace.size == size)
    }

    @Test func `a target that becomes slow has fewer batches, and what is slow becomes usual`() {
        var pace = DeliveryPace(parallel: 8, size: 100)
        for _ in 0..<100 { pace.answered(changes: 100, took: .milliseconds(100)) }
        #expect(pace.limit == 8)
        var lowest = 8
        for _ in 0..<20 {
            pace.answered(changes: 100, took: .seconds(1))
            lowest = min(lowest, pace.limit)
        }
        #expect(lowest < 8)
        for _ in 0..<100 { pace.answered(changes: 100, took: .seconds(1)) }
        #expect(pace.limit == 8)
    }

    @Test func `a batch that was too large makes smaller ones, which grow again`() {
        var pace = DeliveryPace(parallel: 1, size: 160)
        pace.refused(size: 40)
        #expect(pace.size == 20)
        pace.answered(changes: 20, took: .milliseconds(1))
        #expect(pace.size == 30)
        for _ in 0..<20 { pace.answered(changes: 20, took: .milliseconds(1)) }
        #expect(pace.size == 160)
        pace.refused(size: 1)
        #expect(pace.size == 1)
    }

    @Test func `pauses double up to a minute and are spread by chance`() {
        let failure = failure(.unreachable)
        #expect(DeliveryPace.pause(1, failure, random: 0) == .milliseconds(250))
        #expect(DeliveryPace.pause(1, failure, random: 1) == .milliseconds(500))
        #expect(DeliveryPace.pause(4, failure, random: 1) == .seconds(4))
        for failures in [8, 20, 1_000_000] {
            #expect(DeliveryPace.pause(failures, failure, random: 1) == .seconds(60))
            #expect(DeliveryPace.pause(failures, failure, random: 0) == .seconds(30))
        }
    }

    @Test func `what the target asks for is the least, within reason`() {
        #expect(DeliveryPace.pause(1, failure(.busy, after: .seconds(90)), random: 0) == .seconds(90))
        #expect(DeliveryPace.pause(9, failure(.busy, after: .seconds(1)), random: 1) == .seconds(60))
        #expect(DeliveryPace.pause(1, failure(.busy, after: .seconds(1 << 40)), random: 0) == .seconds(3_600))
    }

    @Test(arguments: [(0, 500), (1, 250), (3, 62), (8, 1), (9, 1), (1_000, 1)])
    func `what may be the cause of failures goes in ever smaller parts`(attempts: Int, size: Int) {
        #expect(DeliveryPace(parallel: 1, size: 500).size(attempts: attempts) == size)
    }
}
