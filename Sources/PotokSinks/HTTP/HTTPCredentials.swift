public import PotokConfiguration
public import PotokCore
public import PotokFetch

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a sink sends along to say who we are; the values appear in no text that this type makes of itself.
public struct HTTPCredentials: Sendable, Hashable {
    /// The header line that a target wants an API key in.
    public struct KeyHeader: Sendable, Hashable {
        let name: String
        let prefix: String

        /// `Authorization` with a scheme, such as `ApiKey` or `Bearer`.
        public static func authorization(_ scheme: String) -> KeyHeader {
            KeyHeader(name: "Authorization", prefix: scheme + " ")
        }

        /// A header of the target's own, such as `X-TYPESENSE-API-KEY`.
        public static func header(_ name: String) -> KeyHeader { KeyHeader(name: name, prefix: "") }
    }

    /// The header lines as they are sent.
    let lines: [String]
    /// What must stand in no message.
    private let secrets: [String]

    /// Nothing.
    public static let none = HTTPCredentials(lines: [], secrets: [])

    private init(lines: [String], secrets: [String]) {
        self.lines = lines
        self.secrets = secrets
    }

    /// Looks up the secrets of a sink.
    ///
    /// - Parameters:
    ///   - authentication: what pipeline.json says.
    ///   - keyHeader: where an API key goes.
    ///   - vault: where secrets are kept.
    /// - Throws: `request.secret-missing` or `request.secret-invalid`; no message holds a value.
    public init(
        _ authentication: SinkAuthentication,
        keyHeader: KeyHeader,
        vault: SecretVault
    ) throws(PotokError) {
        switch authentication {
        case .none: self = .none
        case .basic(let user, let password):
            let name = try vault.value(user, place: "the user of `auth`")
            guard !name.utf8.contains(UInt8(ascii: ":")) else {
                throw PotokError(.requestSecretInvalid, "the user of `auth` has a colon, which would end it (RFC 7617)")
            }
            let password = try vault.value(.secret(password), place: "the password of `auth`")
            let token = Data("\(name):\(password)".utf8).base64EncodedString()
            self.init(lines: ["Authorization: Basic \(token)"], secrets: [password, token])
        case .bearer(let secret):
            let token = try Self.token(secret, "the token of `auth`", vault)
            self.init(lines: ["Authorization: Bearer \(token)"], secrets: [token])
        case .apiKey(let secret):
            let key = try Self.token(secret, "the API key of `auth`", vault)
            self.init(lines: ["\(keyHeader.name): \(keyHeader.prefix)\(key)"], secrets: [key])
        }
    }

    private static func token(_ secret: Secret, _ place: String, _ vault: SecretVault) throws(PotokError) -> String {
        let token = try vault.value(.secret(secret), place: place)
        guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw PotokError(.requestSecretInvalid, "\(place) has spaces or letters that no token has (RFC 6750)")
        }
        return token
    }

    /// A text of the target, with a veil over whatever of our secrets it repeats.
    func veiled(_ text: String) -> String {
        var text = text
        for secret in secrets where secret.utf8.count >= 4 {
            text = text.replacing(secret, with: Secret.veil)
        }
        return text
    }
}

extension HTTPCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The names of the headers.
    public var description: String {
        lines.isEmpty ? "no credentials" : lines.map { $0.prefix { $0 != ":" } + ": …" }.joined(separator: ", ")
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// The same as ``description``: a dump must not show values either.
    public var customMirror: Mirror { Mirror(self, children: ["credentials": description]) }
}
