/// A whole pipeline.json, checked: every value is legal and every source has its options resolved.
public struct PipelineConfiguration: Sendable, Hashable {
    /// The folder that relative paths start from: the one pipeline.json lies in.
    public var folder: String
    /// The path of the database.
    public var database: String
    /// The sources in their order; the order decides which of several equal documents represents them.
    public var sources: [SourceOptions]
    /// The sinks in their order.
    public var sinks: [SinkOptions]
    /// The pipeline's own fetch options.
    public var fetch: FetchOptions
    /// The pipeline's own normalize options.
    public var normalize: NormalizeOptions
    /// The pipeline's own deduplicate options.
    public var deduplicate: DeduplicateOptions
    /// When sources take part in runs.
    public var schedule: ScheduleOptions
    /// How long documents and what they were before are kept.
    public var retention: RetentionOptions
    /// When a batch is committed.
    public var index: IndexOptions
    /// What changes documents on their way to sinks that have no transform of their own.
    public var transform: TransformOptions
    /// What a run may use.
    public var limits: LimitOptions
    /// How a run is told of.
    public var report: ReportOptions

    /// Makes a pipeline of the defaults.
    public init(folder: String, database: String, sources: [SourceOptions] = []) {
        self.folder = folder
        self.database = database
        self.sources = sources
        self.sinks = []
        self.fetch = FetchOptions()
        self.normalize = NormalizeOptions()
        self.deduplicate = DeduplicateOptions()
        self.schedule = ScheduleOptions()
        self.retention = RetentionOptions()
        self.index = IndexOptions()
        self.transform = TransformOptions()
        self.limits = LimitOptions()
        self.report = ReportOptions()
    }
}
