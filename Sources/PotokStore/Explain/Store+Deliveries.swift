import GRDB
public import PotokCore

/// What became of a document at one sink.
public struct DeliveryStanding: Sendable, Hashable {
    /// How it stands.
    public enum State: String, Sendable, Hashable {
        /// The sink has acknowledged its newest change.
        case delivered
        /// Its newest change waits.
        case waiting
        /// The sink will never take its newest change as it is.
        case dead
        /// The sink is not told of it: another document represents it.
        case leftOut = "left-out"
    }

    /// The sink.
    public var sink: String
    /// How it stands.
    public var state: State
    /// What the change is, for one that waits or is dead.
    public var kind: Change.Kind?
    /// How often the change was tried.
    public var attempts: Int
    /// Before when it is not tried again.
    public var retryAt: Timestamp?
    /// The code of the sink's last words about it, or about everything.
    public var code: String?
    /// The sink's last words about it, or about everything.
    public var message: String?
}

extension Store {
    /// What became of a document at each sink, in the order in which these were named first.
    public func deliveryStandings(of key: DocumentKey) async throws -> [DeliveryStanding] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT sink.name, outbox.*, outbox.key IS NOT NULL AS is_open,
                        representatives_only AND representative_id IS NOT NULL AS is_left_out,
                        max(coalesce(outbox.retry_at, 0), coalesce(sink.retry_at, 0)) AS next_try,
                        failure_code, failure_message
                    FROM sink JOIN document ON document.key = ?1
                        LEFT JOIN outbox ON outbox.sink_id = sink.id AND outbox.key = document.key
                    ORDER BY sink.id
                    """,
                arguments: [key.data]
            ).map { row in
                let isOpen: Bool = row["is_open"]
                let isDead = row["dead_at"] as Int? != nil
                let isLeftOut: Bool = row["is_left_out"]
                let next: Int = row["next_try"]
                return DeliveryStanding(
                    sink: row["name"],
                    state: isOpen ? (isDead ? .dead : .waiting) : isLeftOut ? .leftOut : .delivered,
                    kind: (row["kind"] as String?).flatMap { Change.Kind(rawValue: $0) },
                    attempts: row["attempts"] ?? 0,
                    retryAt: isOpen && !isDead && next > 0 ? Timestamp(secondsSince1970: next) : nil,
                    code: isOpen ? row["code"] ?? row["failure_code"] : nil,
                    message: isOpen ? row["message"] ?? row["failure_message"] : nil
                )
            }
        }
    }
}
