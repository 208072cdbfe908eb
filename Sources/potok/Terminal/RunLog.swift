import Potok
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams

/// Tells what happens in a run on standard error, one JSON object a line.
final class RunLog: RunListener {
    private let isQuiet: Bool
    private let run = Lock<Run.Identifier?>(nil)

    /// Makes a log; a quiet one tells errors only.
    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    func notice(_ notice: RunNotice) {
        guard notice.severity == .error || !isQuiet else { return }
        Terminal.record(LogRecord(notice, run: run.withLock { $0 }, at: SystemClock.now()))
    }

    func began(_ run: Run.Identifier) { self.run.withLock { $0 = run } }
}

extension RunSignals {
    /// Tells the end of a run, with the report as the summary.
    func end(_ result: Result<RunReport, any Error>) async {
        switch result {
        case .success(let report):
            let body = (try? JSONLine.text(ReportJSON(report))) ?? ""
            await end(report.exitCode, report: report, body: Array(body.utf8))
        case .failure(let error):
            let code = (error as? PotokError).map(Potok.ExitCode.init) ?? .unexpected
            let body = (try? JSONLine.text(FailureJSON(exitCode: code.rawValue, failure: "\(error)"))) ?? ""
            await end(code, report: nil, body: Array(body.utf8))
        }
    }
}

/// What is told of a run that could not begin.
private struct FailureJSON: Encodable {
    var type = "report"
    var end = "failed"
    var exitCode: Int32
    var failure: String
}
