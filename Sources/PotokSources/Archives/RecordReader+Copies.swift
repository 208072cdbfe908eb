public import PotokConfiguration
public import PotokCore
public import PotokStreams

extension RecordReader {
    /// Reads a copy of a page that an earlier run has written, at the place that `WARCWriter` has told.
    ///
    /// - Returns: nil when it is not there any more, is too large, or is damaged.
    /// - Throws: `CancellationError`.
    public func copy(
        of request: Request,
        in file: String,
        at offset: Int,
        options: FetchOptions,
        holding lease: ByteLease
    ) async throws -> Page? {
        // A run that was killed has left its last file with the name of one that is being written.
        for path in [file, file + WARCWriter.open] {
            let step = try? await read(
                request,
                path: path,
                archive: path,
                position: ArchivePosition(offset: offset),
                options: options,
                holding: lease
            )
            try Task.checkCancellation()
            if case .next(let page)? = step { return page }
        }
        return nil
    }
}
