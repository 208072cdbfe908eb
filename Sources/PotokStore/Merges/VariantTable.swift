import GRDB
import PotokCore

/// What pairs of pages teach about their host: that addresses which differ in one way or another lead to the same text.
struct VariantTable {
    /// So many pairs must have had equal texts, and none a different one.
    static let pairsToLearn = 3
    /// Of more variants of one address nothing is learned, so that no site can make the pairs endless.
    static let largestGroup = 16

    /// What was counted for one variation of a host.
    struct Count: Sendable, Hashable {
        var equal: Int
        var different: Int
        /// Whether it is taken for certain.
        var isLearned: Bool { equal >= VariantTable.pairsToLearn && different == 0 }
    }

    let database: Database

    /// The pages with the form of one.
    func group(of look: Look) throws -> [Look] {
        try Look.fetch(database, where: "form = ? ORDER BY look.address", [look.form.key])
    }

    /// Counts what the pairs of one page with its variants say now.
    ///
    /// Equal texts speak for the variation. Different ones speak against it when both pages were as they are at one time;
    /// where one was not looked at since the other changed, what the pair said before still holds.
    ///
    /// - Returns: whether something else is learned for its host than before.
    func count(_ look: Look, in group: [Look]) throws -> Bool {
        guard group.count <= Self.largestGroup else {
            return try group.map { try forget($0.row) }.contains(true)
        }
        var hasFlipped = false
        for other in group where other.row != look.row {
            let isEqual = look.pageHash == other.pageHash
            guard isEqual || look.isContemporary(of: other) else { continue }
            let ids = [min(look.row, other.row), max(look.row, other.row)]
            let known = try Row.fetchOne(
                database.cachedStatement(
                    sql: "SELECT is_equal FROM variant_pair WHERE first_id = ? AND second_id = ?"
                ),
                arguments: StatementArguments(ids)
            )
            if known?["is_equal"] as Bool? == isEqual { continue }
            let variation = look.form.differences(from: other.form)
            if known == nil {
                try database.cachedStatement(
                    sql: """
                        INSERT INTO variant_pair (first_id, second_id, family, variation, is_equal)
                        VALUES (?, ?, ?, ?, ?)
                        """
                ).execute(arguments: [ids[0], ids[1], look.form.family, variation.rawValue, isEqual])
            } else {
                try database.cachedStatement(
                    sql: "UPDATE variant_pair SET is_equal = ? WHERE first_id = ? AND second_id = ?"
                ).execute(arguments: [isEqual, ids[0], ids[1]])
            }
            let old = known == nil ? 0 : -1
            if try add(
                equal: isEqual ? 1 : old,
                different: isEqual ? old : 1,
                to: variation.rawValue,
                look.form.family
            ) {
                hasFlipped = true
            }
        }
        return hasFlipped
    }

    /// Takes back what the pairs of a page said.
    ///
    /// - Returns: whether something else is learned for its host than before.
    func forget(_ row: Int64) throws -> Bool {
        let pairs = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    DELETE FROM variant_pair WHERE first_id = ? OR second_id = ? RETURNING family, variation, is_equal
                    """
            ),
            arguments: [row, row]
        )
        return try pairs.map { pair in
            let isEqual: Bool = pair["is_equal"]
            return try add(
                equal: isEqual ? -1 : 0,
                different: isEqual ? 0 : -1,
                to: pair["variation"],
                pair["family"]
            )
        }.contains(true)
    }

    /// What is known of each variation of a host.
    func counts(_ family: String) throws -> [Int: Count] {
        let rows = try Row.fetchAll(
            database.cachedStatement(sql: "SELECT variation, equal, different FROM variant WHERE family = ?"),
            arguments: [family]
        )
        return Dictionary(
            rows.map { ($0["variation"] as Int, Count(equal: $0["equal"], different: $0["different"])) }
        ) { first, _ in first }
    }

    /// The variations that a host has taught.
    func learned(_ family: String) throws -> [Variation] {
        try counts(family).filter { $0.value.isLearned }.map { Variation(rawValue: $0.key) }
    }

    /// The pages of a host that may merge, or part, when something else is learned.
    func rowsWithPairs(_ family: String) throws -> [Int64] {
        try Int64.fetchAll(
            database,
            sql: """
                SELECT first_id FROM variant_pair WHERE family = ?1 AND is_equal
                UNION SELECT second_id FROM variant_pair WHERE family = ?1 AND is_equal
                """,
            arguments: [family]
        )
    }

    /// The pages whose pairs with one had the same text.
    func equals(of row: Int64) throws -> Set<Int64> {
        try Int64.fetchSet(
            database.cachedStatement(
                sql: """
                    SELECT second_id FROM variant_pair WHERE first_id = ?1 AND is_equal
                    UNION SELECT first_id FROM variant_pair WHERE second_id = ?1 AND is_equal
                    """
            ),
            arguments: [row]
        )
    }

    private func add(equal: Int, different: Int, to variation: Int, _ family: String) throws -> Bool {
        let before = try counts(family)[variation] ?? Count(equal: 0, different: 0)
        let after = Count(equal: before.equal + equal, different: before.different + different)
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO variant (family, variation, equal, different) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [family, variation, after.equal, after.different])
        return before.isLearned != after.isLearned
    }
}

extension [Variation] {
    /// Whether a difference is made of learned ones only.
    func cover(_ difference: Variation) -> Bool {
        !difference.isEmpty
            && filter { difference.isSuperset(of: $0) }.reduce(into: Variation()) { $0.formUnion($1) } == difference
    }
}
