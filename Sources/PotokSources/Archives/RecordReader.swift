public import PotokConfiguration
public import PotokCore
import PotokFetch
public import PotokStreams

/// Reads records of archives into pages; their bodies join the flow where fetched ones do.
public struct RecordReader: Sendable {
    private let clock: @Sendable () -> Timestamp
    private let report: @Sendable (Request, PotokError) -> Void
    private let sequences = ArchiveSequences()

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - clock: the time of records that say none.
    ///   - report: is told what is wrong with a record that is read nevertheless.
    public init(
        now clock: @escaping @Sendable () -> Timestamp,
        report: @escaping @Sendable (Request, PotokError) -> Void = { _, _ in }
    ) {
        self.clock = clock
        self.report = report
    }

    /// Reads the record of a request.
    ///
    /// - Returns: a page, or the outcome `excluded` for what is too large.
    /// - Throws: `PotokError` when the record is not there any more, or damaged.
    public func read(
        _ request: Request,
        path: String,
        archive: String,
        position: ArchivePosition,
        options: FetchOptions,
        holding lease: ByteLease
    ) async throws -> Step<Page> {
        let limit = options.maxBody
        let sequences = sequences
        let found = try await BlockingWork.run {
            try sequences.open(path: path, archive: archive, at: position)
        }
        guard let url = WARCPage.url(of: found.record) else {
            return .settled(.excluded(.type, reason: "the record is no copy of a page on the web"))
        }
        if let reason = found.record.value(of: "warc-truncated") {
            return .settled(.excluded(.size, reason: "the archive holds only a part of it (WARC-Truncated: \(reason))"))
        }
        guard found.record.contentLength <= limit.bytes else { return .settled(Self.tooLarge(limit)) }
        try await lease.grow(to: found.record.contentLength)
        guard let block = try await BlockingWork.run({ try found.block() }) else {
            throw PotokError("warc.damaged", "the record at \(position) of \(archive) is not whole")
        }
        let content: WARCContent
        do {
            content = try WARCContent(of: found.record, block: block, limit: limit.bytes)
        } catch .tooLarge {
            return .settled(Self.tooLarge(limit))
        } catch {
            throw PotokError(
                "warc.damaged",
                "the body of the record at \(position) of \(archive) cannot be decoded: \(error)"
            )
        }
        for complaint in content.complaints {
            report(request, PotokError("warc.digest", "\(archive) at \(position): \(complaint)"))
        }
        guard content.isWhole else {
            throw PotokError("warc.damaged", "the body of the record at \(position) of \(archive) is not whole")
        }
        try await lease.grow(to: content.body.count)
        return .next(
            Page(
                request: request,
                locator: .url(url),
                hops: WARCPage.hops(of: found.record),
                body: content.body,
                contentType: content.contentType,
                headers: content.headers,
                validators: Validators(entityTag: WARCPage.tag(of: found.record)),
                observedAt: found.record.date ?? clock()
            )
        )
    }

    private static func tooLarge(_ limit: ByteCount) -> Outcome {
        .excluded(.size, reason: "it is more than fetch.maxBody (\(limit.rounded))")
    }
}
