import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams

/// Brings the bytes that a document was made from: out of the database, out of the WARC file of the run that has fetched them, or out of
/// the file that it came from.
struct StoredPageStage: Stage {
    /// The code of a document whose bytes are in none of them.
    static let noBody: PotokError.Code = "reprocess.no-body"

    let store: Store
    let local: LocalPages
    let archived: ArchivedPages
    let sources: SourceTable

    var name: String { "read" }

    func process(_ request: Request, holding lease: ByteLease) async throws -> Step<Page> {
        let options = sources[request.source].fetch
        if let step = try await local.page(for: request, options: options, holding: lease) { return step }
        var kept = try await store.bodyPage(for: request)
        if kept == nil { kept = try await archived.page(for: request, holding: lease) }
        guard let page = kept else {
            throw PotokError(Self.noBody, "its bytes are not kept, and no WARC file has them")
        }
        try await lease.grow(to: page.body.count)
        return .next(page)
    }
}

/// The documents of a selection, in the order in which they came.
struct ReprocessSource: PipelineSource {
    /// Documents claimed at a time.
    private static let part = 256

    let store: Store
    let selection: ReprocessSelection
    /// The run that claims them; nil for one that changes nothing.
    let run: PotokStore.Run.Identifier?
    /// As many as this, spread over all of them; nil for all.
    let sample: Int?
    /// How many there are.
    let total: Int

    func produce(into send: @escaping @Sendable (Request) async throws -> Void) async throws {
        var last: Int64 = 0
        var seen = 0
        while let (requests, end) = try await store.claimReprocessable(
            selection,
            after: last,
            limit: Self.part,
            run: run
        ) {
            last = end
            for request in requests {
                defer { seen += 1 }
                guard isWanted(seen) else { continue }
                try await send(request)
            }
        }
    }

    /// Whether the document at a place is one of the sample: every so many is.
    private func isWanted(_ place: Int) -> Bool {
        guard let sample, sample < total else { return true }
        return (place + 1) * sample / total > place * sample / total
    }
}
