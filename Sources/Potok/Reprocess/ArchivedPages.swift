import PotokConfiguration
import PotokCore
import PotokSources
import PotokStore
import PotokStreams

/// Pages in the WARC files that earlier runs have written: where no body is kept of a page, its copy serves.
struct ArchivedPages: Sendable {
    let store: Store
    let records: RecordReader
    let sources: SourceTable

    /// The page that the document of a request was made from; nil when no copy is there that has its bytes.
    ///
    /// - Parameter state: where it is given, only a document is taken that is outdated by it.
    func page(
        for request: Request,
        outdatedBy state: NormalizerState? = nil,
        holding lease: ByteLease
    ) async throws -> Page? {
        guard request.locator.url != nil,
            let (bodyHash, copies) = try await store.copies(for: request, outdatedBy: state)
        else { return nil }
        let options = sources[request.source].fetch
        for copy in copies {
            let page = try await records.copy(
                of: request,
                in: copy.file,
                at: copy.offset,
                options: options,
                holding: lease
            )
            // An answer that says that nothing has changed has a copy too, and the file may be another one by now.
            if let page, Hash.of(page.body) == bodyHash { return page }
        }
        return nil
    }
}
