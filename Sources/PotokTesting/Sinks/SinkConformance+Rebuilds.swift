import PotokCore
import PotokSinks

extension SinkConformance {
    /// Filling a new index beside the live one.
    static let rebuilds: [Case] = [
        Case("a rebuilding leaves the live index alone until it takes its place", needs: [.swap, .holdings]) { run in
            let live = (1...6).map { document($0, Int64($0)) }
            await run.deliver(live.map(upsert))
            guard let rebuilding = run.sink.rebuilding("One") else { return run.problem("there is no rebuilding") }
            try await rebuilding.prepare()
            let other = (4...9).map { document($0, 20) }
            await run.deliver(other.map(upsert), to: rebuilding)
            let count = try await rebuilding.count()
            run.check(count == 6, "\(count) documents were filled in")
            let holdings = try await Run.holdings(rebuilding, page: 4)
            run.check(holdings.count == 6 && holdings.allSatisfy { $0.version == 20 }, "filled in were \(holdings)")
            try await run.holds(live, "before the swap:")
            try await rebuilding.swap()
            try await run.holds(other, "after the swap:")
            await run.deliver([upsert(document(4, 21))])
            try await run.holds([document(4, 21)] + other.dropFirst(), "after a change:")
        },
        Case("an interrupted rebuilding goes on where it stopped", needs: [.swap, .holdings]) { run in
            await run.deliver([upsert(document(1, 1))])
            for numbers in [1...3, 3...5, 5...7] {
                guard let rebuilding = run.sink.rebuilding("again") else {
                    return run.problem("there is no rebuilding")
                }
                try await rebuilding.prepare()
                await run.deliver(numbers.map { upsert(document($0, 2)) }, to: rebuilding)
                try await run.holds([document(1, 1)], "while it is filled:")
            }
            guard let rebuilding = run.sink.rebuilding("again") else { return }
            try await rebuilding.prepare()
            let count = try await rebuilding.count()
            run.check(count == 7, "\(count) documents were filled in")
            try await rebuilding.swap()
            try await run.holds((1...7).map { document($0, 2) })
        },
        Case("a swap that is made twice is made once", needs: [.swap, .holdings]) { run in
            await run.deliver([upsert(document(1, 1))])
            for _ in 0..<2 {
                guard let rebuilding = run.sink.rebuilding("twice") else {
                    return run.problem("there is no rebuilding")
                }
                if try await run.sink.count() == 1 {
                    try await rebuilding.prepare()
                    await run.deliver([upsert(document(2, 2)), upsert(document(3, 2))], to: rebuilding)
                }
                try await rebuilding.swap()
                try await run.holds([document(2, 2), document(3, 2)])
            }
        },
        Case("a rebuilding that is given up leaves nothing, and its name can be used again", needs: [.swap, .holdings])
        { run in
            await run.deliver([upsert(document(1, 1))])
            guard let rebuilding = run.sink.rebuilding("lost") else { return run.problem("there is no rebuilding") }
            try await rebuilding.prepare()
            await run.deliver([upsert(document(8, 2))], to: rebuilding)
            try await rebuilding.discard()
            try await rebuilding.discard()
            try await run.holds([document(1, 1)])
            try await rebuilding.prepare()
            let count = try await rebuilding.count()
            run.check(count == 0, "\(count) documents were left")
            try await rebuilding.discard()
        },
        Case("several rebuildings, one after the other", needs: [.swap, .holdings]) { run in
            for round in 1...3 {
                guard let rebuilding = run.sink.rebuilding("round\(round)") else {
                    return run.problem("there is no rebuilding")
                }
                try await rebuilding.prepare()
                await run.deliver([upsert(document(round, Int64(round)))], to: rebuilding)
                try await rebuilding.swap()
                try await run.holds([document(round, Int64(round))])
            }
        },
    ]
}
