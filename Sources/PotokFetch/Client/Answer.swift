import PotokConfiguration
import PotokCore
import PotokStreams

/// The last response of a fetch, to be made into its result.
struct Answer: Sendable {
    var request: Request
    var url: WebURL
    var hops: [Page.Hop]
    var status: Int
    var headers: ResponseHeaders
    /// The body as sent.
    var body: [UInt8]

    /// Judges the status, and decodes the body of a page.
    func result(options: FetchOptions, observedAt: Timestamp) throws -> FetchResult {
        switch status {
        case 206:
            throw PotokError(.fetchProtocol, "\(url) sends a part of a page that was asked for as a whole (HTTP 206)")
        case 200...299:
            return .page(try page(options: options, observedAt: observedAt))
        case 304:
            guard !request.validators.isEmpty else {
                throw PotokError(
                    .fetchProtocol,
                    "\(url) says that nothing changed (HTTP 304) to somebody who has no copy",
                    isRetryable: true
                )
            }
            return .notModified(
                FetchResult.NotModified(
                    hops: hops,
                    url: url,
                    validators: validators(keeping: request.validators),
                    headers: headers.dictionary,
                    observedAt: observedAt
                )
            )
        case let status:
            return .status(
                FetchResult.StatusAnswer(
                    status: status,
                    hops: hops,
                    url: url,
                    retryAfter: headers.first("retry-after"),
                    headers: headers.dictionary,
                    observedAt: observedAt
                )
            )
        }
    }

    private func page(options: FetchOptions, observedAt: Timestamp) throws -> Page {
        let limit = options.maxBody
        let contentType = headers.first("content-type")
        var body: [UInt8]
        do {
            let encoding = headers.joined("content-encoding")
            body = try ContentDecoder.decode(self.body, encoding: encoding, limit: limit.bytes)
            if ContentDecoder.isUndeclaredGzip(body, contentType: contentType) {
                body = try ContentDecoder.decode(body, encoding: "gzip", limit: limit.bytes)
            }
        } catch {
            throw error.error(url: url, limit: limit)
        }
        return Page(
            request: request,
            locator: .url(url),
            hops: hops,
            body: body,
            contentType: contentType,
            headers: headers.dictionary,
            validators: validators(keeping: Validators()),
            observedAt: observedAt
        )
    }

    /// The validators of the response; what it leaves out is kept, as RFC 9111 §4.3.4 has it for a 304.
    private func validators(keeping old: Validators) -> Validators {
        Validators(
            entityTag: headers.verbatim("etag") ?? old.entityTag,
            lastModified: headers.verbatim("last-modified") ?? old.lastModified
        )
    }
}
