import PotokStreams

/// Sends the requests of a sink, over connections that are kept open.
///
/// Each request has a thread while it lasts, so there are as many as the sink sends batches at the same time. Certificates are always
/// verified, redirects are not followed, and the proxies of the environment are not used. A request on a connection that the
/// target was just closing is begun again (RFC 9112 §9.3.1): what sinks send may be sent twice.
public final class HTTPClient: Sendable {
    /// Where the requests go.
    public let target: HTTPTarget
    /// The connections that nobody uses; the one that was used last is taken first.
    private let idle = Lock<[HTTPConnection]>([])

    /// Makes a client; it connects when it is asked to send.
    public init(_ target: HTTPTarget) { self.target = target }

    /// Sends a request and waits for the answer, whatever its status is.
    ///
    /// - Throws: `SinkFailure` when there is no answer (`unreachable`, `timeout`, `denied` for a certificate that does not
    ///   hold) or none that is HTTP (`malformed`); the code is that of libcurl, such as `curl-7`. When the task is cancelled
    ///   the request is broken off: `unreachable` with the code `cancelled`.
    public func send(_ request: HTTPRequest) async throws(SinkFailure) -> HTTPAnswer {
        guard let connection = idle.withLock({ $0.popLast() }) ?? HTTPConnection(target) else {
            throw SinkFailure(.unreachable, code: "memory", message: "libcurl has no memory for a connection")
        }
        connection.begin()
        let result = await withTaskCancellationHandler {
            await connection.send(request)
        } onCancel: {
            connection.cancel()
        }
        idle.withLock { $0.append(connection) }
        switch result {
        case .success(let answer): return answer
        case .failure(var failure):
            failure.message = target.credentials.veiled(failure.message)
            throw failure
        }
    }

    /// The failure that an answer stands for.
    ///
    /// - Parameters:
    ///   - answer: what the target answered.
    ///   - code: the target's own code; nil for the status.
    ///   - message: the target's own words; nil for the beginning of the body.
    ///   - kind: what it means; nil for what the status says.
    public func failure(
        _ answer: HTTPAnswer,
        code: String? = nil,
        message: String? = nil,
        kind: SinkFailure.Kind? = nil
    ) -> SinkFailure {
        let text = words(message ?? String(decoding: answer.body.prefix(2_000), as: UTF8.self))
        return SinkFailure(
            kind ?? answer.failureKind,
            code: code ?? String(answer.status),
            message: text.isEmpty ? "an answer with the status \(answer.status) and nothing in it" : text,
            retryAfter: answer.retryAfter
        )
    }

    /// Words of the target as a message may have them: without our secrets, on one line and not too long.
    public func words(_ text: String) -> String {
        let veiled = target.credentials.veiled(text)
        var line = ""
        for scalar in veiled.unicodeScalars {
            guard line.unicodeScalars.count < 1_000 else { return line + "…" }
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            line.unicodeScalars.append(isControl ? " " : scalar)
        }
        return line
    }
}
