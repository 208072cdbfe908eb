import PotokCore

extension StageSection {
    /// Every section, in the order of the flow.
    ///
    /// A new option is one entry below and one property in its struct.
    public static let all: [StageSection] = [
        fetch, normalize, deduplicate, schedule, retention, index, transform, limits, report,
    ]

    private static let day: Duration = .seconds(86_400)

    /// How pages are fetched.
    static let fetch = StageSection(
        "fetch",
        "How pages are fetched.",
        defaults: FetchOptions(),
        pipeline: \.fetch,
        source: \SourceOptions.fetch,
        [
            .text(
                "userAgent",
                \.userAgent,
                "The User-Agent header; names the program and whom to write to.",
                "Publishers read it in their logs. Put a mail address or a page there by which you can be reached."
            ),
            .integer(
                "parallel",
                \.parallel,
                in: 1...1_024,
                "Transfers open at once, over all hosts.",
                "More than the number of hosts that are due brings nothing, because each host has its own limit."
            ),
            .integer(
                "parallelPerHost",
                \.parallelPerHost,
                in: 1...64,
                "Transfers open at once to one host.",
                "One is courteous. Raise it only for hosts of your own."
            ),
            .choice(
                "hostGrouping",
                \.hostGrouping,
                meaning: { grouping in
                    switch grouping {
                    case .host: "Each host has its own."
                    case .domain:
                        "The hosts of one registrable domain, such as example.co.uk, share one (Public Suffix List)."
                    case .address:
                        "The hosts whose names lead to one address share one; what has no address has its own."
                    }
                },
                "Which hosts share one queue, and with it delay, parallel limit and blocks.",
                "The pipeline's value holds for all sources, because sources share the queues. By address, each name is looked up "
                    + "once a run, and the lowest of its addresses counts."
            ),
            .duration(
                "delay",
                \.delay,
                in: .zero...day,
                "Time between the start of two requests to one host.",
                "0 s asks as fast as answers come; do that only to hosts of your own."
            ),
            .duration(
                "connectTimeout",
                \.connectTimeout,
                in: .milliseconds(1)...Duration.seconds(3_600),
                "The longest that a connection may take to open.",
                "Name resolution and the TLS handshake are part of it."
            ),
            .duration(
                "timeout",
                \.timeout,
                in: .milliseconds(1)...day,
                "The longest that one request may take in all.",
                "Waiting for the host's turn does not count. A request that takes longer fails and is tried again later."
            ),
            .byteCount(
                "maxBody",
                \.maxBody,
                in: ByteCount(1)...ByteCount.mebibytes(1_024),
                "The largest body, as sent and decoded.",
                "A page that is larger is excluded with that reason."
            ),
            .integer(
                "maxRedirects",
                \.maxRedirects,
                in: 0...100,
                "How many redirects are followed.",
                "0 follows none: a redirect is then an outcome of its own."
            ),
            .duration(
                "revisit",
                \.revisit,
                in: .zero...Duration.seconds(3_650 * 86_400),
                "How long a page counts as fresh after it was fetched; it is due again afterwards.",
                "A run fetches only what is due, so a cron line may run as often as you like. While a page does not change, the "
                    + "time grows up to `longestRevisit`."
            ),
            .duration(
                "longestRevisit",
                \.longestRevisit,
                in: .zero...Duration.seconds(3_650 * 86_400),
                "The longest that the time between two looks at a page grows to while it does not change.",
                "The time begins with `revisit`, grows by half with every look that finds nothing new, and is halved by a change."
            ),
            .duration(
                "retry",
                \.retry,
                in: .seconds(1)...day,
                "How long after the first failure the next attempt comes.",
                "The wait doubles with each failure, up to a day."
            ),
            .duration(
                "longestCrawlDelay",
                \.longestCrawlDelay,
                in: .zero...day,
                "The longest delay between two requests that a robots.txt may ask for with Crawl-delay.",
                "What asks for more is cut to this; the longer of it and `delay` holds."
            ),
            .choice(
                "robots",
                \.robots,
                meaning: { robots in
                    switch robots {
                    case .obey: "They are obeyed (RFC 9309)."
                    case .ignore:
                        "They are neither asked for nor obeyed; every report says so. Only a source can have it."
                    }
                },
                "Whether robots.txt and `noindex` are obeyed.",
                "`ignore` is for sites whose owner has agreed, and for your own: it is decided source by source, never for the "
                    + "whole pipeline."
            ).onlyInSource(.text(FetchOptions.Robots.ignore.rawValue)),
            .proxy(
                "proxy",
                \.proxy,
                "The proxy that requests go through.",
                "The proxy itself may have any address: it is exempt from the guard of addresses. What lies behind it is resolved "
                    + "by the proxy, so its targets are judged by their names and by addresses that stand in URLs, no more: a name "
                    + "that the proxy resolves to a private address gets through. `none` connects directly, also where the "
                    + "pipeline has a proxy; those of the environment are never used. A user or a password cannot stand in "
                    + "the URL."
            ),
            .text(
                "certificates",
                \.certificates,
                kind: .path,
                "The file of certificate authorities to trust (PEM) instead of the system's.",
                "For servers whose certificates a private authority has signed. `system` stands for the system's; a file of that "
                    + "name is written `./system`. A relative path starts from the folder of pipeline.json."
            ),
            .text(
                "warc",
                \.warc,
                kind: .path,
                "The folder of the WARC files that keep what is fetched, as it was sent.",
                "Requests (without the headers of a source, which may be secrets), answers and redirects are written and on the disk "
                    + "before what was made of them is committed; `potok explain` names file and place. A file that is being "
                    + "written ends in `.open`. `none` stands for no such files; a folder of that name is written `./none`."
            ),
            .byteCount(
                "warcFile",
                \.warcFile,
                in: ByteCount(1)...ByteCount.mebibytes(1_048_576),
                "How large a WARC file grows before the next is begun.",
                "The record that reaches it is still written whole."
            ),
            .duration(
                "keepBodies",
                \.keepBodies,
                in: .zero...Duration.seconds(3_650 * 86_400),
                "How long the bytes of pages are kept in the database after they were seen last.",
                "From them `potok reprocess` makes the texts again after an upgrade or a change of `normalize`, without fetching, and a page "
                    + "that has not changed since (HTTP 304) becomes better too. They are compressed; 0 s keeps none."
            ),
            .addresses(
                "allowAddresses",
                \.allowAddresses,
                "Addresses that may be reached although they are private, loopback, link-local or otherwise not of the "
                    + "public web.",
                "The address that a name resolves to is judged, at every redirect. A source's list replaces the pipeline's."
            ),
        ]
    )

