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

    /// What a person puts into a corpus by hand.
    public struct Items: Sendable {
        /// Pages.
        public var urls: [WebURL] = []
        /// Whole paths of files and folders.
        public var paths: [String] = []
        /// Files that stand for something that has no path of its own, such as standard input, with their identifiers.
        public var streams: [(path: String, identifier: String)] = []

        /// Makes an empty selection.
        public init() {}
    }
}
