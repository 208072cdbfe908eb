import PotokConfiguration
import PotokCore
import PotokSources
import PotokStreams

/// Reads what is on this machine: files, and records of archives and of files with a document a line.
struct LocalPages: Sendable {
    let reader: FileReader
    let lines: NDJSONReader
    let records: RecordReader
    let sources: SourceTable

    init(
        sources: SourceTable,
        listener: any RunListener,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.sources = sources
        reader = FileReader(now: now)
        lines = NDJSONReader(now: now)
        records = RecordReader(now: now) { request, problem in
            listener.notice(
                RunNotice(
                    severity: .warning,
                    source: request.source,
                    address: request.locator.description,
                    code: problem.code.rawValue,
                    message: problem.message,
                    hint: problem.hint
                )
            )
        }
    }

    /// The bytes of a request; nil for what is on the web.
    func page(
        for request: Request,
        options: FetchOptions,
        holding lease: ByteLease
    ) async throws -> Step<Page>? {
        switch request.locator {
        case .url: return nil
        case .file(let path, _):
            return try await reader.read(request, path: path, options: options, holding: lease)
        case .record(let path, let archive, let position):
            // Only lines have numbers.
            if position.line > 0 {
                let fields =
                    if case .ndjson(_, let own) = sources[request.source].kind { own } else { NDJSONFields() }
                return try await lines.read(
                    request,
                    path: path,
                    archive: archive,
                    position: position,
                    fields: fields,
                    options: options,
                    holding: lease
                )
            }
            return try await records.read(
                request,
                path: path,
                archive: archive,
                position: position,
                options: options,
                holding: lease
            )
        }
    }
}
