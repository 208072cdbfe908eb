import PotokConfiguration
import PotokCore
import PotokNormalize
import PotokStore
import PotokStreams

/// The bytes of pages whose documents were made by an older normalizer, or with other options than those of today.
struct OutdatedPages: Sendable {
    let store: Store
    let state: NormalizerState
    let archived: ArchivedPages

    /// The page that is kept for a request whose server says that it has not changed; nil when its document is up to date.
    func page(for request: Request, holding lease: ByteLease) async throws -> Page? {
        guard request.role == .page || request.role == .site else { return nil }
        if let page = try await store.outdatedPage(for: request, state) { return page }
        return try await archived.page(for: request, outdatedBy: state, holding: lease)
    }
}

extension NormalizerState {
    /// What the normalizer of this program makes of the pages of a pipeline's sources.
    init(_ configuration: PipelineConfiguration) {
        let sources = configuration.sources.map { ($0.name, NormalizeRules($0.normalize).fingerprint) }
        var rules = Dictionary(sources) { first, _ in first }
        rules[SourceTable.added] = NormalizeRules(configuration.normalize).fingerprint
        self.init(version: NormalizeStage.version, rules: rules)
    }
}
