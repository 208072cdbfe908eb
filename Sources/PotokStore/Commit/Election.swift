import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Elects the document that represents all those with the same text.
///
/// The rule knows nothing of arrival, so the same documents give the same links in whatever order they came.
struct Election {
    let database: Database
    let judge: any Judge
    /// The run whose outcomes follow the election; nil between runs.
    let run: Run.Identifier?
    /// Documents whose link changed.
    private(set) var touched: [Int64] = []
    /// Addresses of this run whose new document turned out to be a duplicate.
    private(set) var demoted: Set<Int64> = []

    init(database: Database, judge: any Judge, run: Run.Identifier?) {
        self.database = database
        self.judge = judge
        self.run = run
    }

    mutating func elect(_ text: Hash) throws {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT document.id, key, position, published, locator, representative_id
                    FROM document JOIN source ON source.id = source_id
                    WHERE text_hash = ? AND compares AND gone_at IS NULL
                    """
            ),
            arguments: [text.data]
        )
        let members = rows.compactMap { row -> (row: Int64, linked: Int64?, member: ClusterMember)? in
            guard let key = DocumentKey(data: row["key"]) else { return nil }
            return (
                row["id"], row["representative_id"],
                ClusterMember(
                    key: key,
                    sourceOrder: row["position"],
                    published: (row["published"] as String?).flatMap { PublishedDate($0) },
                    locator: row["locator"]
                )
            )
        }
        guard let first = members.first else { return }
        let elected = members.dropFirst().reduce(first) {
            judge.represents($1.member, $0.member) ? $1 : $0
        }
        let link = try database.cachedStatement(sql: "UPDATE document SET representative_id = ? WHERE id = ?")
        for member in members {
            let wanted = member.row == elected.row ? nil : elected.row
            if wanted != member.linked {
                try link.execute(arguments: [wanted, member.row])
                touched.append(member.row)
            }
            guard let run else { continue }
            // What this run reported as new before a better representative came is a duplicate after all, and the other way round.
            let (before, after) = wanted == nil ? ("duplicate", "indexed") : ("indexed", "duplicate")
            let reason = wanted == nil ? nil : Outcome.duplicate(of: elected.member.key).reason
            let changed = try Int64.fetchAll(
                database.cachedStatement(
                    sql: """
                        UPDATE outcome SET kind = ?, reason = ? WHERE run_id = ? AND document_id = ? AND kind IN (?, ?)
                        RETURNING frontier_id
                        """
                ),
                // What a representative's outcome says besides stays as it is.
                arguments: [after, reason, run.rawValue, member.row, before, wanted == nil ? before : after]
            )
            if wanted != nil { demoted.formUnion(changed) }
        }
    }
}
