import Foundation
public import PotokConfiguration

/// The real servers that `scripts/test` and `scripts/dev servers` start for the tests of sinks.
public enum TestServers {
    /// No server was started.
    public struct Missing: Error, CustomStringConvertible {
        let variable: String
        /// What to do.
        public var description: String {
            "\(variable) is not set: tests of sinks need their servers; run them by scripts/test or scripts/dev servers swift test …"
        }
    }

    /// The password of the user `potok` where the server asks for one.
    public static let postgreSQLPassword = "secret word"

    /// The database of the tests by the socket, where no password is asked for.
    public static func postgreSQL(table: String) throws -> PostgreSQLOptions {
        var options = PostgreSQLOptions()
        options.host = try variable("POTOK_TEST_POSTGRESQL")
        options.port = Int(try variable("POTOK_TEST_POSTGRESQL_PORT")) ?? 0
        options.database = "potok"
        options.user = "potok"
        options.table = table
        return options
    }

    /// The same database by TLS, believing the authority that signed the server's certificate, which is for `localhost`.
    public static func postgreSQLByTLS(table: String) throws -> PostgreSQLOptions {
        var options = try postgreSQL(table: table)
        options.host = "localhost"
        options.certificateAuthority = try variable("POTOK_TEST_POSTGRESQL_AUTHORITY")
        return options
    }

    /// The address of Typesense, and the key that may do everything.
    public static func typesense() throws -> (url: String, key: String) {
        (try variable("POTOK_TEST_TYPESENSE"), try variable("POTOK_TEST_TYPESENSE_KEY"))
    }

    private static func variable(_ name: String) throws -> String {
        guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
            throw Missing(variable: name)
        }
        return value
    }
}
