/// A URL as the WHATWG URL Standard understands it: parsed, resolved and serialized as a browser does.
///
/// The value is one serialized ASCII string and the offsets of its components, so a copy costs a retain and no component
/// is stored twice. Two URLs are equal when they are serialized alike; for the identity of a document compare
/// ``canonical()`` forms.
///
/// Strings longer than ``maximumLength`` bytes are refused, which the standard does not ask for.
public struct WebURL: Sendable {
    /// The longest string that is accepted, in bytes: offsets are 32 bits wide and percent-encoding can triple a string.
    public static let maximumLength = 1 << 28

    /// The serialized URL; ASCII only.
    let href: String

    /// Where the components lie in ``href``.
    let parts: WebURLParts

    init(href: String, parts: WebURLParts) {
        self.href = href
        self.parts = parts
    }

    /// Parses an absolute URL.
    public init?(_ string: String) {
        self.init(string, relativeTo: nil)
    }

    /// Parses a URL reference, resolved against a base where there is one.
    ///
    /// - Returns: nil where the standard says "failure".
    public init?(_ string: String, relativeTo base: WebURL?) {
        if let parts = WebURLFastParser.parts(of: string) {
            self.init(href: string, parts: parts)
            return
        }
        if let base, let resolved = WebURLFastParser.resolved(string, relativeTo: base) {
            self = resolved
            return
        }
        var string = string
        let parsed = string.withUTF8 { WebURLParser.parse($0.span, relativeTo: base) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// Parses a URL reference given as UTF-8; ill-formed sequences count as U+FFFD.
    public init?(utf8 bytes: Span<UInt8>, relativeTo base: WebURL? = nil) {
        let string = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        self.init(string, relativeTo: base)
    }

    /// Parses a URL reference given as UTF-8; ill-formed sequences count as U+FFFD.
    public init?(utf8 bytes: some Collection<UInt8>, relativeTo base: WebURL? = nil) {
        self.init(String(decoding: bytes, as: UTF8.self), relativeTo: base)
    }
}

extension WebURL: CustomStringConvertible, LosslessStringConvertible {
    /// The serialized URL (`href`).
    public var description: String { href }
}

extension WebURL: Hashable {
    /// Whether both are serialized alike: everything else follows from the serialization.
    public static func == (left: WebURL, right: WebURL) -> Bool {
        left.href == right.href
    }

    /// Feeds the serialized URL to the hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(href)
    }
}

extension WebURL: Codable {
    /// Decodes a string and parses it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let string = try container.decode(String.self)
        guard let url = WebURL(string) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an absolute URL: \(string)")
        }
        self = url
    }

    /// Encodes the serialized URL as a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(href)
    }
}
