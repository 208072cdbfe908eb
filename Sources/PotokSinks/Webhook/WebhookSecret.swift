public import PotokConfiguration
public import PotokCore
public import PotokFetch

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the messages to a webhook are signed with (Standard Webhooks 1.0, "Signature scheme").
public struct WebhookSecret: Sendable, Hashable {
    private let key: [UInt8]

    /// The bytes of a key, at least 24; nil for fewer.
    public init?(_ key: [UInt8]) {
        guard key.count >= 24 else { return nil }
        self.key = key
    }

    /// Looks a secret up: `whsec_` and Base64, or any text, which then counts as it is.
    ///
    /// - Throws: `request.secret-missing` or `request.secret-invalid`; no message holds the value.
    public init(_ secret: Secret, vault: SecretVault) throws(PotokError) {
        let place = "the `secret` of the webhook"
        let text = try vault.value(.secret(secret), place: place)
        var key = Array(text.utf8)
        if text.hasPrefix("whsec_") {
            guard let data = Data(base64Encoded: String(text.dropFirst(6))) else {
                throw PotokError(.requestSecretInvalid, "\(place) has no Base64 behind `whsec_`")
            }
            key = Array(data)
        }
        guard let secret = WebhookSecret(key) else {
            let hint = "make one with: printf whsec_; openssl rand -base64 32"
            throw PotokError(.requestSecretInvalid, "\(place) has fewer than 24 bytes", hint: hint)
        }
        self = secret
    }

    /// The value of `webhook-signature` for a message: `v1,` and the Base64 of HMAC-SHA256 over identifier, timestamp and body with dots
    /// between them.
    public func signature(id: String, timestamp: Int, body: [UInt8]) -> String {
        let code = HMACSHA256.code([Array("\(id).\(timestamp).".utf8), body], key: key)
        return "v1," + Data(code).base64EncodedString()
    }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of it.
    public var description: String { Secret.veil }
    /// The same as ``description``.
    public var debugDescription: String { description }
    /// The same as ``description``: a dump must not show it either.
    public var customMirror: Mirror { Mirror(self, children: ["secret": description]) }
}
