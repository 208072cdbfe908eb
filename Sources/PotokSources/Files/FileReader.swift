public import PotokConfiguration
public import PotokCore
import PotokFetch
public import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads files into pages; their bodies join the flow where fetched ones do.
public struct FileReader: Sendable {
    private let clock: @Sendable () -> Timestamp

    /// Makes a reader that stamps pages by a clock.
    public init(now clock: @escaping @Sendable () -> Timestamp) { self.clock = clock }

    /// Reads the file of a request.
    ///
    /// - Returns: a page, or the outcome `excluded` for what is too large.
    /// - Throws: `PotokError` with `source.…` when the file is not there or may not be read.
    public func read(
        _ request: Request,
        path: String,
        options: FetchOptions,
        holding lease: ByteLease
    ) async throws -> Step<Page> {
        let limit = options.maxBody
        let now = clock()
        let (descriptor, information) = try await BlockingWork.run { try Self.open(path, request) }
        defer { close(descriptor) }
        guard information.isRegularFile else {
            throw PotokError("source.not-a-file", "\(request.locator) is no regular file")
        }
        let size = Int(information.st_size)
        guard size <= limit.bytes else {
            return .settled(
                .excluded(
                    .size,
                    reason: "\(ByteCount(size).rounded) is more than fetch.maxBody (\(limit.rounded))"
                )
            )
        }
        try await lease.grow(to: size)
        let bytes = try await BlockingWork.run { try Self.readAll(descriptor, expecting: size, limit: limit, request) }
        guard let bytes else {
            return .settled(
                .excluded(.size, reason: "it grew beyond fetch.maxBody (\(limit.rounded)) while it was read")
            )
        }
        let body: [UInt8]
        do throws(DecodingFailure) {
            body = try ContentDecoder.decode(bytes, encoding: Compression.of(path)?.rawValue, limit: limit.bytes)
        } catch .tooLarge {
            return .settled(
                .excluded(.size, reason: "decompressed it is more than fetch.maxBody (\(limit.rounded))")
            )
        } catch {
            throw Self.damaged(request, error)
        }
        try await lease.grow(to: max(size, body.count))
        return .next(
            Page(
                request: request,
                locator: request.locator,
                body: body,
                contentType: MediaTypes.byExtension(of: path),
                validators: Validators(entityTag: FileTag.of(information)),
                observedAt: now
            )
        )
    }

    private static func damaged(_ request: Request, _ failure: DecodingFailure) -> PotokError {
        switch failure {
        case .truncated(let coding):
            PotokError("source.damaged", "\(request.locator) ends before its \(coding) does", isRetryable: true)
        case .damaged(let coding), .foreign(let coding):
            PotokError("source.damaged", "\(request.locator) is no sound \(coding), as its name says it is")
        case .tooLarge, .tooManyLayers, .unknownCoding:
            PotokError("source.damaged", "\(request.locator) cannot be decompressed")
        }
    }

    private static func open(_ path: String, _ request: Request) throws -> (Int32, stat) {
        // A pipe or a device must not block the open.
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileProblem.cannotRead(request.locator.description, errno) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else {
            let number = errno
            close(descriptor)
            throw FileProblem.cannotRead(request.locator.description, number)
        }
        return (descriptor, information)
    }

    /// The bytes up to the end; nil when there are more than the limit.
    private static func readAll(
        _ descriptor: Int32,
        expecting size: Int,
        limit: ByteCount,
        _ request: Request
    ) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + 1)
        var chunk = [UInt8](repeating: 0, count: min(max(size + 1, 4_096), 1 << 20))
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileProblem.cannotRead(request.locator.description, errno)
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > limit.bytes { return nil }
        }
    }
}
