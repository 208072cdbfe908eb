import GRDB
import PotokCore

/// What the fingerprints of a database were made with.
public struct DuplicateParameters: Sendable, Hashable {
    /// The version of the algorithm, with its folding.
    public var version: Int

    /// The number of runs of words of which one is kept.
    public var window: Int

    /// Makes parameters.
    public init(version: Int, window: Int) {
        self.version = version
        self.window = window
    }

    /// The parameters of a database; those of a new one have the version 0 and the default window.
    static func read(_ database: Database) throws -> DuplicateParameters {
        DuplicateParameters(
            version: Int(try MetaTable.integer("fingerprint_version", database) ?? 0),
            window: Int(try MetaTable.integer("fingerprint_window", database) ?? 32)
        )
    }

    func write(_ database: Database) throws {
        try MetaTable.set("fingerprint_version", to: Int64(version), database)
        try MetaTable.set("fingerprint_window", to: Int64(window), database)
    }
}
