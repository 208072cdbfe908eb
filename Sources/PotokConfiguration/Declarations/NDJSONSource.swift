/// Files with one JSON object a line.
struct NDJSONSource: SourceType {
    var paths: [String] = []
    var fields = NDJSONFields()

    static let name = "ndjson"
    static let summary = "Files with one JSON object a line (NDJSON) on this machine."
    static let oneOf = ["paths"]
    static let fields: [OptionField<NDJSONSource>] = [
        .texts(
            "paths",
            \.paths,
            kind: .paths,
            "NDJSON files, folders or glob patterns.",
            "Plain, or compressed with gzip or zstd. Relative ones start from the folder of pipeline.json. A folder stands for all "
                + "`*.ndjson` and `*.jsonl` that lie in it, at any depth, compressed or not. Each line is a document; a line that "
                + "cannot be read fails alone."
        ),
        .fields(
            "fields",
            \.fields,
            "Under which keys the lines hold what a document is made of.",
            "A key with dots leads into objects: `meta.title`. A line needs `url` or `id`, and `html` or `text`. What is not named "
                + "here is looked for under its own name."
        ),
    ]

    func kind(resolving: (String) -> String) -> SourceOptions.Kind {
        .ndjson(paths: paths.map(resolving), fields: fields)
    }
}
