import Foundation
import PotokCore
import PotokDeduplicate

@testable import PotokStore

/// A store in a folder of its own, with shortcuts for what a run does to it.
final class Corpus {
    let folder: URL
    let store: Store
    var now = Timestamp(secondsSince1970: 1_780_000_000)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "potok-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try Store(path: folder.appending(path: "potok.db").path, mode: .create)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var path: String { folder.appending(path: "potok.db").path }

    func begin(_ sources: [String] = ["first", "second"], inWork: [Request.Claim] = []) async throws -> Run.Identifier {
        try await store.beginRun(
            sources: sources,
            inWork: inWork,
            processIdentifier: 1,
            judge: ExactJudge(),
            now: now
        )
    }

    func seed(
        _ identifiers: [String],
        source: String = "first",
        tag: String = "1",
        run: Run.Identifier
    ) async throws
        -> SeedCounts
    {
        try await store.seed(
            identifiers.map { Seed(locator: .file(path: "/data/\($0)", identifier: $0), fileTag: tag) },
            source: source,
            run: run,
            now: now
        )
    }

    /// Claims everything due and commits a document for each, with the text that the closure gives.
    @discardableResult
    func ingest(
        run: Run.Identifier,
        observedAt: Timestamp? = nil,
        published: String? = nil,
        tag: String = "1",
        text: (String) -> String
    ) async throws -> CommitReport {
        let requests = try await store.claimFiles(limit: 1_000, run: run, now: now)
        return try await store.commit(
            requests.map {
                settlement(
                    $0,
                    text: text($0.locator.description),
                    observedAt: observedAt,
                    published: published,
                    tag: tag
                )
            },
            run: run,
            judge: ExactJudge(),
            now: now
        )
    }

    func settlement(
        _ request: Request,
        text: String,
        observedAt: Timestamp? = nil,
        published: String? = nil,
        tag: String = "1"
    ) -> Settlement {
        let document = Document(
            key: request.locator.key(source: request.source),
            locator: request.locator,
            source: request.source,
            title: "Title of \(request.locator)",
            text: text,
            published: published.flatMap { PublishedDate($0) },
            mediaType: "text/plain",
            observedAt: observedAt ?? now,
            bodyHash: Hash.of(text.utf8),
            normalizerVersion: 1
        )
        let page = Page(
            request: request,
            locator: request.locator,
            body: [],
            validators: Validators(entityTag: tag),
            observedAt: observedAt ?? now
        )
        return Settlement(
            request: request,
            result: .document(FingerprintStage.fingerprint(document), page),
            dueAgain: nil
        )
    }

    func document(_ name: String) async throws -> DocumentV1? { try await store.documents(named: name).first?.document }
}
