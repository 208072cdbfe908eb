import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the normalizer of today makes texts with: what was made with anything else is outdated.
public struct NormalizerState: Sendable, Hashable {
    /// The version of its rules.
    public var version: Int
    /// A hash of the options of each source, by its name.
    public var rules: [String: Int64]

    /// Makes a state.
    public init(version: Int, rules: [String: Int64]) {
        self.version = version
        self.rules = rules
    }
}

extension Store {
    /// The page that is kept for a request, if its document was made by another version of the normalizer or with other options.
    public func outdatedPage(for request: Request, _ state: NormalizerState) async throws -> Page? {
        try await page(
            for: request,
            where: "gone_at IS NULL AND \(Self.isOutdated)",
            [state.version, state.rules[request.source]]
        )
    }

    /// Whether the document of a row was made by another version of the normalizer or with other options.
    private static let isOutdated = "(normalizer < ? OR rules IS NOT NULL AND rules <> ?)"

    /// The copies that are kept outside of the database of a request's page, the newest first, with the hash of the bytes that its document was
    /// made from.
    ///
    /// - Parameter state: where it is given, only a document counts that is outdated by it.
    /// - Returns: nil when there is no such document, or no copy.
    public func copies(
        for request: Request,
        outdatedBy state: NormalizerState?
    ) async throws -> (bodyHash: Hash, copies: [FetchedCopy])? {
        try await read { database in
            var arguments: StatementArguments = [request.claim.rawValue]
            if let state { arguments += [state.version, state.rules[request.source]] }
            let hash = try Data.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT document.body_hash FROM frontier JOIN document ON document.id = document_id
                        WHERE frontier.id = ? AND gone_at IS NULL \(state == nil ? "" : "AND \(Self.isOutdated)")
                        """
                ),
                arguments: arguments
            )
            guard let hash else { return nil }
            let copies = try CopyTable.copies(of: request.claim.rawValue, limit: Self.mostCopies, database)
            return copies.isEmpty ? nil : (Hash(hash), copies)
        }
    }

    /// Copies of a page that are looked at: most of them say that it has not changed.
    private static let mostCopies = 1_000

    /// The page that is kept for a request, with the bytes that its document was made from.
    public func bodyPage(for request: Request) async throws -> Page? {
        try await page(for: request, where: "gone_at IS NULL", [])
    }

    private func page(
        for request: Request,
        where condition: String,
        _ arguments: StatementArguments
    ) async throws -> Page? {
        let found = try await read { database -> (response: StoredResponse, kept: KeptBody, observedAt: Timestamp)? in
            let row = try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT body.response, body.size, body.bytes, body.observed_at
                        FROM body JOIN frontier ON frontier.id = frontier_id JOIN document ON document.id = document_id
                        WHERE frontier_id = ? AND body.body_hash = document.body_hash AND \(condition)
                        """
                ),
                arguments: [request.claim.rawValue] + arguments
            )
            guard let row else { return nil }
            return (
                try StoredResponse(json: row["response"]),
                KeptBody(bytes: [UInt8](row["bytes"] as Data), size: row["size"]),
                Timestamp(secondsSince1970: row["observed_at"])
            )
        }
        // Outside of the database: nobody waits for what is only computed.
        guard let found, let body = found.kept.body() else { return nil }
        return found.response.page(for: request, body: body, observedAt: found.observedAt)
    }

    /// How many documents were made by an older version of the normalizer, where that has not been told since this one came; 0 otherwise.
    public func outdatedDocumentsToTell(version: Int) async throws -> Int {
        let name = "normalize.told"
        guard try await read({ try MetaTable.integer(name, $0) }) != Int64(version) else { return 0 }
        let count = try await outdatedDocuments(version: version)
        try await write { try MetaTable.set(name, to: Int64(version), $0) }
        return count
    }

    /// How many documents were made by an older version of the normalizer; those that are gone do not count.
    public func outdatedDocuments(version: Int) async throws -> Int {
        try await read { try RuleSet.outdated(normalizer: version, $0) }
    }
}
