import PotokConfiguration
import PotokCore
import PotokDeduplicate
import PotokFetch
import PotokSources
import PotokStore
import PotokStreams

/// The end of the flow: collects batches by count, bytes or age, and commits each in one transaction.
struct IndexSink: PipelineSink {
    typealias Payload = FingerprintStage.Output

    let store: Store
    let run: Run.Identifier
    let judge: any Judge
    let options: IndexOptions
    let sources: SourceTable
    let observations: Observations
    let archives: Archives
    let progress: RunProgress
    /// Those that wait for what listings name; nil for a request that is tried alone.
    let queues: HostQueues?
    let hurry: Hurry
    /// Whether documents whose pages are gone become tombstones.
    let deletes: Bool
    /// Called after each commit.
    let committed: @Sendable () -> Void
    let listener: any RunListener
    let now: @Sendable () -> Timestamp

    func consume(_ elements: BoundedStream<Envelope<Payload>>) async throws {
        hurry.listen { elements.flush() }
        while let batch = try await elements.nextBatch(
            count: options.batchDocuments,
            weight: weight,
            maxWeight: options.batchBytes.bytes,
            age: options.batchAge
        ) {
            let observed = batch.map { observations.take($0.origin) }
            let settlements = zip(batch, observed).map(settlement)
            try await note(batch, observed)
            let report = try await store.commit(settlements, run: run, judge: judge, now: now())
            for envelope in batch { envelope.lease.release() }
            committed()
            progress.committed(report.outcomes)
            progress.addDue(report.discovered)
            let listings = settlements.count { $0.request.role != .page }
            if listings > 0 { queues?.letGo(listings) }
            for (settlement, observation) in zip(settlements, observed) {
                tell(settlement)
                tell(observation?.reading?.problems ?? [], of: settlement.request)
            }
        }
    }

    private func weight(_ envelope: Envelope<Payload>) -> Int {
        // When everybody waits for what a listing names, its batch is not kept open for more.
        if queues?.waitsForHeld == true { return .max }
        guard case .next(let payload) = envelope.content else { return 256 }
        return payload.document.document.byteCount + 1_024
    }

    /// Keeps what was seen on the way, before what it led to.
    private func note(_ batch: [Envelope<Payload>], _ observed: [Observations.Observation?]) async throws {
        var validators: [Request.Claim: Validators] = [:]
        for (envelope, observation) in zip(batch, observed) {
            if let new = observation?.validators { validators[envelope.origin.claim] = new }
        }
        var copies: [Request.Claim: [FetchedCopy]] = [:]
        for (envelope, observation) in zip(batch, observed) {
            guard let observation, !observation.copies.isEmpty else { continue }
            copies[envelope.origin.claim] = observation.copies.map {
                FetchedCopy(file: "\($0.folder)/\($0.file)", offset: $0.offset, observedAt: observation.observedAt)
            }
        }
        // The corpus is never ahead of its archive.
        if !copies.isEmpty { try await archives.sync() }
        let redirects = observed.flatMap { $0?.redirects ?? [] }
        guard !redirects.isEmpty || !validators.isEmpty || !copies.isEmpty else { return }
        try await store.note(redirects: redirects, validators: validators, copies: copies)
    }

    private func settlement(_ envelope: Envelope<Payload>, _ observation: Observations.Observation?) -> Settlement {
        let source = sources[envelope.origin.source]
        let dueTimes = DueTimes(now: now())
        switch envelope.content {
        case .next(let payload):
            let due = dueTimes.after(payload.page, source)
            return Settlement(
                request: envelope.origin,
                result: .document(payload.document, payload.page),
                dueAgain: due.unchanged,
                dueAfterChange: due.changed,
                dueAfterMove: dueTimes.afterMove(envelope.origin, source),
                comparesTexts: source.deduplicate.policy == .link,
                canonical: Self.claim(of: payload.document.document),
                findings: observation?.reading?.findings
            )
        case .settled(let outcome):
            let due = dueTimes.after(outcome, envelope.origin, source, observation)
            return Settlement(
                request: envelope.origin,
                result: .outcome(outcome),
                dueAgain: due.usual,
                dueAfterChange: due.changed,
                findings: observation?.reading?.findings,
                deletes: deletes
            )
        }
    }

    private static func claim(of document: Document) -> CanonicalClaim? {
        guard let url = document.canonicalURL, let host = url.host, let own = document.locator.url?.host else {
            return nil
        }
        let domain = HostGrouping.domain
        return CanonicalClaim(url: url, isOnSameSite: domain.queue(of: host) == domain.queue(of: own))
    }

    /// Problems of one listing that are told one by one.
    private static let toldProblems = 10

    private func tell(_ problems: [String], of request: Request) {
        var told = problems.prefix(Self.toldProblems).map { $0 }
        if problems.count > told.count { told.append("\(problems.count - told.count) more problems of this kind") }
        for problem in told {
            listener.notice(
                RunNotice(
                    severity: .warning,
                    source: request.source,
                    address: request.locator.description,
                    code: "listing.repaired",
                    message: problem,
                    hint: nil
                )
            )
        }
    }

    private func tell(_ settlement: Settlement) {
        let address = settlement.request.locator.description
        switch settlement.result {
        case .document(let candidate, _):
            for note in candidate.document.notes {
                listener.notice(
                    RunNotice(
                        severity: .warning,
                        source: settlement.request.source,
                        address: address,
                        code: "normalize.repaired",
                        message: note,
                        hint: nil
                    )
                )
            }
        case .outcome(let outcome):
            let severity: RunNotice.Severity
            var message = outcome.reason ?? outcome.kind.rawValue
            var hint: String?
            switch outcome {
            case .failed(_, let error, _):
                severity = .error
                hint = error.hint
                if let next = settlement.dueAgain { message += "; next try \(next)" }
            case .deferred(.tooManyRequests, _, let until):
                severity = .note
                if let until { message += "; left alone until \(until)" }
            case .gone, .excluded, .quarantined: severity = .warning
            default: return
            }
            listener.notice(
                RunNotice(
                    severity: severity,
                    source: settlement.request.source,
                    address: address,
                    code: outcome.code,
                    message: message,
                    hint: hint
                )
            )
        }
    }
}
