import PotokConfiguration
import PotokCore
public import PotokSinks
import PotokStore

extension SinkUpkeep {
    /// Fills a new index beside the live one and puts it in its place when it holds what it should, key by key.
    ///
    /// Interrupted, it goes on next time. The live index is never emptied; changes that come meanwhile go to the new one.
    ///
    /// - Returns: what was delivered. When something is left of it, nothing was put in the place of anything.
    /// - Throws: `PotokError` when the sink cannot be filled beside itself, or the new index does not hold what it should.
    public func rebuild() async throws -> DeliveryReport {
        let (lock, sink) = try await open()
        defer { withExtendedLifetime(lock) {} }
        guard sink.capabilities.contains(.swap) else { throw cannotRebuild }
        let rebuild = try await store.beginRebuild(of: options.name, now: now())
        let filling = try filling(sink, rebuild)
        var total = DeliveryReport(sink: options.name)
        var hasRefilled = false
        do throws(SinkFailure) {
            try await filling.prepare()
        } catch {
            throw PotokError(error, of: options.name)
        }
        // A run may commit changes while this goes on.
        for _ in 0..<10 {
            let report = try await deliver(rebuild.queue, to: filling)
            total.add(report)
            guard report.waiting == 0, report.end == .done else { return total }
            let found: SinkVerification
            do {
                found = try await compare(filling, with: rebuild.queue)
            } catch let failure as SinkFailure {
                throw PotokError(failure, of: options.name)
            }
            if try await store.sink(rebuild.queue)?.waiting ?? 0 > 0 { continue }
            if found.isSound {
                do throws(SinkFailure) { try await filling.swap() } catch { throw PotokError(error, of: options.name) }
                try await store.completeRebuild(rebuild, of: options.name)
                return total
            }
            guard !hasRefilled else {
                throw PotokError(
                    "sink.rebuild-differs",
                    "the new index of '\(options.name)' does not hold what it should: \(found.equal) documents are right,"
                        + " \(found.missing.count) are missing, \(found.stale.count + found.newer.count) are of another"
                        + " version, \(found.extra.count) are too many",
                    hint:
                        "the live index is as it was; `potok sinks rebuild \(options.name) --abandon` removes the new one"
                )
            }
            // What was filled may have been lost, as when somebody removed it.
            hasRefilled = true
            try await store.refill(rebuild)
        }
        return total
    }

    /// Gives up a rebuilding that was begun, and removes what was filled.
    public func abandonRebuild() async throws {
        let (lock, sink) = try await open()
        defer { withExtendedLifetime(lock) {} }
        guard sink.capabilities.contains(.swap) else { throw cannotRebuild }
        let rebuild = try await store.beginRebuild(of: options.name, now: now())
        let filling = try filling(sink, rebuild)
        do throws(SinkFailure) { try await filling.discard() } catch { throw PotokError(error, of: options.name) }
        try await store.abandonRebuild(rebuild)
    }

    private func filling(_ sink: any Sink, _ rebuild: SinkRebuild) throws -> any RebuildingSink {
        if let filling = sink.rebuilding(rebuild.identifier) { return filling }
        throw cannotRebuild
    }

    private var cannotRebuild: PotokError {
        PotokError(
            "sink.no-rebuild",
            "the sink '\(options.name)' cannot be filled beside itself",
            hint: "a sink with another name is told everything there is"
        )
    }
}

extension DeliveryReport {
    /// Adds what another delivery to the same sink came to.
    mutating func add(_ other: DeliveryReport) {
        end = other.end
        upserts += other.upserts
        deletes += other.deletes
        newDead += other.newDead
        waiting = other.waiting
        dead = other.dead
        failure = other.failure
    }
}
