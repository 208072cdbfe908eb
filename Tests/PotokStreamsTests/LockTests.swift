import Testing

@testable import PotokStreams

@Suite struct LockTests {
    struct Failure: Error {}

    @Test func `increments of many tasks all count`() async {
        let count = Lock(0)
        let steps = Stress.steps(10_000)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { @concurrent in
                    for _ in 0..<steps { count.withLock { $0 += 1 } }
                }
            }
        }
        #expect(count.withLock { $0 } == 8 * steps)
    }

    @Test func `an error leaves the lock open`() {
        let lock = Lock(1)
        #expect(throws: Failure.self) { try lock.withLock { _ throws(Failure) in throw Failure() } }
        #expect(lock.withLock { $0 } == 1)
    }
}
