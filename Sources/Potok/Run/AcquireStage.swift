import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSources
import PotokStreams

/// Brings the bytes of a request: from the web or from a file.
struct AcquireStage: Stage {
    let fetcher: Fetcher
    let reader: FileReader
    let politeness: Politeness
    let sources: SourceTable

    var name: String { "fetch" }

    func process(_ request: Request, holding lease: ByteLease) async throws -> Step<Page> {
        let options = sources[request.source].fetch
        guard case .url(let url) = request.locator else {
            guard case .file(let path, _) = request.locator else { return .settled(.unchanged) }
            return try await reader.read(request, path: path, options: options, holding: lease)
        }
        do {
            let result = try await fetcher.fetch(request, options: options, holding: lease)
            let step = try await step(result, host: url.host ?? "")
            politeness.finished(request)
            return step
        } catch {
            politeness.finished(request)
            throw error
        }
    }

    private func step(_ result: FetchResult, host: String) async throws -> Step<Page> {
        switch result {
        case .page(let page): return .next(page)
        case .notModified: return .settled(.unchanged)
        case .status(let answer):
            switch answer.status {
            case 404, 410: return .settled(.gone(reason: answer.reason))
            case 429, 503:
                let until = try await politeness.block(host, for: result.retryAfter, because: answer.reason)
                return .settled(.deferred(.tooManyRequests, reason: "\(host) answered \(answer.reason)", until: until))
            default:
                throw PotokError(
                    PotokError.Code("fetch.http-\(answer.status)"),
                    "the server answered \(answer.reason)",
                    isRetryable: answer.status >= 500
                )
            }
        }
    }
}
