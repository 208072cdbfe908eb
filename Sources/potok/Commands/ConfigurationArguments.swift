import ArgumentParser
import PotokConfiguration
import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the pipeline is described, for every command that needs to know.
struct ConfigurationArguments: ParsableArguments {
    @Option(
        name: [.short, .customLong("config")],
        help: "The pipeline (default: pipeline.json, or $POTOK_CONFIG).",
        completion: .file(extensions: ["json"])
    )
    var config: String?

    @Option(name: .customLong("set"), help: "A value in place of the pipeline's, as in fetch.delay=2s; repeatable.")
    var overrides: [String] = []

    @Option(help: "The database, in place of the pipeline's.", completion: .file())
    var database: String?

    func validate() throws {
        if database?.isEmpty == true { throw ValidationError("--database needs the path of a file") }
        if config?.isEmpty == true { throw ValidationError("--config needs the path of a file") }
    }

    /// Where the pipeline is, named or not.
    var path: String {
        config ?? getenv("POTOK_CONFIG").map { String(cString: $0) } ?? "pipeline.json"
    }

    /// Whether somebody named a pipeline, so that one that is not there is an error.
    private var isNamed: Bool { config != nil || getenv("POTOK_CONFIG") != nil }

    /// The pipeline; it must be there.
    func load() throws -> PipelineConfiguration {
        var configuration = try PipelineConfiguration.load(path: path, overrides: overrides)
        if let database { configuration.database = WorkingFolder.absolute(database) }
        return configuration
    }

    /// The pipeline, or the defaults where there is none and none was named.
    func loadIfThere() throws -> PipelineConfiguration {
        if isNamed || access(path, F_OK) == 0 { return try load() }
        var configuration = try PipelineConfiguration.defaults(path: path, overrides: overrides)
        if let database { configuration.database = WorkingFolder.absolute(database) }
        return configuration
    }
}

extension PipelineConfiguration {
    /// The source of a name.
    ///
    /// - Throws: `usage.source` when there is none, with the nearest name.
    func source(named name: String) throws -> SourceOptions {
        if let source = sources.first(where: { $0.name == name }) { return source }
        let near = Suggestion.closest(to: name, among: sources.map(\.name))
        throw PotokError(
            "usage.source",
            "the pipeline has no source '\(name)'",
            hint: near.map { "did you mean '\($0)'?" } ?? "`potok validate` lists its sources"
        )
    }
}

/// The folder that the program was started in.
enum WorkingFolder {
    /// A path as a whole one.
    static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }
}
