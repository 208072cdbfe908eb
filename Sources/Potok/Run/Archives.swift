import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSources
import PotokStreams

/// The WARC files that a run writes: one writer for each folder that its sources name.
struct Archives: Sendable {
    private let writers: [String: WARCWriter]

    /// Opens the folders of some options.
    ///
    /// - Throws: `warc.cannot-write`.
    static func open(
        for options: [FetchOptions],
        run: String,
        now: @escaping @Sendable () -> Timestamp
    ) async throws -> Archives {
        let wanted = options.filter { $0.warc != FetchOptions.noWARC }
        if wanted.isEmpty { return Archives(writers: [:]) }
        return try await BlockingWork.run {
            var writers: [String: WARCWriter] = [:]
            for options in wanted where writers[options.warc] == nil {
                writers[options.warc] = try WARCWriter(
                    folder: options.warc,
                    run: run,
                    software: options.userAgent,
                    largestFile: options.warcFile,
                    now: now
                )
            }
            return Archives(writers: writers)
        }
    }

    /// The writer that some options want; nil when they want none.
    subscript(_ options: FetchOptions) -> WARCWriter? { writers.isEmpty ? nil : writers[options.warc] }

    /// Waits until all that was added is on the disk.
    func sync() async throws {
        for writer in writers.values { try await writer.sync() }
    }

    /// Gives the last files their names.
    func close() async throws {
        for writer in writers.values { try await writer.close() }
    }
}
