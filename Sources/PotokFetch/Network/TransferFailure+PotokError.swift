import CCurl
import PotokConfiguration
import PotokCore

extension TransferFailure {
    /// The error for a person, about this address.
    ///
    /// - Parameter allowed: the addresses that were open beside the public web.
    func error(url: WebURL, limit: ByteCount, allowed: [AddressRange]) -> any Error {
        switch self {
        case .cancelled: CancellationError()
        case .closed: PotokError(.fetchUnavailable, "\(url) was not fetched: the run is over", isRetryable: true)
        case .headersTooLarge:
            PotokError(.fetchTooLarge, "\(url) sends more than \(ByteCount(Transfer.maxHeaderBytes)) of headers")
        case .bodyTooLarge(let stated): Self.tooLarge(url: url, stated: stated, limit: limit)
        case .framing(let what): PotokError(.fetchProtocol, "\(url) sends \(what)", isRetryable: true)
        case .addressRefused(let address, let reason):
            AddressRefusal.error(url, address, reason: reason, allowed: allowed)
        case .curl(let code, let text): Self.error(CURLcode(code), text, url: url)
        }
    }

    /// The error for a body above the limit, as sent or decoded.
    static func tooLarge(url: WebURL, stated: Int?, limit: ByteCount) -> PotokError {
        PotokError(
            .fetchTooLarge,
            "\(url) is larger than \(limit)" + (stated.map { " (it says \(ByteCount($0).rounded))" } ?? ""),
            hint: "raise fetch.maxBody if this page is wanted"
        )
    }

    private static func error(_ code: CURLcode, _ text: String, url: WebURL) -> PotokError {
        func make(_ kind: PotokError.Code, _ message: String, hint: String? = nil, retry: Bool) -> PotokError {
            PotokError(kind, "\(url) \(message)", hint: hint, underlying: Words(text), isRetryable: retry)
        }
        switch code {
        case CURLE_OPERATION_TIMEDOUT: return make(.fetchTimeout, "took too long", retry: true)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return make(.fetchResolve, "has a host without an address", retry: true)
        case CURLE_COULDNT_CONNECT: return make(.fetchConnect, "cannot be connected to", retry: true)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR:
            return make(
                .fetchTLS,
                "has a certificate that is not to be trusted",
                hint: "only whoever runs the server can mend it",
                retry: false
            )
        case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE:
            return make(
                .fetchTLS,
                "cannot be verified: the file of certificates cannot be read",
                hint: "install the package ca-certificates",
                retry: false
            )
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED:
            return make(.fetchTLS, "could not be reached securely", retry: true)
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_READ_ERROR:
            return make(.fetchInterrupted, "broke off", retry: true)
        case CURLE_URL_MALFORMAT:
            return make(.fetchURL, "cannot be fetched", retry: false)
        // libcurl has this code for a header line above its own limit of 100 kB too.
        case CURLE_OUT_OF_MEMORY: return make(.fetchTooLarge, "sends a header line that is too long", retry: false)
        case CURLE_HTTP2, CURLE_HTTP2_STREAM:
            return make(.fetchProtocol, "broke off (HTTP/2)", retry: true)
        default: return make(.fetchProtocol, "does not answer as HTTP should", retry: false)
        }
    }

    /// The words of libcurl, as something that an error can lie on.
    private struct Words: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }
}

extension DecodingFailure {
    /// The error for a person, about this address.
    func error(url: WebURL, limit: ByteCount) -> PotokError {
        switch self {
        case .tooLarge: TransferFailure.tooLarge(url: url, stated: nil, limit: limit)
        case .unknownCoding(let name):
            PotokError(.fetchDecode, "\(url) comes in the content coding `\(name)`, which was not asked for")
        case .tooManyLayers:
            PotokError(
                .fetchDecode,
                "\(url) has more than \(ContentCoding.maximumLayers) content codings on top of each other"
            )
        case .truncated(let coding):
            PotokError(.fetchDecode, "\(url) has a body in \(coding) that ends early", isRetryable: true)
        case .foreign(let coding):
            PotokError(.fetchDecode, "\(url) says that its body is \(coding), and it is not")
        case .damaged(let coding):
            PotokError(.fetchDecode, "\(url) has a body that is no sound \(coding)", isRetryable: true)
        }
    }
}
