public import PotokCore
import PotokSinks
public import PotokStore

/// The figures of a run and of the corpus after it, as Prometheus reads them.
///
/// The form is its text format, version 0.0.4: a line of help and of type for each name, then one line a value.
public struct MetricsFile: Sendable {
    /// When the run ended.
    public var endedAt: Timestamp
    /// What it exited with.
    public var exitCode: Int32
    /// What the run came to; nil when it could not begin.
    public var report: RunReport?
    /// What the corpus holds; nil when that cannot be told.
    public var status: CorpusStatus?

    /// Makes the figures.
    public init(endedAt: Timestamp, exitCode: Int32, report: RunReport?, status: CorpusStatus?) {
        self.endedAt = endedAt
        self.exitCode = exitCode
        self.report = report
        self.status = status
    }

    /// Writes the file as a whole or not at all.
    ///
    /// - Throws: `file.cannot-write`.
    public func write(to path: String) throws(PotokError) {
        try TextFile.write(Array(text.utf8), to: path, replaces: true)
    }

    /// What the file holds.
    public var text: String {
        var page = Page()
        page.add(
            "potok_run_last_timestamp_seconds",
            "When the last run ended.",
            [([], Double(endedAt.secondsSince1970))]
        )
        page.add("potok_run_exit_code", "What the last run exited with; 0 is success.", [([], Double(exitCode))])
        if let report { add(report, to: &page) }
        if let status { add(status, to: &page) }
        return page.text
    }

    private func add(_ report: RunReport, to page: inout Page) {
        page.add("potok_run_number", "The number of the last run in its database.", [([], Double(report.run.rawValue))])
        page.add("potok_run_duration_seconds", "How long the last run took.", [([], report.duration.seconds)])
        page.add(
            "potok_run_outcomes",
            "Inputs of the last run by what they ended in.",
            report.outcomes.map { ([("kind", $0.kind.rawValue), ("code", $0.code ?? "")], Double($0.count)) }
        )
        page.add("potok_run_still_due", "Inputs that the last run left over.", [([], Double(report.stillDue))])
        page.add(
            "potok_run_source_problems",
            "Sources that the last run could not read.",
            [([], Double(report.sourceProblems))]
        )
        page.add(
            "potok_sink_delivered",
            "Changes that the last run has delivered to the sink.",
            report.deliveries.flatMap { delivery in
                [("upsert", delivery.upserts), ("delete", delivery.deletes)].map { kind, count in
                    ([("sink", delivery.sink), ("kind", kind)], Double(count))
                }
            }
        )
        func sinks(_ name: String, _ help: String, _ value: (DeliveryReport) -> Int) {
            page.add(name, help, report.deliveries.map { ([("sink", $0.sink)], Double(value($0))) })
        }
        sinks("potok_sink_waiting", "Changes that wait for the sink.") { $0.waiting }
        sinks("potok_sink_refused", "Changes that the sink does not take: `potok sinks show` tells why.") { $0.dead }
    }

    private func add(_ status: CorpusStatus, to page: inout Page) {
        page.add("potok_documents", "Documents in the corpus.", [([], Double(status.documents))])
        page.add("potok_duplicates", "Documents that another one represents.", [([], Double(status.duplicates))])
        page.add("potok_addresses", "Addresses that are known.", [([], Double(status.addresses))])
        page.add("potok_due", "Addresses that are due.", [([], Double(status.due))])
        page.add("potok_quarantined", "Addresses that are set aside.", [([], Double(status.quarantined))])
        page.add(
            "potok_deletions_held",
            "Deletions that wait for a person because they are too many.",
            [([], Double(status.held.reduce(0) { $0 + $1.count }))]
        )
        page.add("potok_suspects", "Texts that are not believed yet.", [([], Double(status.suspects))])
        page.add("potok_database_bytes", "The size of the database.", [([], Double(status.databaseSize.bytes))])
        func sources(_ name: String, _ help: String, _ value: (CorpusStatus.Source) -> Double?) {
            page.add(
                name,
                help,
                status.sources.compactMap { source in value(source).map { ([("source", source.name)], $0) } }
            )
        }
        sources("potok_source_documents", "Documents of the source.") { Double($0.documents) }
        sources("potok_source_addresses", "Addresses of the source.") { Double($0.addresses) }
        sources("potok_source_failing", "Addresses of the source whose last attempt failed.") { Double($0.failing) }
        sources("potok_source_last_success_timestamp_seconds", "When a run last did all that was due of the source.") {
            $0.completeAt.map { Double($0.secondsSince1970) }
        }
        sources("potok_source_last_new_timestamp_seconds", "When the source last brought something new.") {
            $0.heardAt.map { Double($0.secondsSince1970) }
        }
        page.add(
            "potok_source_alarm",
            "Whether the source is silent or its pages have decayed.",
            status.sources.flatMap { source in
                SourceAlarm.Kind.allCases.map { kind in
                    let isOn = source.alarms.contains { $0.kind == kind }
                    return ([("source", source.name), ("kind", kind.rawValue)], isOn ? 1 : 0)
                }
            }
        )
    }

    /// The lines as they are put together.
    struct Page {
        private(set) var text = ""

        /// Adds the values of a name, all gauges; nothing when there are none.
        mutating func add(_ name: String, _ help: String, _ values: [(labels: [(String, String)], value: Double)]) {
            guard !values.isEmpty else { return }
            text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) gauge\n"
            for (labels, value) in values {
                let list = labels.map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }.joined(separator: ",")
                text += "\(name)\(list.isEmpty ? "" : "{\(list)}") \(Self.number(value))\n"
            }
        }

        /// Escapes what would end a line or a label: a backslash, a line feed, and in labels a double quote.
        static func escaped(_ text: String, quotes: Bool) -> String {
            var result = ""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\\": result += "\\\\"
                case "\n": result += "\\n"
                case "\"" where quotes: result += "\\\""
                default: result.unicodeScalars.append(scalar)
                }
            }
            return result
        }

        private static func number(_ value: Double) -> String {
            if let whole = Int(exactly: value) { return String(whole) }
            return String((value * 1_000).rounded() / 1_000)
        }
    }
}
