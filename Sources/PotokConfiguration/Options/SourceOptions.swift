public import PotokCore

/// One entry of `sources`: where documents come from, with the stage options that hold for them.
public struct SourceOptions: Sendable, Hashable {
    /// What kind of source it is, with what only that kind has.
    public enum Kind: Sendable, Hashable {
        /// Files and folders on this machine: `paths` (files, folders or glob patterns, relative to pipeline.json) and
        /// `include` (patterns of file names taken from folders).
        case files(paths: [String], include: [String])
        /// Pages on the web: `urls` given in place, and `lists`, text files with one URL a line.
        case urls(urls: [WebURL], lists: [String])
        /// Pages in web archives: `paths` of WARC files, folders or glob patterns.
        case warc(paths: [String])
        /// Files with one JSON object a line: `paths`, and the keys of what a document is made of.
        case ndjson(paths: [String], fields: NDJSONFields)
        /// Feeds, sitemaps or start pages of sites, and the pages that they name.
        case listings(Listing.Kind, ListingOptions)
    }

    /// What is said of feeds, sitemaps or sites; nil for other sources.
    public var listing: ListingOptions? {
        if case .listings(_, let options) = kind { return options }
        return nil
    }

    /// The name, unique in a pipeline.
    public var name: String
    /// The kind.
    public var kind: Kind
    /// Fetch options, with the source's own in place of the pipeline's.
    public var fetch: FetchOptions
    /// Normalize options, with the source's own in place of the pipeline's.
    public var normalize: NormalizeOptions
    /// Deduplicate options, with the source's own in place of the pipeline's.
    public var deduplicate: DeduplicateOptions
    /// When it takes part in runs, with the source's own in place of the pipeline's.
    public var schedule: ScheduleOptions
    /// How long its documents are kept, with the source's own in place of the pipeline's.
    public var retention: RetentionOptions
    /// What its requests say beside what every request says.
    public var request: RequestOptions

    /// Makes a source.
    public init(
        name: String,
        kind: Kind,
        fetch: FetchOptions = FetchOptions(),
        normalize: NormalizeOptions = NormalizeOptions(),
        deduplicate: DeduplicateOptions = DeduplicateOptions(),
        schedule: ScheduleOptions = ScheduleOptions(),
        retention: RetentionOptions = RetentionOptions(),
        request: RequestOptions = RequestOptions()
    ) {
        self.name = name
        self.kind = kind
        self.fetch = fetch
        self.normalize = normalize
        self.deduplicate = deduplicate
        self.schedule = schedule
        self.retention = retention
        self.request = request
    }
}
