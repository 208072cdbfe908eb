import Foundation
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokTesting
import Testing

@testable import PotokSinks

/// A name of its own for one test, with a way to ask the server from outside.
struct TypesenseCollection {
    let name: String
    let sink: TypesenseSink
    let server: TypesenseServer

    init(mapping: FieldMapping = .identity) throws {
        name = "test-" + UUID().uuidString.lowercased().prefix(13)
        server = TypesenseServer(client: try Self.client())
        sink = TypesenseSink(server.client, name: name, mapping: mapping)
    }

    /// A client with a key: the one that may do everything, or another.
    static func client(key: String? = nil, base: String? = nil, timeout: Duration = .seconds(20)) throws -> HTTPClient {
        let (url, own) = base == nil || key == nil ? try TestServers.typesense() : ("", "")
        let credentials = try HTTPCredentials(
            .apiKey(.environment("KEY")),
            keyHeader: TypesenseSink.keyHeader,
            vault: SecretVault(environment: ["KEY": key ?? own])
        )
        let address = try #require(WebURL(base ?? url))
        var target = try #require(HTTPTarget(address, credentials: credentials))
        target.timeout = timeout
        return HTTPClient(target)
    }

    /// Makes a key that may do some things with the collections of this test.
    func key(actions: [String]) async throws -> String {
        let value = "key-\(UUID().uuidString)"
        let actions = actions.map { JSONValue(.string($0)) }
        let body: JSONValue = [
            "description": "a test", "actions": JSONValue(.array(actions)),
            "collections": [JSONValue(.string("\(name).*"))],
            "value": JSONValue(.string(value)),
        ]
        _ = try await ask("POST", "/keys", JSONWriter.pretty(body))
        return value
    }

    /// Asks from outside.
    @discardableResult
    func ask(_ method: String, _ path: String, _ body: String? = nil) async throws -> JSONValue? {
        try await server.expect(method, path, body: body.map { Array($0.utf8) }, or: 404).json
    }

    /// A stored document; nil when there is none.
    func document(_ key: DocumentKey) async throws -> JSONValue? {
        let found = try await ask("GET", "/collections/\(name)/documents/\(key)")
        return found?["id"] == nil ? nil : found
    }
}
