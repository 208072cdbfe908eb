public import PotokConfiguration
public import PotokCore
public import PotokFetch
import PotokSinks

/// Calls whoever waits for runs to begin and to end, as healthchecks.io has it.
///
/// A call that fails is a problem to tell and nothing more, and no problem says the URL, which may be a secret.
public struct Heartbeat: Sendable {
    /// The longest that one call takes.
    public static let timeout: Duration = .seconds(10)

    private let url: WebURL

    /// Makes the calls of a pipeline; nil when there is nobody to call.
    ///
    /// - Throws: `request.secret-missing`, `request.secret-invalid`, or `report.heartbeat` for a secret that is no URL.
    public init?(_ address: HeartbeatAddress, vault: SecretVault) throws(PotokError) {
        switch address {
        case .none: return nil
        case .url(let url): self.url = url
        case .secret(let secret):
            let text = try vault.value(.secret(secret), place: "the URL of `report.heartbeat`")
            guard let url = HeartbeatAddress.url(text) else {
                throw PotokError("report.heartbeat", "what is kept for `report.heartbeat` is no http or https URL")
            }
            self.url = url
        }
    }

    /// Tells that a run has begun.
    ///
    /// - Returns: what went wrong.
    public func begin() async -> PotokError? { await call("start", body: []) }

    /// Tells that a run has ended.
    ///
    /// - Parameters:
    ///   - code: what the run exits with.
    ///   - body: the report as JSON.
    /// - Returns: what went wrong.
    public func end(_ code: ExitCode, body: [UInt8]) async -> PotokError? {
        await call(String(code.rawValue), body: body)
    }

    /// The URL of one kind of call: the word is put behind the path, before a query.
    static func target(_ url: WebURL, _ word: String) -> WebURL? {
        let text = url.description
        let end = text.firstIndex(of: "?") ?? text.endIndex
        var path = text[..<end]
        while path.hasSuffix("/") { path.removeLast() }
        return WebURL("\(path)/\(word)\(text[end...])")
    }

    private func call(_ word: String, body: [UInt8]) async -> PotokError? {
        guard let url = Self.target(url, word), var target = HTTPTarget(exactly: url) else {
            return PotokError("report.heartbeat", "the URL of `report.heartbeat` cannot be called")
        }
        target.maximumAnswer = .kibibytes(64)
        target.timeout = Self.timeout
        var reason: String
        do {
            let answer = try await HTTPClient(target).send(.json("POST", "", body))
            if answer.isSuccess { return nil }
            reason = "was answered with \(answer.status)"
        } catch {
            reason = "had no answer: \(error.message)"
        }
        for secret in [url.description, url.path] where secret.count > 4 {
            reason = reason.replacing(secret, with: Secret.veil)
        }
        return PotokError(
            "report.heartbeat",
            "the call of `report.heartbeat` with '\(word)' \(reason)",
            hint: "the run itself is not touched by that"
        )
    }
}
