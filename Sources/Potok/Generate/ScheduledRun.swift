public import PotokConfiguration
public import PotokCore

/// A run that the system starts at intervals: what cron and systemd must be told of it.
///
/// A plain value; making it looks at no file.
public struct ScheduledRun: Sendable {
    /// The whole path of the program.
    public let program: String
    /// The whole path of pipeline.json.
    public let pipeline: String
    /// What pipeline.json says.
    public let configuration: PipelineConfiguration
    /// How often.
    public var interval = RunInterval.usual

    /// Makes a run of whole paths.
    ///
    /// - Throws: `usage.path` when a path has line breaks or other control characters, which neither cron nor systemd
    ///   can be told.
    public init(program: String, pipeline: String, configuration: PipelineConfiguration) throws(PotokError) {
        self.program = program
        self.pipeline = pipeline
        self.configuration = configuration
        for path in [program, pipeline] + writtenFolders
        where path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw PotokError(
                "usage.path",
                "\(DisplayText.safe(path)) has control characters in its name",
                hint: "neither cron nor systemd can be told of it; give it another name"
            )
        }
    }

    /// The folder of pipeline.json.
    var folder: String { Self.parent(of: pipeline) }

    /// The folders that a run writes to, none of them inside of another.
    public var writtenFolders: [String] {
        var folders = [Self.parent(of: configuration.database)]
        folders += configuration.sources.map(\.fetch.warc).filter { $0 != FetchOptions.noWARC }
        for sink in configuration.sinks { if case .ndjson(let options) = sink.kind { folders.append(options.folder) } }
        let metrics = configuration.report.metrics
        if metrics != ReportOptions.noMetrics { folders.append(Self.parent(of: metrics)) }
        let all = Set(folders.map(Self.trimmed))
        return all.filter { one in !all.contains { $0 != one && Self.lies(one, in: $0) } }.sorted()
    }

    /// All paths that a run is known to use, read or written.
    var paths: [String] {
        var paths = [program, pipeline] + writtenFolders
        for source in configuration.sources {
            switch source.kind {
            case .files(let files, _), .warc(let files), .ndjson(let files, _), .urls(_, let files): paths += files
            case .listings: break
            }
            if source.fetch.certificates != FetchOptions.systemCertificates { paths.append(source.fetch.certificates) }
        }
        for case .file(let path) in configuration.secrets { paths.append(path) }
        return paths
    }

    /// Whether other programs are started that we know nothing of.
    var startsTransforms: Bool {
        !configuration.transform.command.isEmpty || configuration.sinks.contains { !$0.transform.command.isEmpty }
    }

    /// The variables of the environment that hold secrets.
    var secretVariables: [String] {
        configuration.secrets.compactMap { if case .environment(let name) = $0 { name } else { nil } }
    }

    /// Whether a path is in a folder, or the folder itself.
    static func lies(_ path: String, in folder: String) -> Bool {
        folder == "/" || path == folder || path.hasPrefix(folder + "/")
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    private static func trimmed(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? trimmed(String(path.dropLast())) : path
    }
}
