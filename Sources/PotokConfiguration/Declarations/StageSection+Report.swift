import PotokCore

extension StageSection {
    /// How a run is told of beside its own output.
    static let report = StageSection(
        "report",
        "How a run is told of beside its own output.",
        defaults: ReportOptions(),
        pipeline: \.report,
        [
            .text(
                "metrics",
                \.metrics,
                kind: .path,
                "The file that figures are written to at the end of a run, as Prometheus reads them.",
                "For the textfile collector of the node exporter, whose files end in `.prom`. It is replaced in one step. `none` stands for "
                    + "no such file; a file of that name is written `./none`. A relative path starts from the folder of pipeline.json."
            ),
            .heartbeat(
                "heartbeat",
                \.heartbeat,
                "A URL that is called when a run begins and when it ends.",
                "As healthchecks.io has it: `/start` is put behind the URL at the beginning, at the end `/` and the exit code, with the report "
                    + "as JSON in the body. A URL that others must not know is kept elsewhere: `{\"env\": \"NAME\"}` or "
                    + "`{\"file\": \"path\"}`. A call takes 10 s at the most, and one that fails is a warning. `none` calls nobody."
            ),
            .choice(
                "log",
                \.log,
                meaning: { log in
                    switch log {
                    case .text: "Lines for people."
                    case .json:
                        "One JSON object a line, with time, level, source, address, code, message, hint and run."
                    }
                },
                "How failures and other notices are told on standard error.",
                "With `json` no progress is drawn there."
            ),
            .duration(
                "keepRuns",
                \.keepRuns,
                in: .zero ... .seconds(36_500 * 86_400),
                "How long `potok runs` knows of a run.",
                "The last run stays, and so do those that are the last to know why an address has no document."
            ),
            .duration(
                "keepOutcomes",
                \.keepOutcomes,
                in: .zero ... .seconds(36_500 * 86_400),
                "How long a run knows how each of its inputs ended.",
                "After that it knows how many ended how. The last outcome of an address that has no document stays, so that `potok explain` "
                    + "can always tell why."
            ),
        ]
    )
}
