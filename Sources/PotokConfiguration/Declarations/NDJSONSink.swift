import PotokCore

/// Files with one change a line.
struct NDJSONSink: SinkType {
    var options = NDJSONSinkOptions()

    static let name = "ndjson"
    static let summary = "Files with one JSON object a line (NDJSON) on this machine, one line a change."
    static let fields: [OptionField<NDJSONSink>] = [
        OptionField.text(
            "folder",
            \.options.folder,
            kind: .path,
            "The folder of the files.",
            "A relative one starts from the folder of pipeline.json; it is made when it is missing. Whole files have names that sort "
                + "in the order of the changes and never change again; one that is being written begins with a dot."
        ).required(),
        .byteCount(
            "fileBytes",
            \.options.fileBytes,
            in: .kibibytes(1)...ByteCount.mebibytes(1_048_576),
            "The size from which on the next file is begun.",
            "A file is finished at the end of a run too."
        ),
    ]

    func kind(resolving: (String) -> String) -> SinkOptions.Kind {
        var options = options
        options.folder = resolving(options.folder)
        return .ndjson(options)
    }
}

/// The standard output of the command.
struct StandardOutputSink: SinkType {
    static let name = "stdout"
    static let summary =
        "The standard output of `potok run` and `potok deliver`, one JSON object a line for each change."
    static let fields: [OptionField<StandardOutputSink>] = []

    func kind(resolving: (String) -> String) -> SinkOptions.Kind { .standardOutput }
}