    /// How pages become documents.
    static let normalize = StageSection(
        "normalize",
        "How pages become documents.",
        defaults: NormalizeOptions(),
        pipeline: \.normalize,
        source: \SourceOptions.normalize,
        [
            .choice(
                "keep",
                \.keep,
                meaning: { keep in
                    switch keep {
                    case .articles: "Only what has a text of its own; pages that list others are left out."
                    case .pages: "Index pages too, but no walls, error pages or pages that need scripts."
                    case .everything: "All that has text, also what walls and error pages say."
                    }
                },
                "Which pages become documents.",
                "What is left out is told with its reason, and never replaces a document that was good before."
            ),
            .choice(
                "split",
                \.split,
                meaning: { split in
                    switch split {
                    case .none: "One document a page."
                    case .section:
                        "One document for each heading that has an anchor, with the address `URL#anchor`; what stands before the first is the page's."
                    }
                },
                "What becomes a document.",
                "For documentation and other long pages that are read in parts. The title of a section is the path of headings to it. Sections "
                    + "come, change and go one by one; where the page goes, they go."
            ),
            .texts(
                "select",
                \.select,
                kind: .selectors,
                "CSS selectors of the elements that hold the text, for a site where they are not found.",
                "Names, #id, .class, [attribute], descendants and children, such as \"main .story\". A page where none matches is "
                    + "read as always, with a warning. A source's list replaces the pipeline's."
            ),
            .texts(
                "remove",
                \.remove,
                kind: .selectors,
                "CSS selectors of elements that are no part of the text.",
                "`potok fetch -v` shows what goes and why. A source's list replaces the pipeline's."
            ),
            .texts(
                "dropLines",
                \.dropLines,
                kind: .lines,
                "Lines that are dropped wherever they stand alone, beside those that are always dropped.",
                "For advertising labels and the like, such as \"Reklama\"; case and accents do not matter. A line between slashes is "
                    + "a regular expression: \"/^Fot\\\\. .*/\". A source's list replaces the pipeline's."
            ),
            .byteCount(
                "maxText",
                \.maxText,
                in: ByteCount(1)...ByteCount.mebibytes(1_024),
                "The longest text of a document.",
                "A document with more text is excluded with that reason."
            ),
        ]
    )

