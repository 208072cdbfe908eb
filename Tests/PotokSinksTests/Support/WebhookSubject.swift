import PotokCore
import PotokSinks
import PotokTesting
import Testing

/// The webhook sink before a receiver.
final class WebhookSubject: SinkSubject {
    let receiver: WebhookReceiver
    let proxy: FaultProxy
    private let signing: WebhookSecret

    init(answersEach: Bool, receiverKey: String = "the secret of this receiver") throws {
        signing = try #require(WebhookSecret(Array("the secret of this receiver".utf8)))
        let expected = try #require(WebhookSecret(Array(receiverKey.utf8)))
        receiver = WebhookReceiver(secret: expected, answersEach: answersEach)
        proxy = try FaultProxy(isDelivery: WebhookReceiver.isDelivery, answer: receiver.answer)
    }

    deinit { proxy.stop() }

    // An empty answer of success is what the receiver may well give.
    var faults: Set<TargetFault> { Set(TargetFault.allCases).subtracting([.emptyAnswer]) }
    var secret: String? { "the secret of this receiver" }

    func sink(timeout: Duration) throws -> any Sink { try webhook(timeout: timeout) }

    func webhook(timeout: Duration = .seconds(20)) throws -> WebhookSink {
        var target = try #require(WebURL(proxy.url("/hooks/corpus/?a=b")).flatMap { HTTPTarget(exactly: $0) })
        target.timeout = timeout
        return WebhookSink(client: HTTPClient(target), secret: signing, mapping: .identity)
    }

    func inject(_ fault: TargetFault, times: Int) { proxy.inject(fault, times: times) }

    func held() throws -> [DocumentKey: HeldDocument] {
        var held: [DocumentKey: HeldDocument] = [:]
        for (id, entry) in receiver.documents {
            held[try #require(DocumentKey(rawValue: id))] = HeldDocument(
                version: entry.version,
                title: entry.document["title"] as? String ?? "",
                text: entry.document["text"] as? String ?? "",
                publishedAt: entry.document["publishedAt"] as? String
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
