/// Markup in UTF-8, whatever charset it came in: how feeds and sitemaps are made readable before they are read.
public struct DecodedMarkup: Sendable, Hashable {
    /// The markup: valid UTF-8 without a byte order mark.
    public var bytes: [UInt8]
    /// The name of the charset that it was in.
    public var charset: String
    /// What had to be repaired, in words.
    public var notes: [String]

    /// Decodes markup by its byte order mark, the header, its XML declaration or `<meta>`, or by what it looks like.
    ///
    /// - Parameter header: the label that the response names (`charset=` of `Content-Type`), if any.
    public init(decoding body: [UInt8], header: String?) {
        let decoded = Charset.decode(body, header: header, isMarkup: true)
        (bytes, charset, notes) = (decoded.bytes, decoded.charset, decoded.notes)
    }
}
