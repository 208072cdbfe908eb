import PotokCore
import PotokSinks

extension SinkConformance {
    /// What the target holds after changes that come twice, late, or in any order.
    static let orders: [Case] = [
        Case("what comes twice is there once") { run in
            let batch = (1...5).map { upsert(document($0, Int64($0))) }
            for _ in 0..<3 { await run.deliver(batch) }
            await run.deliver([batch[2]])
            try await run.holds((1...5).map { document($0, Int64($0)) })
        },
        Case("a delete that comes twice is delivered twice", needs: .delete) { run in
            await run.deliver([upsert(document(1, 1)), upsert(document(2, 2))])
            for _ in 0..<3 { await run.deliver([delete(1, version: 3)]) }
            try await run.holds([document(2, 2)])
        },
        Case("an older version is acknowledged and changes nothing", needs: .versions) { run in
            await run.deliver([upsert(document(1, 5)), upsert(document(2, 5))])
            await run.deliver([upsert(document(1, 4)), upsert(document(2, 6)), upsert(document(3, 1))])
            try await run.holds([document(1, 5), document(2, 6), document(3, 1)])
        },
        Case("an older delete removes nothing", needs: [.versions, .delete]) { run in
            await run.deliver([upsert(document(1, 5)), upsert(document(2, 5))])
            await run.deliver([delete(1, version: 4), delete(2, version: 6)])
            try await run.holds([document(1, 5)])
        },
        Case("what was deleted comes back with a newer version", needs: .delete) { run in
            await run.deliver([upsert(document(1, 1))])
            await run.deliver([delete(1, version: 2)])
            await run.deliver([upsert(document(1, 3))])
            try await run.holds([document(1, 3)])
        },
        Case("a change and its document's delete in turn, many times", needs: .delete) { run in
            for round in 0..<10 {
                await run.deliver([upsert(document(1, Int64(round * 2 + 1))), upsert(document(2, Int64(round + 1)))])
                await run.deliver([delete(1, version: Int64(round * 2 + 2))])
            }
            await run.deliver([upsert(document(1, 100))])
            try await run.holds([document(1, 100), document(2, 10)])
        },
        Case("batches at the same time, each with documents of its own, are all held") { run in
            await withTaskGroup { group in
                for start in 0..<8 {
                    group.addTask { await run.deliverApart((0..<12).map { upsert(document(start * 12 + $0, 1)) }) }
                }
                for await text in group { if let text { run.problem(text) } }
            }
            try await run.holds((0..<96).map { document($0, 1) })
        },
        Case("a long random course with faults ends in what was last said", faults: TargetFault.transient) { run in
            for seed in 1...3 as ClosedRange<UInt64> { try await course(run, seed: seed) }
        },
    ]

    /// Tells random changes under random faults, and compares the end with a model.
    private static func course(_ run: Run, seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let canDelete = run.sink.capabilities.contains(.delete)
        let faults = TargetFault.transient.intersection(run.subject.faults).sorted { $0.rawValue < $1.rawValue }
        // Above all versions of the courses before.
        var version = Int64(seed) * 1_000_000
        var model: [Int: DocumentV1] = [:]
        var said: [SinkChange] = []
        for _ in 0..<25 {
            var changes: [SinkChange] = []
            for number in Array(0..<15).shuffled(using: &generator).prefix(Int.random(in: 1...6, using: &generator)) {
                version += 1
                if canDelete, Int.random(in: 0..<3, using: &generator) == 0 {
                    changes.append(delete(number, version: version))
                    model[number] = nil
                } else {
                    model[number] = document(number, version)
                    changes.append(upsert(document(number, version)))
                }
            }
            if let fault = faults.randomElement(using: &generator), Bool.random(using: &generator) {
                run.subject.inject(fault, times: Int.random(in: 1...4, using: &generator))
            }
            await run.deliver(changes)
            run.subject.inject(.busy, times: 0)
            said += changes
            // Something old comes again, from a delivery that believed itself lost.
            if run.sink.capabilities.contains(.versions), let old = said.randomElement(using: &generator),
                old.document != nil, model.values.contains(where: { $0.key == old.change.key.rawValue })
            {
                await run.deliver([old])
            }
        }
        // What the courses before have left.
        if canDelete {
            let gone = (0..<15).filter { model[$0] == nil }
            if !gone.isEmpty { await run.deliver(gone.map { delete($0, version: version + 1) }) }
        } else {
            for number in 0..<15 where model[number] == nil {
                model[number] = document(number, version + 1)
                await run.deliver([upsert(document(number, version + 1))])
            }
        }
        try await run.holds(model.values.sorted { $0.key < $1.key }, "after course \(seed):")
    }
}

extension SinkConformance.Run {
    /// Delivers changes beside other tasks; what was not delivered as text.
    func deliverApart(_ changes: [SinkChange]) async -> String? {
        let settlement = await SinkSettlement(changes, to: sink)
        guard settlement.delivered.count != changes.count else { return nil }
        return "not all was delivered: \(settlement.failures) \(settlement.rejected)"
    }
}
