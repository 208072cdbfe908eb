import Foundation
import PotokConfiguration
import PotokCore
import PotokTesting

@testable import PotokSinks

/// A table of its own for one test, with a connection to look at it from outside.
final class PostgreSQLTable: Sendable {
    let options: PostgreSQLOptions
    let sink: PostgreSQLSink
    private let connection: PostgreSQLConnection

    init(
        textSearch: PostgreSQLOptions.TextSearch = .simple,
        mapping: FieldMapping = .identity,
        timeout: Duration = .seconds(20)
    ) throws {
        let name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "").prefix(20)
        var options = try TestServers.postgreSQL(table: name)
        options.textSearch = textSearch
        self.options = options
        sink = PostgreSQLSink(options, mapping: mapping, timeout: timeout)
        connection = try Self.connect(options)
    }

    /// The name as it stands in a statement.
    var name: String { options.table }

    /// A connection of somebody else.
    static func connect(_ options: PostgreSQLOptions) throws -> PostgreSQLConnection {
        try PostgreSQLConnection(
            [
                ("host", options.host), ("port", String(options.port)), ("dbname", options.database),
                ("user", options.user),
            ],
            until: .lasting(.seconds(20))
        )
    }

    /// Asks from outside; NULL is nil.
    @discardableResult
    func ask(_ statement: String) throws -> [[String?]] {
        try connection.run(statement, until: .lasting(.seconds(20))).rows
    }

    /// The first value of the first row.
    func value(_ statement: String) throws -> String? { try ask(statement).first?.first ?? nil }
}
