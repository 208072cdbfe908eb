public import PotokCore

extension PipelineConfiguration {
    /// The largest configuration that is read, in bytes.
    public static let maximumSize = ByteCount.mebibytes(1)

    /// Reads and checks a configuration file.
    ///
    /// Nothing but the file itself is looked at: not whether the database or the paths of sources are there.
    ///
    /// - Parameters:
    ///   - path: the path of the file; relative paths in it start from its folder.
    ///   - overrides: what was given with `--set`, each `KEY=VALUE`.
    /// - Throws: every problem at once.
    public static func load(path: String, overrides: [String] = []) throws(ConfigurationError) -> PipelineConfiguration
    {
        let bytes: [UInt8]
        do throws(FileBytes.Failure) {
            bytes = try FileBytes.read(path: path, limit: maximumSize.bytes)
        } catch {
            throw ConfigurationError([error.diagnostic(path: path)])
        }
        return try parse(bytes: bytes, path: path, overrides: overrides)
    }

    /// Checks a configuration that was read already; pure.
    ///
    /// - Parameters:
    ///   - bytes: the text of pipeline.json.
    ///   - path: the path to name in diagnostics; relative paths in the text start from its folder.
    ///   - overrides: what was given with `--set`, each `KEY=VALUE`.
    /// - Throws: every problem at once.
    public static func parse(
        bytes: [UInt8],
        path: String,
        overrides: [String] = []
    ) throws(ConfigurationError) -> PipelineConfiguration {
        let report = check(bytes: bytes, path: path, overrides: overrides)
        guard let configuration = report.configuration else { throw ConfigurationError(report.diagnostics) }
        return configuration
    }

    /// The configuration of commands that need no file: the defaults, without sources; pure.
    ///
    /// - Parameters:
    ///   - path: where the file would be; relative paths start from its folder.
    ///   - overrides: what was given with `--set`, each `KEY=VALUE`.
    /// - Throws: every problem of the overrides at once.
    public static func defaults(
        path: String,
        overrides: [String] = []
    ) throws(ConfigurationError) -> PipelineConfiguration {
        let text = SourceText(name: path, bytes: Array("{}".utf8))
        var reader = ConfigurationReader(text: text, overrides: overrides, isWhole: false)
        let configuration = reader.read()
        guard reader.diagnostics.isEmpty else { throw ConfigurationError(reader.diagnostics) }
        return configuration
    }

    /// Checks a configuration and gives warnings too; pure.
    public static func check(bytes: [UInt8], path: String, overrides: [String] = []) -> ConfigurationReport {
        var reader = ConfigurationReader(text: SourceText(name: path, bytes: bytes), overrides: overrides)
        let configuration = reader.read()
        let diagnostics = reader.diagnostics
        return ConfigurationReport(
            configuration: diagnostics.contains { $0.severity == .error } ? nil : configuration,
            diagnostics: diagnostics
        )
    }
}
