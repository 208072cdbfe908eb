import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokStreams

/// Runs a pipeline and tells about it: problems as they happen, a line of progress, a report at the end.
struct RunOutput: ParsableArguments {
    @Flag(help: "Typed JSON lines on standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Only errors, and no report.")
    var quiet = false

    @Option(
        help: """
            How far the run is, on standard error: auto (a live line on a terminal, nothing elsewhere), plain (a line every \
            30 seconds) or none.
            """
    )
    var progress = ProgressChoice.auto

    func validate() throws {
        if quiet, progress == .plain { throw ValidationError("--quiet and --progress plain contradict each other") }
    }

    /// Runs, tells, and returns what to exit with.
    ///
    /// - Parameters:
    ///   - allowed: the sources of which as many documents may go as are gone.
    ///   - isDry: whether nothing is changed and what would be is told.
    ///   - waits: whether another run is waited for.
    func perform(
        _ configuration: PipelineConfiguration,
        _ selection: Selection,
        budget: RunBudget = RunBudget(),
        allowingDeletesOf allowed: Set<String> = [],
        isDry: Bool = false,
        waits: Bool = false
    ) async throws -> Potok.ExitCode {
        var hasTold = false
        while true {
            do {
                if isDry { return try await performDry(configuration, selection, budget, allowed) }
                return try await perform(configuration, selection, budget, allowed)
            } catch let error as PotokError where waits && error.code == "database.locked" {
                if !hasTold, !quiet { Terminal.error("potok: \(error.message); waiting") }
                hasTold = true
                // The kernel's lock tells nobody when it is free, but it is cheap to ask.
                try await Task.sleep(for: .milliseconds(250))
            }
        }
    }

    /// Tells how far a run is, until it is cancelled.
    func progress(_ budget: RunBudget, _ counts: @escaping @Sendable () -> RunCounts?) -> Task<Void, Never> {
        let form = progress.form(on: Terminal.traits, isQuiet: quiet)
        return Task { if let form { await ProgressLine.show(form, budget, counts) } }
    }

    private func performDry(
        _ configuration: PipelineConfiguration,
        _ selection: Selection,
        _ budget: RunBudget,
        _ allowed: Set<String>
    ) async throws -> Potok.ExitCode {
        let shutdown = Shutdown()
        let trial = DryRun(
            configuration,
            selection: selection,
            budget: budget,
            allowingDeletesOf: allowed,
            shutdown: shutdown,
            listener: NoticePrinter(isQuiet: quiet)
        )
        let signals = StopSignals(shutdown: shutdown)
        let progress = progress(budget) { trial.counts }
        let result = await Result { try await trial.run() }
        progress.cancel()
        await progress.value
        signals.end()
        let (report, changes) = try { ($0.report, $0.changes) }(result.get())
        if let failure = report.failure { Terminal.problem(failure.description, hint: failure.hint) }
        for change in changes {
            if json {
                try JSONLine.output(PlannedChangeJSON(change))
            } else {
                Terminal.output(PlannedChangeText.line(change))
            }
        }
        if json {
            try JSONLine.output(ReportJSON(report))
        } else if !quiet {
            for line in ReportText.lines(report) { Terminal.output(line) }
            Terminal.output("a dry run: nothing of this was kept")
        }
        return report.exitCode
    }

    private func perform(
        _ configuration: PipelineConfiguration,
        _ selection: Selection,
        _ budget: RunBudget,
        _ allowed: Set<String>
    ) async throws -> Potok.ExitCode {
        let shutdown = Shutdown()
        let isStructured = configuration.report.log == .json
        if isStructured { Terminal.makeStructured() }
        let listener: any RunListener = isStructured ? RunLog(isQuiet: quiet) : NoticePrinter(isQuiet: quiet)
        let telling = RunSignals(configuration, next: listener)
        let ingestion = Ingestion(
            configuration,
            selection: selection,
            budget: budget,
            allowingDeletesOf: allowed,
            shutdown: shutdown,
            listener: telling
        )
        let signals = StopSignals(shutdown: shutdown)
        let progress = progress(budget) { ingestion.counts }
        let result = await Result { try await ingestion.run() }
        progress.cancel()
        await progress.value
        await telling.end(result)
        signals.end()
        let report = try result.get()
        if let failure = report.failure { Terminal.problem(failure.description, hint: failure.hint) }
        if json {
            try JSONLine.output(ReportJSON(report))
        } else if !quiet {
            // The lines of a sink that is the standard output stay among themselves.
            let isTaken = configuration.sinks.contains { $0.kind == .standardOutput }
            for line in ReportText.lines(report) { if isTaken { Terminal.error(line) } else { Terminal.output(line) } }
        }
        return report.exitCode
    }
}

extension Result where Failure == any Error {
    init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// Prints what happens on standard error, one line each.
struct NoticePrinter: RunListener {
    let isQuiet: Bool

    func notice(_ notice: RunNotice) {
        guard notice.severity == .error || !isQuiet else { return }
        let about = [notice.source.map { "[\($0)]" }, notice.address.map { "\($0):" }].compactMap { $0 }
        let code = notice.code.map { " [\($0)]" } ?? ""
        let message = (about + [notice.message + code]).joined(separator: " ")
        Terminal.error("\(notice.severity.rawValue): \(message)" + (notice.hint.map { "\n       \($0)" } ?? ""))
    }
}
