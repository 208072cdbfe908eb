import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSinks
import PotokTesting
import Testing

/// The Meilisearch sink before its contract server.
final class MeilisearchSubject: SinkSubject {
    static let key = "aSampleMasterKey"
    let contract: MeilisearchServer
    let proxy: FaultProxy
    private let credentials: HTTPCredentials

    init(contract: MeilisearchServer = MeilisearchServer(key: key)) throws {
        self.contract = contract
        proxy = try FaultProxy(isDelivery: MeilisearchServer.isDelivery, answer: contract.answer)
        let vault = SecretVault(environment: ["KEY": Self.key])
        let header = HTTPCredentials.KeyHeader.authorization("Bearer")
        credentials = try HTTPCredentials(.apiKey(.environment("KEY")), keyHeader: header, vault: vault)
    }

    deinit { proxy.stop() }

    var faults: Set<TargetFault> { Set(TargetFault.allCases) }
    var secret: String? { Self.key }

    func sink(timeout: Duration) throws -> any Sink { try meilisearch(timeout: timeout) }

    func target(at other: FaultProxy? = nil, timeout: Duration = .seconds(20)) throws -> HTTPTarget {
        let url = (other ?? proxy).url("/")
        var target = try #require(WebURL(url).flatMap { HTTPTarget($0, credentials: credentials) })
        target.timeout = timeout
        return target
    }

    func meilisearch(
        at other: FaultProxy? = nil,
        timeout: Duration = .seconds(20),
        taskTimeout: Duration = .seconds(60)
    ) throws -> MeilisearchSink {
        MeilisearchSink(
            client: HTTPClient(try target(at: other, timeout: timeout)),
            index: "corpus",
            // What goes out as `_geo` must be an object, so that a document with this field is one that is refused.
            mapping: try #require(FieldMapping(names: [.duplicateRelation: "_geo"])),
            taskTimeout: taskTimeout
        )
    }

    func inject(_ fault: TargetFault, times: Int) { proxy.inject(fault, times: times) }

    func held() throws -> [DocumentKey: HeldDocument] {
        var held: [DocumentKey: HeldDocument] = [:]
        for (id, document) in contract.documents("corpus") {
            held[try #require(DocumentKey(rawValue: id))] = HeldDocument(
                version: try #require(document["version"] as? Int64 ?? (document["version"] as? Int).map(Int64.init)),
                title: document["title"] as? String ?? "",
                text: document["text"] as? String ?? "",
                publishedAt: document["publishedAt"] as? String
            )
        }
        return held
    }

    func poisoned(_ document: DocumentV1) -> DocumentV1? {
        var document = document
        document.duplicateRelation = .near
        return document
    }
}
