public import PotokConfiguration
public import PotokCore

/// Where secrets are looked up: the environment and files.
///
/// No message of its errors holds a value.
public struct SecretVault {
    let environment: [String: String]
    let readFile: (String) throws -> [UInt8]

    /// Makes a vault.
    ///
    /// - Parameters:
    ///   - environment: the variables.
    ///   - readFile: gives the bytes of a file; it may stop reading behind ``RequestIdentity/maximumSecret``.
    public init(
        environment: [String: String],
        readFile: @escaping (String) throws -> [UInt8] = SecretFile.read
    ) {
        self.environment = environment
        self.readFile = readFile
    }

    /// The value of a header, a cookie or a part of one.
    ///
    /// - Parameter place: what it is the value of, for messages, such as ``the password of `auth` ``.
    /// - Throws: `request.secret-missing` or `request.secret-invalid`.
    public func value(_ value: SecretOrText, place: String) throws(PotokError) -> String {
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
