/// Pages in web archives.
struct WARCSource: SourceType {
    var paths: [String] = []

    static let name = "warc"
    static let summary = "Pages in web archives (WARC files) on this machine."
    static let oneOf = ["paths"]
    static let fields: [OptionField<WARCSource>] = [
        .texts(
            "paths",
            \.paths,
            kind: .paths,
            "WARC files, folders or glob patterns.",
            "Plain, or compressed with gzip or zstd. Relative ones start from the folder of pipeline.json. A folder stands for all "
                + "`*.warc`, `*.warc.gz` and `*.warc.zst` that lie in it, at any depth. Each page in them is a document with the "
                + "URL that it was taken from; nothing is fetched."
        )
    ]

    func kind(resolving: (String) -> String) -> SourceOptions.Kind { .warc(paths: paths.map(resolving)) }
}
