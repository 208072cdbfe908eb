public import PotokConfiguration
public import PotokCore
public import PotokFetch
public import PotokStore
import PotokStreams

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a run tells others: a heartbeat at its beginning and end, figures at its end.
///
/// It listens to the run and hands on what it hears. Nothing that goes wrong here makes a run fail.
public final class RunSignals: RunListener {
    private let configuration: PipelineConfiguration
    private let next: any RunListener
    private let heartbeat: Heartbeat?
    private let problem: PotokError?
    private let start = Lock<Task<PotokError?, Never>?>(nil)
    private let now: @Sendable () -> Timestamp

    /// Makes the signals of a run.
    ///
    /// - Parameters:
    ///   - configuration: the pipeline.
    ///   - vault: where secrets are kept.
    ///   - next: who hears what the run tells, and what goes wrong here.
    ///   - now: the clock.
    public init(
        _ configuration: PipelineConfiguration,
        vault: SecretVault = SecretVault(environment: ProcessInfo.processInfo.environment),
        next: any RunListener,
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) {
        self.configuration = configuration
        self.next = next
        self.now = now
        do throws(PotokError) {
            heartbeat = try Heartbeat(configuration.report.heartbeat, vault: vault)
            problem = nil
        } catch {
            heartbeat = nil
            problem = error
        }
    }

    /// Hands on a notice.
    public func notice(_ notice: RunNotice) { next.notice(notice) }

    /// Calls whoever waits for the beginning, while the run goes on.
    public func began(_ run: Run.Identifier) {
        next.began(run)
        if let problem { tell(problem) }
        guard let heartbeat else { return }
        start.withLock { $0 = Task { await heartbeat.begin() } }
    }

    /// Tells the end of a run.
    ///
    /// - Parameters:
    ///   - code: what it exits with.
    ///   - report: what it came to; nil when it could not begin.
    ///   - body: the report as JSON.
    public func end(_ code: ExitCode, report: RunReport?, body: [UInt8]) async {
        // Another run is at work, and it tells its own end.
        if code == .locked { return }
        let metrics = configuration.report.metrics
        if metrics != ReportOptions.noMetrics {
            let database = configuration.database
            let store = try? await BlockingWork.run { try Store(path: database, mode: .read) }
            let status = try? await store?.status(now: now())
            let file = MetricsFile(endedAt: now(), exitCode: code.rawValue, report: report, status: status)
            do {
                try await BlockingWork.run { try file.write(to: metrics) }
            } catch {
                tell(
                    error as? PotokError
                        ?? PotokError("file.cannot-write", "\(metrics) cannot be written", underlying: error)
                )
            }
        }
        guard let heartbeat else { return }
        if let start = start.withLock({ $0 }), let problem = await start.value { tell(problem) }
        if let problem = await heartbeat.end(code, body: body) { tell(problem) }
    }

    private func tell(_ problem: PotokError) {
        next.notice(
            RunNotice(
                severity: .warning,
                source: nil,
                address: nil,
                code: problem.code.rawValue,
                message: problem.message,
                hint: problem.hint
            )
        )
    }
}
