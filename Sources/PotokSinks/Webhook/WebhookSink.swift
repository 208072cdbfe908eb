public import PotokCore
public import PotokFetch

/// Tells a service of every change by signed requests, as Standard Webhooks 1.0 has it.
///
/// A batch is one `POST`. Its headers are `webhook-id` (an idempotency key: the same for the same changes), `webhook-timestamp` (of the
/// attempt, in seconds) and `webhook-signature`. The receiver
///
/// - verifies the signature over the body as it came, and refuses old timestamps;
/// - ignores a change whose version is below the one that it has for the key, deletes included: the same change may come again
///   in another batch, and an older one may come late after a connection broke;
/// - answers 204, or any other status of success without a body, when it has kept them all; or 200 with
///   `{"results": [{"key": …, "status": "delivered"}, …]}`, one for each change in their order, where a status is `delivered`,
///   `retry` (with `retryAfter` in seconds) or `rejected`, the latter two with `code` and `message`;
/// - answers 400, 413 or 422 when something in the batch is not right (parts of it are tried then), 429 or 503 with
///   `Retry-After` when it wants to be left alone, and 410 when it wants to hear no more.
///
/// Any other answer is no delivery, a status of success with another body included: it may come from somebody in between.
public struct WebhookSink: Sink {
    let client: HTTPClient
    let secret: WebhookSecret
    let mapping: FieldMapping
    private let now: @Sendable () -> Timestamp

    /// Makes a sink.
    ///
    /// - Parameters:
    ///   - client: sends its requests; the target's base is the whole URL.
    ///   - secret: what messages are signed with.
    ///   - mapping: what the fields are called.
    ///   - now: the clock on the wall.
    public init(
        client: HTTPClient,
        secret: WebhookSecret,
        mapping: FieldMapping,
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) {
        self.client = client
        self.secret = secret
        self.mapping = mapping
        self.now = now
    }

    /// Deletes are told; what the receiver holds cannot be asked.
    public var capabilities: SinkCapabilities { .delete }

    /// Asks whether somebody is there, by `HEAD`, which must change nothing.
    public func check() async throws(SinkFailure) -> SinkHealth {
        let answer = try await client.send(HTTPRequest("HEAD", ""))
        guard answer.failureKind != .denied, answer.status != 410 else { throw failure(answer) }
        // The path of a webhook may be as good as a password: only the host is named.
        let host = client.target.base.split(separator: "/").dropFirst().first ?? ""
        return SinkHealth(
            server: "webhook at \(host)",
            notes: ["somebody answers (\(answer.status)); whether deliveries are taken shows with the first one"]
        )
    }

    /// Nothing is to be made.
    public func prepare() async throws(SinkFailure) {}

    /// Sends changes as one message.
    public func deliver(_ changes: [SinkChange]) async -> BatchAnswer {
        guard !changes.isEmpty else { return .answered([]) }
        do throws(SinkFailure) {
            let body = WebhookMessage.body(changes, mapping: mapping)
            let id = WebhookMessage.id(changes)
            let timestamp = now().secondsSince1970
            let headers = [
                "Content-Type: application/json", "webhook-id: \(id)", "webhook-timestamp: \(timestamp)",
                "webhook-signature: \(secret.signature(id: id, timestamp: timestamp, body: body))",
            ]
            let answer = try await client.send(HTTPRequest("POST", "", headers: headers, body: body))
            guard answer.isSuccess else { return BatchAnswer(failure(answer)) }
            guard let answers = WebhookMessage.answers(answer.body, to: changes, words: client.words) else {
                return .retry(client.failure(answer, code: "webhook-answer", kind: .malformed))
            }
            return .answered(answers)
        } catch {
            return BatchAnswer(error)
        }
    }

    private func failure(_ answer: HTTPAnswer) -> SinkFailure {
        client.failure(answer, kind: answer.status == 410 ? .denied : nil)
    }

    /// Not known.
    public func count() async throws(SinkFailure) -> Int { throw Self.unknown }

    /// Not known.
    public func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        throw Self.unknown
    }

    private static var unknown: SinkFailure {
        SinkFailure(.mismatch, code: "unsupported", message: "a webhook does not say what it holds")
    }

    /// Nil: a service has no second index.
    public func rebuilding(_ name: String) -> (any RebuildingSink)? { nil }
}
