import PotokCore
import PotokSinks

extension SinkConformance {
    /// What a sink says when something goes wrong, and what the target holds when it goes well again.
    static let failures: [Case] =
        [
            failure(.busy, .busy, isRefused: false), failure(.unavailable, .busy, isRefused: false),
            failure(.serverError, .failed, isRefused: false), failure(.badGateway, .unreachable, isRefused: false),
            failure(.denied, .denied, isRefused: false), failure(.tooLarge, .rejected, isRefused: true),
            failure(.cutBeforeWork, .unreachable, isRefused: false),
            failure(.cutAfterWork, .unreachable, isRefused: false),
            failure(.cutWithinAnswer, .unreachable, isRefused: false),
            failure(.malformedAnswer, .malformed, isRefused: false),
            failure(.emptyAnswer, .malformed, isRefused: false),
            silence(.silentBeforeWork), silence(.silentAfterWork),
        ] + [
            Case("the wait that a busy target asks for is told", faults: [.busy]) { run in
                run.subject.inject(.busy, times: 1)
                let answer = await run.sink.deliver([upsert(document(1, 1))])
                guard case .retry(let failure) = answer else { return run.problem("it answered \(answer)") }
                run.check(failure.retryAfter == .seconds(7), "it waits for \(String(describing: failure.retryAfter))")
            },
            Case("a batch that is too large arrives in halves", faults: [.tooLarge]) { run in
                run.subject.inject(.tooLarge, times: 1)
                await run.deliver((1...8).map { upsert(document($0, 1)) })
                try await run.holds((1...8).map { document($0, 1) })
            },
            Case("a document that the target refuses is rejected alone, in the target's words") { run in
                for place in [0, 3, 7] {
                    let version = Int64(place + 1)
                    guard let poison = run.subject.poisoned(document(100 + place, version)) else { return }
                    var batch = (0..<7).map { upsert(document($0, version)) }
                    batch.insert(upsert(poison), at: place)
                    let settlement = await SinkSettlement(batch, to: run.sink)
                    run.check(settlement.delivered.count == 7, "\(settlement.delivered.count) of 7 were delivered")
                    run.check(settlement.left.isEmpty, "some were left: \(settlement.failures)")
                    run.check(
                        Set(settlement.rejected.keys) == [SinkDocuments.key(100 + place)],
                        "rejected were \(settlement.rejected)"
                    )
                    for failure in settlement.rejected.values {
                        run.check(failure.kind == .rejected, "it was \(failure.kind)")
                        run.check(!failure.message.isEmpty && !failure.code.isEmpty, "the target has no words")
                    }
                    try await run.holds((0..<7).map { document($0, version) })
                }
            },
            Case("two refused documents and deletes in one batch", needs: .delete) { run in
                guard let first = run.subject.poisoned(document(50, 1)),
                    let second = run.subject.poisoned(document(51, 1))
                else { return }
                await run.deliver([upsert(document(1, 1)), upsert(document(2, 1))])
                let batch = [
                    upsert(first), delete(1, version: 2), upsert(document(3, 2)), upsert(second), delete(9, version: 2),
                ]
                let settlement = await SinkSettlement(batch, to: run.sink)
                run.check(
                    Set(settlement.rejected.keys) == [SinkDocuments.key(50), SinkDocuments.key(51)],
                    "rejected were \(settlement.rejected)"
                )
                try await run.holds([document(2, 1), document(3, 2)])
            },
            Case("a refused document that is put right is delivered") { run in
                guard let poison = run.subject.poisoned(document(1, 1)) else { return }
                let settlement = await SinkSettlement([upsert(poison)], to: run.sink)
                run.check(settlement.rejected.count == 1, "it was not rejected")
                await run.deliver([upsert(document(1, 2))])
                try await run.holds([document(1, 2)])
            },
            Case("a delivery that is broken off ends at once, and can be made again", faults: [.silentAfterWork]) {
                run in
                run.subject.inject(.silentAfterWork, times: 1)
                let task = Task { await run.sink.deliver([upsert(document(1, 1))]) }
                // The document is there before the answer would be; only then is it broken off.
                for _ in 0..<2_000 where try await run.subject.held().isEmpty {
                    try await Task.sleep(for: .milliseconds(10))
                }
                task.cancel()
                let answer = await task.value
                guard case .retry = answer else { return run.problem("it answered \(answer)") }
                await run.deliver([upsert(document(1, 1))])
                try await run.holds([document(1, 1)])
            },
        ]

    /// A target that answers with a fault as long as it is asked.
    private static func failure(_ fault: TargetFault, _ kind: SinkFailure.Kind, isRefused: Bool) -> Case {
        Case("after \(fault) nothing is lost", faults: [fault]) { run in
            // A connection that was used before is another case than a new one.
            for (round, hasConnection) in [false, true].enumerated() {
                let sink = try run.subject.sink(timeout: patience)
                let first = document(90, Int64(round + 1))
                if hasConnection { await run.deliver([upsert(first)], to: sink) }
                let documents = (1...4).map { document($0, Int64(round + 1)) }
                run.subject.inject(fault, times: 1_000)
                let answer = await sink.deliver(documents.map(upsert))
                run.subject.inject(fault, times: 0)
                switch answer {
                case .retry(let failure) where !isRefused, .refused(let failure) where isRefused:
                    run.check(failure.kind == kind, "it says \(failure) instead of \(kind)")
                    run.check(!failure.message.isEmpty && !failure.code.isEmpty, "it gives no reason")
                default: run.problem("it answered \(answer)")
                }
                await run.deliver(documents.map(upsert), to: sink)
                try await run.holds(documents + (hasConnection ? [first] : []))
            }
        }
    }

    /// A target that does not answer.
    private static func silence(_ fault: TargetFault) -> Case {
        Case("after \(fault) nothing is lost", faults: [fault]) { run in
            run.subject.inject(fault, times: 1_000)
            let answer = await (try run.subject.sink(timeout: haste)).deliver([
                upsert(document(1, 1)), upsert(document(2, 1)),
            ])
            run.subject.inject(fault, times: 0)
            if case .retry(let failure) = answer {
                run.check(failure.kind == .timeout, "it says \(failure) instead of a time-out")
            } else {
                run.problem("it answered \(answer)")
            }
            await run.deliver([upsert(document(1, 2)), upsert(document(2, 1))])
            try await run.holds([document(1, 2), document(2, 1)])
        }
    }
}
