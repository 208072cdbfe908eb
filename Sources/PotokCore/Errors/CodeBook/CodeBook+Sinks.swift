extension CodeBook {
    /// What can go wrong with sinks, beside the codes of the targets themselves.
    static let sinks: [Entry] = [
        Entry(
            "sink.options",
            "What pipeline.json says of a sink cannot be used, such as an address or a secret that is not there.",
            do: "The message says which; `potok explain sinks` tells what a sink takes."
        ),
        Entry(
            "sink.failed",
            "A sink could not be opened; the corpus and the other sinks are not held up.",
            do: "The message says why; what waits is delivered by the next run, or by `potok deliver`."
        ),
        Entry(
            "sink.queue",
            "What waits for a sink could not be read or noted down.",
            do: "Please report it as a defect, with the message; nothing of what waits is lost."
        ),
        Entry(
            "sink.forgotten",
            "A sink is no longer in the pipeline, and what waited for it is forgotten.",
            do: "Nothing, if it was taken out on purpose; a sink that comes back is told everything."
        ),
        Entry("sink.locked", "Another process delivers to the sink.", do: "Wait for it."),
        Entry("sink.unknown", "Nothing was delivered to the sink yet.", do: "`potok deliver` begins."),
        Entry(
            "sink.no-holdings",
            "The sink cannot say what it holds, so it cannot be compared.",
            do: "Nothing; a webhook and standard output keep nothing."
        ),
        Entry(
            "sink.no-rebuild",
            "The sink cannot be filled beside itself.",
            do: "Name a new sink: it is told everything there is."
        ),
        Entry(
            "sink.rebuild-differs",
            "A new index does not hold what it should, so the old one stays in use.",
            do: "The message says what differs; rebuild again."
        ),
        Entry(
            "sink.*",
            "A sink answered a command with a failure of this kind, in its own words.",
            do: "Read its words; the sink's own code stands with them."
        ),
    ]
}
