import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSinks
import PotokTesting
import Testing

/// The OpenSearch sink before its contract server.
final class OpenSearchSubject: SinkSubject {
    static let key = "b3BlbjpzZXNhbWU="
    let contract: OpenSearchServer
    let proxy: FaultProxy
    private let credentials: HTTPCredentials

    init(contract: OpenSearchServer = OpenSearchServer(authorization: "ApiKey \(key)")) throws {
        self.contract = contract
        proxy = try FaultProxy(isDelivery: OpenSearchServer.isDelivery, answer: contract.answer)
        let vault = SecretVault(environment: ["KEY": Self.key])
        credentials = try HTTPCredentials(
            .apiKey(.environment("KEY")),
            keyHeader: .authorization("ApiKey"),
            vault: vault
        )
    }

    deinit { proxy.stop() }

    var faults: Set<TargetFault> { Set(TargetFault.allCases) }
    var secret: String? { Self.key }

    func sink(timeout: Duration) throws -> any Sink { try openSearch(timeout: timeout) }

    func openSearch(
        at other: FaultProxy? = nil,
        timeout: Duration = .seconds(20),
        mapping: FieldMapping = .identity
    ) throws -> OpenSearchSink {
        var target = try #require(
            WebURL((other ?? proxy).url("/")).flatMap { HTTPTarget($0, credentials: credentials) }
        )
        target.timeout = timeout
        return OpenSearchSink(client: HTTPClient(target), index: "corpus", mapping: mapping)
    }

    func inject(_ fault: TargetFault, times: Int) { proxy.inject(fault, times: times) }

    func held() throws -> [DocumentKey: HeldDocument] {
        var held: [DocumentKey: HeldDocument] = [:]
        for (id, document) in contract.documents("corpus") {
            held[try #require(DocumentKey(rawValue: id))] = HeldDocument(
                version: document.version,
                title: document.source["title"] as? String ?? "",
                text: document.source["text"] as? String ?? "",
                publishedAt: document.source["publishedAt"] as? String
            )
        }
        return held
    }

    func poisoned(_ document: DocumentV1) -> DocumentV1? {
        var document = document
        document.publishedAt = "yesterday"
        return document
    }
}
