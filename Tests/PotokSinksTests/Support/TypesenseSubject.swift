import Foundation
import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

/// The Typesense sink before a real server, with a collection that refuses documents without a confidence.
final class TypesenseSubject: SinkSubject {
    let collection: TypesenseCollection
    private let proxy: FaultProxy

    init() async throws {
        collection = try TypesenseCollection()
        let (url, key) = try TestServers.typesense()
        let port = try #require(URL(string: url)?.port)
        proxy = try FaultProxy(
            isDelivery: {
                $0.target.contains("/documents/import?") || $0.method == "DELETE" && $0.target.contains("filter_by")
            },
            answer: FaultProxy.forwarding(to: port)
        )
        secret = key
        let made = "\(collection.name)_1"
        let definition = String(decoding: TypesenseSchema(.identity).creation(named: made), as: UTF8.self)
        try await collection.ask(
            "POST",
            "/collections",
            definition.replacing(
                #""name":"confidence","type":"float","facet":false,"optional":true"#,
                with: #""name":"confidence","type":"float","facet":false,"optional":false"#
            )
        )
        try await collection.server.pointAlias(collection.name, to: made)
    }

    deinit { proxy.stop() }

    let secret: String?
    var faults: Set<TargetFault> { Set(TargetFault.allCases) }

    func sink(timeout: Duration) throws -> any Sink {
        let client = try TypesenseCollection.client(key: secret, base: proxy.url("/"), timeout: timeout)
        return TypesenseSink(client, name: collection.name)
    }

    func inject(_ fault: TargetFault, times: Int) { proxy.inject(fault, times: times) }

    func held() async throws -> [DocumentKey: HeldDocument] {
        let path = "/collections/\(collection.name)/documents/export"
        let answer = try await collection.server.expect("GET", path, body: nil, or: 404)
        guard answer.isSuccess else { return [:] }
        var held: [DocumentKey: HeldDocument] = [:]
        for line in answer.body.split(separator: 0x0A) {
            let value = try #require(JSONLine.value(line))
            let key = try #require(value["id"]?.string.flatMap { DocumentKey(rawValue: $0) })
            held[key] = HeldDocument(
                version: Int64(try #require(value["version"]?.integer)),
                title: value["title"]?.string ?? "",
                text: value["text"]?.string ?? "",
                publishedAt: value["publishedAt"]?.string
            )
        }
        return held
    }

    func poisoned(_ document: DocumentV1) -> DocumentV1? {
        var document = document
        document.confidence = nil
        return document
    }
}
