import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSources
import PotokStreams

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the requests of each source say, looked up once before a run begins.
enum Identities {
    /// The identities by the name of the source; a source that says nothing has none.
    ///
    /// - Throws: `PotokError` that names the source, when a secret is not there or cannot be sent.
    static func resolve(
        _ configuration: PipelineConfiguration,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> [String: RequestIdentity] {
        let finder = SeedFinder(folder: configuration.folder)
        var identities: [String: RequestIdentity] = [:]
        for source in configuration.sources where !source.request.isEmpty {
            let origins = Set(await finder.find(source).seeds.compactMap { $0.locator.url?.origin })
            identities[source.name] = try await BlockingWork.run {
                do throws(PotokError) {
                    return try RequestIdentity.resolve(source.request, origins: origins, environment: environment)
                } catch {
                    var error = error
                    error.message = "source '\(source.name)': \(error.message)"
                    throw error
                }
            }
        }
        return identities
    }
}
