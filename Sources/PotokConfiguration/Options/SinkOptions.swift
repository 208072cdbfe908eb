public import PotokCore

/// One entry of `sinks`: a place that is told of every change, and how.
public struct SinkOptions: Sendable, Hashable {
    /// What kind of sink it is, with what only that kind has.
    public enum Kind: Sendable, Hashable {
        /// An index of OpenSearch or Elasticsearch.
        case openSearch(OpenSearchOptions)
        /// An index of Meilisearch.
        case meilisearch(MeilisearchOptions)
        /// A collection of Typesense.
        case typesense(TypesenseOptions)
        /// A table of PostgreSQL.
        case postgreSQL(PostgreSQLOptions)
        /// A service that is told by signed requests.
        case webhook(WebhookOptions)
        /// Files with one change a line.
        case ndjson(NDJSONSinkOptions)
        /// The standard output of the command, one change a line.
        case standardOutput

        /// What tells the target from others, without secrets: a sink whose target is another now is told everything again.
        public var target: String {
            switch self {
            case .openSearch(let options): "opensearch \(options.server.url?.description ?? "") \(options.index)"
            case .meilisearch(let options): "meilisearch \(options.server.url?.description ?? "") \(options.index)"
            case .typesense(let options): "typesense \(options.server.url?.description ?? "") \(options.collection)"
            case .postgreSQL(let options):
                "postgresql \(options.host) \(options.port) \(options.database) \(options.table)"
            // The path of a webhook may be as good as a password.
            case .webhook(let options):
                "webhook \(options.server.url?.origin ?? "") "
                    + Hash(Array(SHA256.hash((options.server.url?.description ?? "").utf8).prefix(4))).hexadecimal
            case .ndjson(let options): "ndjson \(options.folder)"
            case .standardOutput: "stdout"
            }
        }
    }

    /// Which documents a sink is told of.
    public enum Duplicates: String, Sendable, Hashable, CaseIterable {
        /// Every document.
        case all
        /// Of documents that say the same only the one that represents them.
        case representatives
    }

    /// The name, unique among the sinks of a pipeline.
    public var name: String
    /// The kind.
    public var kind: Kind
    /// Which documents it is told of.
    public var duplicates = Duplicates.all
    /// The names of fields at the target.
    public var fields = SinkFields()
    /// Changes in a batch at the most.
    public var batchDocuments = 500
    /// Bytes of text in a batch at the most.
    public var batchBytes: ByteCount = .mebibytes(4)
    /// The longest that a change waits for its batch to fill.
    public var batchAge: Duration = .seconds(1)
    /// Batches under way at once at the most; it begins with one.
    public var parallel = 4
    /// How long the target may take for its answer.
    public var timeout: Duration = .seconds(30)
    /// What changes documents on their way to this sink; the pipeline's unless the sink has its own.
    public var transform = TransformOptions()

    /// Makes a sink with the defaults.
    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// A sink of type `ndjson`: where its files are.
public struct NDJSONSinkOptions: Sendable, Hashable {
    /// The folder of the files.
    public var folder = ""
    /// The size from which on the next file is begun.
    public var fileBytes: ByteCount = .mebibytes(64)

    /// Makes options without a folder.
    public init() {}
}
