public import PotokCore

/// The head of one record of a WARC file (ISO 28500, WARC 1.1 §4).
///
/// The fields stay bytes until somebody asks for them: most records of most archives are passed over.
public struct WARCRecord: Sendable {
    /// What a record holds (§6).
    public enum Kind: String, Sendable, Hashable {
        case warcinfo, response, resource, request, metadata, revisit, conversion, continuation
        /// A type that the standard does not name.
        case other
    }

    /// Where the record begins.
    public let position: ArchivePosition
    /// What it holds.
    public let kind: Kind
    /// The length of its block in bytes.
    public let contentLength: Int
    /// The lines of the head, with their ends.
    let head: [UInt8]

    /// The value of a field; nil when there is none.
    ///
    /// - Parameter name: the name of the field in lower case.
    func value(of name: StaticString) -> String? { WARCHead.value(of: name, in: head) }

    /// The URI of the target, without the angle brackets that some programs put around it.
    public var targetURI: String? {
        guard let text = value(of: "warc-target-uri") else { return nil }
        return text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
    }

    /// When the content was taken.
    public var date: Timestamp? { value(of: "warc-date").flatMap(Self.instant) }

    private static func instant(_ text: String) -> Timestamp? {
        PublishedDate(text).map { Timestamp(secondsSince1970: $0.earliest) }
    }

    /// The media type of the block.
    public var contentType: String? { value(of: "content-type") }

    /// Whether the block is a message of HTTP, with a head of its own.
    public var isHTTP: Bool {
        guard kind != .resource, let type = contentType?.lowercased() else { return false }
        return type.hasPrefix("application/http")
    }
}