    /// What happens to documents that are duplicates of others.
    static let deduplicate = StageSection(
        "deduplicate",
        "What happens to documents that are duplicates of others.",
        defaults: DeduplicateOptions(),
        pipeline: \.deduplicate,
        source: \SourceOptions.deduplicate,
        [
            .choice(
                "policy",
                \.policy,
                meaning: { policy in
                    switch policy {
                    case .link: "Keep it and link it to the one that represents both."
                    case .keep: "Keep it and do not compare it."
                    }
                },
                "Whether a document is compared with others at all.",
                "A document with the very same words, but for case and accents, is linked. What becomes of others, `same`, "
                    + "`near`, `contained` and `contains` say. The links depend on the documents alone, not on the order in "
                    + "which they came. Nothing that is in the corpus is deleted for being a duplicate."
            ),
            relation("same", \.same, "What to do with a document that has the same text as another, but for trifles."),
            relation("near", \.near, "What to do with a document that is an edited copy of another."),
            relation("contained", \.contained, "What to do with a document that is nearly all in another."),
            relation("contains", \.contains, "What to do with a document that has nearly all of another, and more."),
            .share(
                "sameShare",
                \.sameShare,
                "The share of all that either of two texts has, from which on they are the same.",
                "Counted in different runs of three words. Paragraphs that a site repeats do not count."
            ),
            .share(
                "nearShare",
                \.nearShare,
                "The share of all that either of two texts has, from which on one is an edited copy of the other.",
                "Short texts need more: up to 27 % above this."
            ),
            .share(
                "containedShare",
                \.containedShare,
                "The share of a text that is in another, from which on it is contained in it.",
                "So a teaser, or an article that was cut, belongs to the whole one."
            ),
            .boolean(
                "compact",
                \.compact,
                "Whether a new database keeps half the fingerprints.",
                "It then needs half the space and finds a little less. The pipeline's value holds for all sources; a database "
                    + "that is there keeps what it has until `potok db rebuild fingerprints`."
            ),
        ]
    )

    /// What to do with one kind of duplicate.
    private static func relation(
        _ name: String,
        _ path: any WritableKeyPath<DeduplicateOptions, DeduplicateOptions.RelationPolicy> & Sendable,
        _ summary: String
    ) -> OptionField<DeduplicateOptions> {
        .choice(
            name,
            path,
            meaning: { policy in
                switch policy {
                case .link: "Keep it and link it to the one that represents both."
                case .drop:
                    "Do not keep it when it is new and another represents it; its address is looked at again all the same."
                case .keep: "Keep it and do not link it."
                }
            },
            summary,
            "`potok explain` with its address or key tells what it is to the other, and why."
        )
    }

    /// When sources take part in runs.
    static let schedule = StageSection(
        "schedule",
        "When sources take part in runs, so that one line of cron every few minutes does for all of them.",
        defaults: ScheduleOptions(),
        pipeline: \.schedule,
        source: \SourceOptions.schedule,
        [
            .duration(
                "every",
                \.every,
                in: .zero...Duration.seconds(365 * 86_400),
                "How long after it took part in a run a source takes part in the next one.",
                "0 s takes part in each. What a run has left over for want of time is done by the next one all the same, and a source that "
                    + "`--source` names always takes part."
            ),
            .duration(
                "jitter",
                \.jitter,
                in: .zero...Duration.seconds(30 * 86_400),
                "The most that is added to `every` by chance.",
                "With it, sources that began together do not come together for ever."
            ),
            .texts(
                "quiet",
                \.quiet,
                kind: .dayTimes,
                "Times of the day at which a source takes no part.",
                "By the clock of the machine (TZ), such as [\"22:00-06:00\"]. A run that has begun before goes on. A source's list replaces "
                    + "the pipeline's."
            ),
            .duration(
                "silentAfter",
                \.silentAfter,
                in: .zero...Duration.seconds(36_500 * 86_400),
                "How long a source brings nothing new before that is told as an alarm; of what it names itself, a change is new too.",
                "0 s learns it from sources on the web: four times their longest pause but for one, and a day at least, once they have brought "
                    + "something at nine different hours over a week. The alarm is told once; `potok status` shows it until it ends."
            ),
        ]
    )

