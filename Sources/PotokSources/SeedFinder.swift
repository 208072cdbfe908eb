public import PotokConfiguration
public import PotokCore
import PotokStreams

/// What a source names when a run begins.
public struct SourceSeeds: Sendable {
    /// Pages or files with the tags of files.
    public var seeds: [(locator: Locator, fileTag: String?)] = []
    /// What is expected at the seeds.
    public var role = Request.Role.page
    /// Files that hold many documents each, whose records are seeds.
    public var archives: [FileFinder.Found] = []
    /// Whether the archives are files of lines, and not of WARC records.
    public var holdsLines = false
    /// What could not be read; the rest of the source goes on.
    public var problems: [PotokError] = []
}

/// Finds what sources name: files on this machine, URLs in place and in lists.
public struct SeedFinder: Sendable {
    private let folder: String

    /// Makes a finder for a pipeline in a folder, which the identifiers of files start from.
    public init(folder: String) { self.folder = folder }

    /// Finds the files that paths mean which a person gave by hand: those that are a document each, web archives, and files of
    /// lines.
    ///
    /// Of a folder, the files are taken that are a document each.
    public func find(paths: [String]) async -> (files: SourceSeeds, archives: SourceSeeds, lines: SourceSeeds) {
        func named(_ patterns: [String], _ path: String) -> Bool {
            patterns.contains { path.hasSuffix($0.drop { $0 == "*" }) }
        }
        let archives = paths.filter { named(MediaTypes.archivePatterns, $0) }
        let lines = paths.filter { named(MediaTypes.linePatterns, Compression.of($0)?.stripped($0) ?? $0) }
        let files = paths.filter { !archives.contains($0) && !lines.contains($0) }
        return (
            await find(SourceOptions(name: "", kind: .files(paths: files, include: MediaTypes.patterns))),
            await find(SourceOptions(name: "", kind: .warc(paths: archives))),
            await find(SourceOptions(name: "", kind: .ndjson(paths: lines, fields: NDJSONFields())))
        )
    }

    /// Finds everything that a source names.
    public func find(_ source: SourceOptions) async -> SourceSeeds {
        switch source.kind {
        case .files(let paths, let include):
            let finder = FileFinder(folder: folder, include: include)
            return await BlockingWork.run {
                var result = SourceSeeds()
                for path in paths {
                    let (files, problems) = finder.find(path)
                    result.seeds += files.map {
                        (Locator.file(path: $0.path, identifier: $0.identifier), $0.tag)
                    }
                    result.problems += problems
                }
                return result
            }
        case .listings(let kind, let options):
            return ListingSeeds.find(kind, options)
        case .warc(let paths), .ndjson(let paths, _):
            let isLines = if case .ndjson = source.kind { true } else { false }
            let finder = FileFinder(
                folder: folder,
                include: isLines ? MediaTypes.linePatterns : MediaTypes.archivePatterns
            )
            return await BlockingWork.run {
                var result = SourceSeeds()
                result.holdsLines = isLines
                for path in paths {
                    let (files, problems) = finder.find(path)
                    result.archives += files
                    result.problems += problems
                }
                return result
            }
        case .urls(let urls, let lists):
            return await BlockingWork.run {
                var result = SourceSeeds()
                result.seeds = urls.map { (.url($0), nil) }
                for list in lists {
                    let (found, problems) = URLList.read(list)
                    result.seeds += found.map { (.url($0), nil) }
                    result.problems += problems
                }
                return result
            }
        }
    }
}
