extension CodeBook {
    /// What the stages behind fetching say, and a run as a whole.
    static let stages: [Entry] = [
        Entry(
            "normalize.repaired",
            "Something in a document was mended or left out; the document is in the corpus.",
            do: "`potok fetch -v URL` shows the document and what was removed."
        ),
        Entry("normalize.no-document", "A page was read and gives no document.", do: "The message says why."),
        Entry(
            "deduplicate.old-fingerprints",
            "The fingerprints of older documents were made by another version, and new ones are not compared with them.",
            do: "`potok db rebuild fingerprints` makes them anew."
        ),
        Entry(
            "normalize.old-documents",
            "Some documents were made by an older normalizer than this program's; they are served as they are.",
            do: "`potok reprocess` makes them again without fetching; with --dry-run it shows what would be better."
        ),
        Entry(
            "reprocess.no-body",
            "The bytes that a document was made from cannot be had any more; it stays as it is.",
            do: "Nothing: it is made anew when its page changes. `fetch.keepBodies` says how long bytes are kept."
        ),
        Entry(
            "search.old-analyser",
            "A part of the index was analysed by other rules than today's; it is found as before.",
            do: "`potok db rebuild index` redoes it."
        ),
        Entry(
            "*.unexpected",
            "A stage, or the run, met an error that nobody planned for.",
            do: "Please report it as a defect, with the message."
        ),
        Entry(
            "run.alarms",
            "After a run the health of the sources could not be judged.",
            do: "The message says why; the next run tries again."
        ),
        Entry(
            "report.heartbeat",
            "The URL of report.heartbeat did not answer within 10 s, or not with success, or is none.",
            do: "Check the URL and the service behind it; the run itself is not touched."
        ),
        Entry(
            "run.deletes-held",
            "More documents of a source would go than limits.maxDeletes lets one run delete. All of them stay served; the run exits with 3.",
            do:
                "Look at some of them. A site in trouble mends by itself: pages that are there again take it back. If they are to go, `potok run --allow-deletes SOURCE` lets them."
        ),
        Entry(
            "run.pruned",
            "Documents of a source have reached the age of `retention.documents` and are gone, from all sinks too.",
            do: "Nothing, if that age is meant; `potok add URL` brings one back."
        ),
        Entry(
            "run.suspects",
            "Pages have changed in a way that looks like a site in trouble; the texts that they had before are served.",
            do:
                "`potok accept --list` shows them. Nothing, if the site mends itself; `potok accept` takes the new texts if they are right."
        ),
        Entry(
            "run.quarantined",
            "An address stays set aside, because it ended the process more than once.",
            do: "`potok retry` has it tried once more; please report the page as a defect."
        ),
        Entry(
            "pipeline.sinkEnded",
            "The last stage of a run ended before the others.",
            do: "Please report it as a defect."
        ),
    ]
}
