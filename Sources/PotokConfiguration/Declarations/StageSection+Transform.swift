extension StageSection {
    /// What changes documents on their way out.
    static let transform = StageSection(
        "transform",
        "A command that changes documents on their way to sinks.",
        defaults: TransformOptions(),
        pipeline: \.transform,
        sink: \SinkOptions.transform,
        [
            .texts(
                "command",
                \.command,
                "The program and its arguments; an empty list means none.",
                "It gets the documents of a batch on its standard input, one `document.v1` a line, and answers each with one line on "
                    + "its standard output, in the same order: the document as it is to go out, null when it is not to go out, or "
                    + "{\"error\": \"why\"} when it never will. It keeps `key` and `version`. No shell reads it. When it fails or "
                    + "takes too long, the batch is tried again."
            ),
            .duration(
                "timeout",
                \.timeout,
                in: .milliseconds(10)...Duration.seconds(86_400),
                "How long it may take for a batch.",
                "After that it is ended, and the batch is tried again."
            ),
        ]
    )
}
