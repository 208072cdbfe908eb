import GRDB
public import PotokCore

extension Store {
    /// Mends what can be mended from what is stored; each part is done as a whole or not at all.
    ///
    /// Nothing else may write meanwhile. What becomes of a document that way is told to sinks as every other change.
    ///
    /// - Parameter parameters: what fingerprints are made with, where they have to be made anew.
    public func repair(
        _ problems: [DatabaseProblem],
        judge: any Judge,
        parameters: DuplicateParameters,
        now: Timestamp
    ) async throws {
        let parts = Set(problems.map(\.part))
        if parts.contains(.tableIndex) { try await write { try $0.execute(sql: "REINDEX") } }
        if parts.contains(.orphans) { try await write { try OrphanTable.repair($0) } }
        if parts.contains(.versions) {
            try await write { try Versions.raise(above: Self.lastVersion($0), now: now, $0) }
        }
        if parts.contains(.index) { try await rebuildIndex() }
        if parts.contains(.fingerprints) {
            _ = try await rebuildFingerprints(judge: judge, parameters: parameters, now: now)
        }
    }
}
