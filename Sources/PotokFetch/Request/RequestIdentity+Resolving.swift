public import PotokConfiguration
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension PotokError.Code {
    /// A variable or file that holds a secret is not there.
    public static let requestSecretMissing = PotokError.Code("request.secret-missing")
    /// A secret cannot be sent: it is empty, too long, or has characters that a header cannot have.
    public static let requestSecretInvalid = PotokError.Code("request.secret-invalid")
}

extension RequestIdentity {
    /// The longest secret.
    public static let maximumSecret = ByteCount.kibibytes(64)

    /// Looks up the secrets of a source and makes its headers.
    ///
    /// - Parameters:
    ///   - options: what the source wants said.
    ///   - origins: the origins of the source's own URLs, as ``WebURL/origin`` spells them.
    ///   - environment: the variables.
    ///   - readFile: gives the bytes of a file; it may stop reading behind ``maximumSecret``.
    /// - Throws: `request.secret-missing`, `request.secret-invalid` or `fetch.header`; no message holds a value.
    public static func resolve(
        _ options: RequestOptions,
        origins: Set<String>,
        environment: [String: String],
        readFile: @escaping (String) throws -> [UInt8] = SecretFile.read
    ) throws(PotokError) -> RequestIdentity {
        if options.isEmpty { return RequestIdentity() }
        let vault = SecretVault(environment: environment, readFile: readFile)
        var fields: [(name: String, value: String)] = []
        for header in options.headers {
            fields.append((header.name, try vault.value(header.value, place: "the header \(header.name)")))
        }
        switch options.auth {
        case .none: break
        case .basic(let user, let password):
            let name = try vault.value(user, place: "the user of `auth`")
            guard !name.utf8.contains(UInt8(ascii: ":")) else {
                throw PotokError(.requestSecretInvalid, "the user of `auth` has a colon, which would end it (RFC 7617)")
            }
            let password = try vault.value(.secret(password), place: "the password of `auth`")
            fields.append(("Authorization", "Basic " + Data("\(name):\(password)".utf8).base64EncodedString()))
        case .bearer(let token):
            let place = "the token of `auth`"
            let token = try vault.value(.secret(token), place: place)
            guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw PotokError(.requestSecretInvalid, "\(place) has spaces or letters that no token has (RFC 6750)")
            }
            fields.append(("Authorization", "Bearer \(token)"))
        }
        var cookies: [String] = []
        for cookie in options.cookies {
            let place = "the cookie \(cookie.name)"
            let value = try vault.value(cookie.value, place: place)
            guard !value.utf8.contains(UInt8(ascii: ";")) else {
                throw PotokError(.requestSecretInvalid, "\(place) has a semicolon, which would end it (RFC 6265)")
            }
            cookies.append("\(cookie.name)=\(value)")
        }
        if !cookies.isEmpty { fields.append(("Cookie", cookies.joined(separator: "; "))) }
        return RequestIdentity(try RequestHeaders(fields), origins: origins, holdsSecret: options.holdsSecret)
    }
}
