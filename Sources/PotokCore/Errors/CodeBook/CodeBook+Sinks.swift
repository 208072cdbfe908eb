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
    ]
}
