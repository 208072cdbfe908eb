public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Headers that a source wants sent along: authorization, cookies and others, often secret.
///
/// They are sent to the origin of the URL that was asked for and to no other, wherever redirects lead; and their values
/// appear in no text that this type makes of itself.
public struct RequestHeaders: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The header lines as they are sent.
    let lines: [String]

    /// What this client says itself; a second opinion would break framing, decoding or incremental fetching.
    private static let ours: Set<String> = [
        "accept-encoding", "connection", "content-length", "expect", "host", "if-modified-since", "if-none-match",
        "if-range", "range", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
    ]

    /// Makes headers of names and values.
    ///
    /// - Throws: `fetch.header` for what is no name or value by RFC 9110 §5, and for headers that the client sets itself.
    public init(_ fields: [(name: String, value: String)]) throws(PotokError) {
        var lines: [String] = []
        for (name, value) in fields {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else {
                throw PotokError(.fetchHeader, "`\(name)` is no name of a header")
            }
            guard !Self.ours.contains(name.lowercased()) else {
                throw PotokError(.fetchHeader, "the header \(name) is set by Potok itself")
            }
            // The value may be a secret: it is not repeated.
            guard HeaderLine.isSafe(value) else {
                throw PotokError(.fetchHeader, "the value of the header \(name) has characters that end a line")
            }
            // Without a value libcurl wants a semicolon: a colon alone would remove the header.
            lines.append(value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? "\(name);" : "\(name): \(value)")
        }
        self.lines = lines
    }

    /// The header for a name and a password (RFC 7617).
    public static func basic(user: String, password: String) throws(PotokError) -> RequestHeaders {
        let token = Data("\(user):\(password)".utf8).base64EncodedString()
        return try RequestHeaders([("Authorization", "Basic \(token)")])
    }

    /// The header for a token (RFC 6750).
    public static func bearer(_ token: String) throws(PotokError) -> RequestHeaders {
        try RequestHeaders([("Authorization", "Bearer \(token)")])
    }

    /// The names alone.
    public var description: String {
        lines.map { $0.prefix { $0 != ":" && $0 != ";" } + ": …" }.joined(separator: ", ")
    }

    /// The names alone.
    public var debugDescription: String { description }

    /// A character of a token (RFC 9110 §5.6.2).
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

extension RequestHeaders: CustomReflectable {
    /// The names alone: a dump must not show the values either.
    public var customMirror: Mirror { Mirror(self, children: ["headers": description]) }
}
