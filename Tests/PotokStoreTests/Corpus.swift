import Foundation
import PotokCore
import PotokDeduplicate
import Testing

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

    var judge: ExactJudge { ExactJudge() }

    var path: String { folder.appending(path: "potok.db").path }

    /// Puts a backup in the place of a database.
    static func restore(_ backup: String, to path: String, replaces: Bool) async throws {
        let now = Timestamp(secondsSince1970: 1_780_000_000)
        try await Store.restore(backup, to: path, replaces: replaces, judge: ExactJudge(), now: now)
    }

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
            dueAgain: request.locator.url == nil ? nil : now
        )
    }

    func document(_ name: String) async throws -> DocumentV1? { try await store.documents(named: name).first?.document }

    /// Decides about the deletions of a run, as its end does.
    @discardableResult
    func endDeletions(
        _ run: Run.Identifier,
        share: Double? = 0.05,
        allowing allowed: Set<String> = []
    ) async throws -> [HeldDeletions] {
        try await store.settleDeletions(
            run: run,
            brake: DeletionBrake(share: share),
            allowing: allowed,
            judge: ExactJudge(),
            now: now
        )
    }

    /// Enters a page, claims it, and commits an outcome for it.
    func look(_ url: String, run: Run.Identifier, outcome: Outcome) async throws {
        let address = try #require(WebURL(url))
        _ = try await store.seed([Seed(locator: .url(address))], source: "first", run: run, now: now)
        let requests = try await store.claim(hosts: [address.host ?? "": 10], run: run, now: now)
        _ = try await store.commit(
            requests.map { Settlement(request: $0, result: .outcome(outcome), dueAgain: now) },
            run: run,
            judge: ExactJudge(),
            now: now
        )
        try await endDeletions(run)
    }

    /// Enters a page, claims it, and commits a document for it, moved to another address if there is one.
    func fetch(
        _ url: String,
        run: Run.Identifier,
        text: String,
        movedTo target: String? = nil,
        title: String? = nil
    ) async throws {
        let address = try #require(WebURL(url))
        _ = try await store.seed([Seed(locator: .url(address))], source: "first", run: run, now: now)
        let requests = try await store.claim(hosts: [address.host ?? "": 10], run: run, now: now)
        _ = try await store.commit(
            try requests.map { request in
                var settlement = settlement(request, text: text)
                if let title, case .document(var candidate, let page) = settlement.result {
                    candidate.document.title = title
                    settlement.result = .document(FingerprintStage.fingerprint(candidate.document), page)
                }
                guard let target, case .document(var candidate, var page) = settlement.result else { return settlement }
                page.hops = [Page.Hop(url: address, status: 301)]
                page.locator = .url(try #require(WebURL(target)))
                candidate.document.locator = page.locator
                candidate.document.key = page.locator.key(source: "first")
                settlement.result = .document(candidate, page)
                return settlement
            },
            run: run,
            judge: ExactJudge(),
            now: now
        )
    }
}
