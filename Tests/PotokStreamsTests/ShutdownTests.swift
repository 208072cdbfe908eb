import Testing

@testable import PotokStreams

@Suite(.timeLimit(.minutes(5))) struct ShutdownTests {
    @Test func `the first reason stands and asking again changes nothing`() {
        let shutdown = Shutdown()
        #expect(!shutdown.isRequested && shutdown.reason == nil)
        shutdown.requestStop("SIGINT")
        shutdown.requestStop("SIGTERM")
        #expect(shutdown.isRequested && !shutdown.isImmediate)
        shutdown.stopNow("second signal")
        #expect(shutdown.isImmediate)
        #expect(shutdown.reason == "SIGINT")
    }

    @Test func `stopping now is a request too`() async throws {
        let shutdown = Shutdown()
        async let waiting: Void = shutdown.waitUntilRequested()
        shutdown.stopNow("SIGINT")
        try await waiting
        #expect(shutdown.isRequested && shutdown.reason == "SIGINT")
    }

    @Test func `who waits is woken once, or meets its cancellation`() async {
        for round in 0..<Stress.steps(200) {
            let signal = Signal()
            let (fired, cancelled) = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask { @concurrent in (try? await signal.wait()) != nil }
                }
                for _ in 0..<(round % 10) { await Task.yield() }
                if round % 2 == 0 { signal.fire() } else { group.cancelAll() }
                return await group.reduce(into: (0, 0)) { if $1 { $0.0 += 1 } else { $0.1 += 1 } }
            }
            #expect((fired, cancelled) == (round % 2 == 0 ? (4, 0) : (0, 4)))
        }
    }
}
