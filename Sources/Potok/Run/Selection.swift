public import PotokConfiguration
public import PotokCore

/// What a run is about.
public enum Selection: Sendable {
    /// All sources of the pipeline, and what was added by hand before.
    case everything
    /// These sources only.
    case sources([SourceOptions])
    /// What a person names now: it is tried whether it is due or not, and must not fail unnoticed.
    case items(Items)

    /// The sources of a pipeline that it is about, in the pipeline's order.
    func sources(of configuration: PipelineConfiguration) -> [SourceOptions] {
        switch self {
        case .everything: configuration.sources
        case .sources(let chosen): configuration.sources.filter { source in chosen.contains { $0.name == source.name } }
        case .items: []
        }
    }

    /// The source that documents belong to which a person has put into a corpus by hand.
    public static let sourceOfItems = SourceTable.added

    /// What a person puts into a corpus by hand.
    public struct Items: Sendable {
        /// Pages.
        public var urls: [WebURL] = []
        /// Whole paths of files and folders.
        public var paths: [String] = []
        /// Files that stand for something that has no path of its own, such as standard input.
        public var streams: [Stream] = []

        /// Makes an empty selection.
        public init() {}

        /// A file that stands for a stream.
        public struct Stream: Sendable, Hashable {
            /// Where it can be opened.
            public var path: String
            /// What it is known by.
            public var identifier: String
            /// Whether each of its lines is a document (NDJSON).
            public var holdsLines: Bool

            /// Makes a stream.
            public init(path: String, identifier: String, holdsLines: Bool = false) {
                self.path = path
                self.identifier = identifier
                self.holdsLines = holdsLines
            }
        }
    }
}