    /// When a batch is committed.
    static let index = StageSection(
        "index",
        "When a batch of documents is committed.",
        defaults: IndexOptions(),
        pipeline: \.index,
        [
            .integer(
                "batchDocuments",
                \.batchDocuments,
                in: 1...100_000,
                "Documents in a batch at the most.",
                "A batch is one transaction: it is kept whole or not at all."
            ),
            .byteCount(
                "batchBytes",
                \.batchBytes,
                in: .kibibytes(1)...ByteCount.mebibytes(1_024),
                "Bytes of text in a batch at the most.",
                "A batch ends by whichever of its three limits is met first."
            ),
            .duration(
                "batchAge",
                \.batchAge,
                in: .milliseconds(1)...Duration.seconds(3_600),
                "The longest that a finished document waits for its batch.",
                "A shorter time loses less work to a power cut and makes slower runs."
            ),
        ]
    )

    /// What a run may use and when it counts as failed.
    static let limits = StageSection(
        "limits",
        "What a run may use and when it counts as failed.",
        defaults: LimitOptions(),
        pipeline: \.limits,
        [
            .byteCount(
                "memory",
                \.memory,
                in: .mebibytes(1)...ByteCount.mebibytes(1_048_576),
                "Bytes of page bodies and texts held at once.",
                "Fetching waits when they are used up. The process itself takes some more."
            ),
            .integer(
                "workers",
                \.workers,
                in: 0...1_024,
                "Workers of each stage that computes; 0 means one a processor core.",
                "What a run finds and keeps does not depend on it."
            ),
            .duration(
                "grace",
                \.grace,
                in: .zero...Duration.seconds(3_600),
                "How long a stopped run may drain before what is in flight goes back to the frontier.",
                "A second signal stops at once. Nothing is lost either way."
            ),
            .integer(
                "documents",
                \.documents,
                in: 0...1_000_000_000,
                "Inputs that a run begins; 0 means all that are due.",
                "The run then ends in order, and the report says how many are still due."
            ),
            .duration(
                "duration",
                \.duration,
                in: .zero...Duration.seconds(30 * 86_400),
                "How long a run begins inputs; 0 means as long as it takes, or 30 minutes when nobody watches it.",
                "What is under way is finished, and the report says how many inputs are still due. Nobody watches a run "
                    + "whose standard error is no terminal."
            ),
            .duration(
                "deliver",
                \.deliver,
                in: .zero...Duration.seconds(86_400),
                "How long a run goes on delivering when everything else is done.",
                "It gives a sink up before, when that took nothing for a minute. What is left waits for the next run or "
                    + "`potok deliver`, which goes on as long as there is progress, and the run exits with 4. A stopped run waits "
                    + "for the batches under way only."
            ),
            .share(
                "failOn",
                \.failOn,
                "The share of failed documents above which a run exits with 3.",
                "Pages that are gone or that robots.txt closes have not failed."
            ),
            .integer(
                "failAtLeast",
                \.failAtLeast,
                in: 1...1_000_000_000,
                "Failed documents below which a run never exits with 3.",
                "So that one failure among three pages wakes nobody."
            ),
            .shareOrNone(
                "maxDeletes",
                \.maxDeletes,
                "The share of a source's documents that one run may delete; 20 documents are always allowed.",
                "What goes beyond is held: all of the documents stay served, the run exits with 3 and names the source, and "
                    + "`potok run --allow-deletes SOURCE` lets them go. Pages that are gone, say `noindex` or are closed by robots.txt "
                    + "count; pages that moved do not. Runs of a day that leave a part of the source to the next one count as one. 0 % holds every deletion, \"none\" never holds one."
            ),
        ]
    )
}
