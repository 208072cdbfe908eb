public import PotokConfiguration
import PotokCore
import PotokFetch
public import PotokSinks
import PotokStreams

/// What a sink says of itself when it is asked.
public struct SinkCheck: Sendable {
    /// The sink.
    public var sink: String
    /// Who it is; nil when it did not say.
    public var health: SinkHealth?
    /// Why it did not say.
    public var failure: SinkFailure?

    /// Asks sinks, all at the same time, and changes nothing.
    public static func check(_ sinks: [SinkOptions]) async -> [SinkCheck] {
        await withTaskGroup(of: (Int, SinkCheck).self) { group in
            for (index, sink) in sinks.enumerated() { group.addTask { (index, await check(sink)) } }
            var found: [(Int, SinkCheck)] = []
            for await check in group { found.append(check) }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func check(_ options: SinkOptions) async -> SinkCheck {
        var check = SinkCheck(sink: options.name)
        do {
            let sink = try await BlockingWork.run { try SinkFactory.make(options, vault: .ofProcess) }
            check.health = try await sink.check()
        } catch let failure as SinkFailure {
            check.failure = failure
        } catch {
            check.failure = SinkFailure(
                .denied,
                code: (error as? PotokError)?.code.rawValue ?? "sink.failed",
                message: (error as? PotokError)?.message ?? String(describing: error)
            )
        }
        return check
    }
}
