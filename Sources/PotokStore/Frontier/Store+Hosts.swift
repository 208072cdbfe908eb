import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a host wants of robots, as it is kept between runs.
public struct StoredRobots: Sendable, Hashable {
    /// What its robots.txt came to.
    public enum Access: String, Sendable, Hashable {
        /// There are rules.
        case rules
        /// There is no robots.txt: everything may be fetched.
        case all
        /// It could not be had: nothing may be fetched until it can.
        case none
    }

    /// What robots.txt came to.
    public var access: Access
    /// The bytes of robots.txt, when there are rules.
    public var rules: [UInt8]
    /// Until when this may be relied on.
    public var expiresAt: Timestamp

    /// Makes a record.
    public init(access: Access, rules: [UInt8] = [], expiresAt: Timestamp) {
        self.access = access
        self.rules = rules
        self.expiresAt = expiresAt
    }
}

/// A host that has asked to be left alone and has not answered otherwise since.
public struct BlockedHost: Sendable, Hashable {
    /// The host's name.
    public var name: String
    /// Until when; it may have passed.
    public var until: Timestamp
    /// How often in a row it has asked.
    public var blocks: Int
}

extension Store {
    /// The hosts that have asked to be left alone and have not answered otherwise since, whether anything of them is due or not.
    public func blockedHosts() async throws -> [BlockedHost] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT name, blocked_until, blocks FROM host WHERE blocked_until IS NOT NULL ORDER BY name"
            ).map { row in
                BlockedHost(
                    name: row["name"],
                    until: Timestamp(secondsSince1970: row["blocked_until"]),
                    blocks: row["blocks"]
                )
            }
        }
    }

    /// Keeps a host from being asked again until a time; on disk when this returns.
    ///
    /// - Parameter blocks: how often in a row the host has asked to be left alone, this time included.
    public func block(host: String, until: Timestamp, reason: String, blocks: Int) async throws {
        try await write { database in
            try database.execute(
                sql: """
                    INSERT INTO host (name, blocked_until, block_reason, blocks) VALUES (?, ?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET blocked_until = excluded.blocked_until,
                        block_reason = excluded.block_reason, blocks = excluded.blocks
                    """,
                arguments: [host, until.secondsSince1970, reason, blocks]
            )
        }
    }

    /// Forgets the blocks of a host that answers again.
    public func unblock(host: String) async throws {
        try await write { database in
            try database.execute(
                sql: "UPDATE host SET blocked_until = NULL, block_reason = NULL, blocks = 0 WHERE name = ?",
                arguments: [host]
            )
        }
    }

    /// What is kept of an origin's robots.txt; nil when nothing is, or when it has expired.
    public func robots(of origin: String, now: Timestamp) async throws -> StoredRobots? {
        try await read { database in
            guard
                let row = try Row.fetchOne(
                    database.cachedStatement(sql: "SELECT * FROM robots WHERE origin = ? AND expires_at > ?"),
                    arguments: [origin, now.secondsSince1970]
                ),
                let access = StoredRobots.Access(rawValue: row["access"])
            else { return nil }
            return StoredRobots(
                access: access,
                rules: [UInt8]((row["rules"] as Data?) ?? Data()),
                expiresAt: Timestamp(secondsSince1970: row["expires_at"])
            )
        }
    }

    /// Keeps what an origin's robots.txt came to.
    public func keep(_ robots: StoredRobots, of origin: String) async throws {
        try await write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO robots (origin, access, rules, expires_at) VALUES (?, ?, ?, ?)",
                arguments: [
                    origin, robots.access.rawValue, Data(robots.rules), robots.expiresAt.secondsSince1970,
                ]
            )
        }
    }
}
