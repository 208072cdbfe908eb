import PotokConfiguration
import PotokCore
import PotokStore

/// Which alarms begin and end with a run.
struct SourceAlarms: Hashable {
    /// What begins.
    var begun: [SourceAlarm] = []
    /// What ends, and why.
    var ended: [Ended] = []

    /// An alarm that ends.
    struct Ended: Hashable {
        var alarm: SourceAlarm
        var reason: String
        /// Whether what the source has become is the measure from now on.
        var isAccepted = false
    }

    /// Judges the sources that took part in a run that came to its end.
    static func judge(_ sources: [SourceHealth], _ options: [SourceOptions], now: Timestamp) -> SourceAlarms {
        let options = Dictionary(options.map { ($0.name, $0) }) { first, _ in first }
        var alarms = SourceAlarms()
        for health in sources {
            guard let source = options[health.name] else { continue }
            alarms.judgeSilence(health, source, now: now)
            alarms.judgeDecay(health, now: now)
        }
        return alarms
    }

    private mutating func judgeSilence(_ health: SourceHealth, _ source: SourceOptions, now: Timestamp) {
        let message = SilenceRule.judge(health, source, now: now)
        let standing = health.alarms.first { $0.kind == .silent }
        switch (standing, message) {
        case (let alarm?, nil):
            let isHeard = health.heardAt > alarm.since || health.heardAt == now
            let reason = isHeard ? "it has brought something new" : "it may be silent for longer"
            ended.append(Ended(alarm: alarm, reason: reason))
        case (nil, let message?) where health.isComplete:
            begun.append(SourceAlarm(source: health.name, kind: .silent, since: now, message: message))
        default: break
        }
    }

    private mutating func judgeDecay(_ health: SourceHealth, now: Timestamp) {
        if let alarm = health.alarms.first(where: { $0.kind == .decay }) {
            if now >= alarm.since + DecayRule.longest {
                let days = Int(DecayRule.longest.seconds) / 86_400
                let reason = "after \(days) days its pages are taken as they are"
                ended.append(Ended(alarm: alarm, reason: reason, isAccepted: true))
            } else if let samples = health.samples, let before = alarm.baseline,
                DecayRule.hasRecovered(samples, before: before)
            {
                ended.append(Ended(alarm: alarm, reason: "its newest pages are as they were before"))
            }
        } else if let samples = health.samples, let finding = DecayRule.judge(samples) {
            begun.append(
                SourceAlarm(
                    source: health.name,
                    kind: .decay,
                    since: now,
                    message: finding.message,
                    baseline: finding.before
                )
            )
        }
    }

    /// What is told of them, each once.
    var notices: [RunNotice] {
        begun.map { alarm in
            let hint =
                switch alarm.kind {
                case .silent:
                    "look whether it has moved or ended; `schedule.silentAfter` of the source says what is usual"
                case .decay:
                    "its pages may have been made anew: `potok fetch -v` shows what is taken of one, `normalize.select` helps"
                }
            return RunNotice(
                severity: .warning,
                source: alarm.source,
                address: nil,
                code: alarm.kind.code,
                message: alarm.message,
                hint: hint + "; this is told once, and `potok status` shows it until it ends"
            )
        }
            + ended.map { ended in
                RunNotice(
                    severity: .note,
                    source: ended.alarm.source,
                    address: nil,
                    code: "source.recovered",
                    message:
                        "no alarm any more, after [\(ended.alarm.kind.code)] since \(ended.alarm.since): \(ended.reason)",
                    hint: nil
                )
            }
    }
}

extension SourceAlarms {
    /// Judges the sources after a run, writes down what has changed, and tells it; what goes wrong here is told and no more.
    ///
    /// - Returns: the alarms that stand.
    static func update(
        _ store: Store,
        after run: Run.Identifier,
        _ configuration: PipelineConfiguration,
        isFinished: Bool,
        listener: any RunListener,
        now: Timestamp
    ) async -> [SourceAlarm] {
        do {
            return try await alarms(store, after: run, configuration, isFinished, listener, now)
        } catch {
            listener.notice(
                RunNotice(
                    severity: .warning,
                    source: nil,
                    address: nil,
                    code: "run.alarms",
                    message: "the health of the sources cannot be judged: \(error)",
                    hint: nil
                )
            )
            return []
        }
    }

    private static func alarms(
        _ store: Store,
        after run: Run.Identifier,
        _ configuration: PipelineConfiguration,
        _ isFinished: Bool,
        _ listener: any RunListener,
        _ now: Timestamp
    ) async throws -> [SourceAlarm] {
        let health = try await store.health(after: run, now: now, rhythm: SourceRhythm.silentAfter)
        // A run that was stopped has not heard all that there was to hear.
        let alarms = isFinished ? judge(health, configuration.sources, now: now) : SourceAlarms()
        try await store.change(
            alarms: alarms.begun,
            ended: alarms.ended.map(\.alarm),
            sources: configuration.sources.map(\.name),
            forgetting: alarms.ended.filter(\.isAccepted).map { ($0.alarm.source, DecayRule.newest) }
        )
        for notice in alarms.notices { listener.notice(notice) }
        return try await store.alarms()
    }
}
