import PotokConfiguration
import PotokCore
import PotokSources
import PotokStore

/// The beginning of a run: what the sources name enters the frontier.
struct Seeding: Sendable {
    struct Result: Sendable {
        var counts = SeedCounts()
        var problems = 0
        /// Sources that take no part in this run, and when they do again.
        var resting: [RunReport.RestingSource] = []
    }

    /// Addresses entered in one transaction.
    private static let part = 2_000

    let configuration: PipelineConfiguration
    let store: Store
    let run: PotokStore.Run.Identifier
    let listener: any RunListener
    let now: @Sendable () -> Timestamp

    /// Enters what a selection names.
    func seed(_ selection: Selection) async throws -> Result {
        var result = Result()
        let finder = SeedFinder(folder: configuration.folder)
        switch selection {
        case .everything:
            let schedule = Schedule(now: now(), taken: try await store.takenParts())
            for source in configuration.sources {
                if let until = schedule.rests(source) {
                    result.resting.append(RunReport.RestingSource(name: source.name, until: until))
                } else {
                    try await seed(await finder.find(source), source.name, &result)
                    try await store.takePart(source.name, run: run)
                }
            }
            result.counts += try await store.reseed(source: SourceTable.added, run: run, now: now())
        case .sources(let sources):
            // In the order of the pipeline: what two sources name belongs to the first.
            for source in configuration.sources where sources.contains(where: { $0.name == source.name }) {
                try await seed(await finder.find(source), source.name, &result)
            }
        case .items(let items):
            var (found, archives, lines) = await finder.find(paths: items.paths)
            found.seeds += items.urls.map { (.url($0), nil) }
            for stream in items.streams {
                if stream.holdsLines {
                    lines.archives.append(
                        .init(path: stream.path, identifier: stream.identifier, tag: stream.identifier)
                    )
                } else {
                    found.seeds.append((.file(path: stream.path, identifier: stream.identifier), nil))
                }
            }
            try await store.insist(on: found.seeds.map(\.locator), source: SourceTable.added, now: now())
            for part in [found, archives, lines] { try await seed(part, SourceTable.added, &result) }
        }
        return result
    }

    private func seed(_ found: SourceSeeds, _ source: String, _ result: inout Result) async throws {
        tell(found.problems, source, &result)
        for archive in found.archives {
            try await seed(archive, holdsLines: found.holdsLines, source, &result)
        }
        for start in stride(from: 0, to: found.seeds.count, by: Self.part) {
            let part = found.seeds[start..<min(start + Self.part, found.seeds.count)]
            result.counts += try await store.seed(
                part.map { Seed(locator: $0.locator, fileTag: $0.fileTag, role: found.role) },
                source: source,
                run: run,
                now: now()
            )
        }
        if found.role != .page {
            result.counts += try await store.reseedFound(source: source, run: run, now: now())
        }
    }

    /// Enters the records of an archive; one that has not changed since all of them were entered is not read again.
    private func seed(
        _ archive: FileFinder.Found,
        holdsLines: Bool,
        _ source: String,
        _ result: inout Result
    ) async throws {
        let known = try await store.reseedArchive(
            archive.identifier,
            tag: archive.tag,
            path: archive.path,
            source: source,
            run: run,
            now: now()
        )
        if let known {
            result.counts += known
            return
        }
        do {
            let listing = try await ArchiveListing(archive, holdsLines: holdsLines)
            while true {
                let entries = try await listing.next(Self.part)
                if entries.isEmpty { break }
                result.counts += try await store.seed(
                    entries.map { entry in
                        Seed(
                            locator: .record(
                                path: archive.path,
                                archive: archive.identifier,
                                position: entry.position
                            ),
                            fileTag: entry.tag
                        )
                    },
                    source: source,
                    run: run,
                    now: now()
                )
            }
            tell(listing.problems, source, &result)
            try await store.finishArchive(archive.identifier, tag: archive.tag, source: source, run: run)
        } catch let problem as PotokError where !problem.code.rawValue.hasPrefix("database.") {
            tell([problem], source, &result)
        }
    }

    private func tell(_ problems: [PotokError], _ source: String, _ result: inout Result) {
        for problem in problems {
            result.problems += 1
            listener.notice(
                RunNotice(
                    severity: .error,
                    source: source,
                    address: nil,
                    code: problem.code.rawValue,
                    message: problem.message,
                    hint: problem.hint
                )
            )
        }
    }
}
