import PotokCore
import PotokStreams

/// Tells once a run and source that a secret goes where everybody on the way can read it.
final class SecretExposure: Sendable {
    private let listener: any RunListener
    private let told = Lock<Set<String>>([])

    init(_ listener: any RunListener) { self.listener = listener }

    /// A request for this URL is about to carry a secret over plain http.
    func tell(_ source: String, _ url: WebURL) {
        guard told.withLock({ $0.insert(source).inserted }) else { return }
        listener.notice(
            RunNotice(
                severity: .warning,
                source: source,
                address: nil,
                code: "request.plain-http",
                message:
                    "a secret of its `request` goes to \(url.origin) unencrypted, for everybody on the way to read",
                hint: "name its pages by https URLs if the server has them"
            )
        )
    }
}
