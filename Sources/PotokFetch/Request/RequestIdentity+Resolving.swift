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

/// Where secrets are looked up.
private struct SecretVault {
    let environment: [String: String]
    let readFile: (String) throws -> [UInt8]

    /// The value of a header, a cookie or a part of one.
    func value(_ value: SecretOrText, place: String) throws(PotokError) -> String {
        let text: String
        let origin: String
        switch value {
        case .text(let literal): return literal
        case .secret(.environment(let name)):
            origin = "the variable \(name)"
            guard let found = environment[name] else {
                throw PotokError(
                    .requestSecretMissing,
                    "\(place) is kept in \(origin) of the environment, which is not set",
                    hint: "set it where the run is started: \(name)=… potok run"
                )
            }
            text = found
        case .secret(.file(let path)):
            origin = "the file \(path)"
            text = try read(path, place: place)
        }
        let bytes = text.utf8
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let reason: String
        if bytes.isEmpty {
            reason = "is empty"
        } else if bytes.count > RequestIdentity.maximumSecret.bytes {
            reason = "is longer than \(RequestIdentity.maximumSecret)"
        } else if bytes.contains(0x0D) || bytes.contains(0x0A) {
            reason = "has a line break in it"
        } else if !bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) {
            reason = "has control characters in it"
        } else if bytes.prefix(1).contains(where: isSpace) || bytes.suffix(1).contains(where: isSpace) {
            reason = "has spaces around it"
        } else {
            return text
        }
        throw PotokError(.requestSecretInvalid, "\(place) cannot be sent: what \(origin) holds \(reason)")
    }

    /// The text of a file without the line end that editors put behind it.
    private func read(_ path: String, place: String) throws(PotokError) -> String {
        let bytes: [UInt8]
        do {
            bytes = try readFile(path)
        } catch {
            let isTooLarge = (error as? FileBytes.Failure)?.number == 0
            throw PotokError(
                isTooLarge ? .requestSecretInvalid : .requestSecretMissing,
                "\(place) is kept in the file \(path), which cannot be read",
                hint: "paths start at the folder of pipeline.json; the user of the run needs to read it",
                underlying: error
            )
        }
        var content = bytes[...]
        if content.last == 0x0A { content.removeLast() }
        if content.last == 0x0D, content.count < bytes.count { content.removeLast() }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw PotokError(.requestSecretInvalid, "\(place) cannot be sent: the file \(path) holds no UTF-8 text")
        }
        return text
    }
}
