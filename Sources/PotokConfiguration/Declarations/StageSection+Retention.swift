import PotokCore

extension StageSection {
    private static let century: Duration = .seconds(36_500 * 86_400)

    /// How long documents and what they were before are kept.
    static let retention = StageSection(
        "retention",
        "How long documents, and what they were before, are kept.",
        defaults: RetentionOptions(),
        pipeline: \.retention,
        source: \SourceOptions.retention,
        [
            .duration(
                "documents",
                \.documents,
                in: .zero...century,
                "The age at which documents are pruned; 0 s keeps them for ever.",
                "It counts from the day of publication, or from when a document without one was seen first. What is pruned goes from all sinks "
                    + "and is not fetched again, whatever names it; `potok add` brings a page back. It is looked for once a day, at the end of a run; "
                    + "`potok prune` does it at once. limits.maxDeletes does not hold it."
            ),
            .integer(
                "versions",
                \.versions,
                in: 0...1_000_000,
                "How many earlier versions of a document are kept at the most.",
                "The last one stays for a week all the same: a text that turns out to be no good is taken back to it."
            ),
            .duration(
                "versionAge",
                \.versionAge,
                in: .zero...century,
                "How long an earlier version of a document is kept at the most.",
                "It counts from when the next one came. A version goes as soon as this or `versions` lets it."
            ),
            .duration(
                "tombstones",
                \.tombstones,
                in: .zero...century,
                "How long the text of a document that is gone is kept; 0 s keeps it for ever.",
                "Until then nothing is lost when its page comes back. It is never let go before every sink knows that the document is gone."
            ),
        ]
    )
}
