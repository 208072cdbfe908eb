/// Turns bytes in any charset into valid UTF-8.
enum Charset {
    /// Decoded text, what it was read as, and what had to be repaired.
    struct Decoded: Sendable {
        /// The text: valid UTF-8, without a byte order mark.
        var bytes: [UInt8]
        /// The name of the charset that it was in, as the Encoding Standard spells it where it knows it.
        var charset = "utf-8"
        /// What told the charset.
        var evidence = Evidence.content
        /// What had to be repaired, in words.
        var notes: [String] = []
    }

    /// What told a charset.
    enum Evidence: String, Sendable, Hashable {
        /// A byte order mark.
        case byteOrderMark
        /// The header of the response, or whoever handed over the bytes.
        case header
        /// A `<meta>` or an XML declaration of the page.
        case declaration
        /// The bytes themselves.
        case content
    }

    /// How many places must be no UTF-8 before a page is not believed that it is.
    private static let leastFaults = 8

    /// The charset that a byte order mark tells, and the length of the mark.
    static func byteOrderMark(_ bytes: [UInt8]) -> (charset: String, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return ("utf-8", 3) }
        if bytes.starts(with: [0x00, 0x00, 0xFE, 0xFF]) { return ("utf-32be", 4) }
        if bytes.starts(with: [0xFF, 0xFE, 0x00, 0x00]) { return ("utf-32le", 4) }
        if bytes.starts(with: [0xFE, 0xFF]) { return ("utf-16be", 2) }
        if bytes.starts(with: [0xFF, 0xFE]) { return ("utf-16le", 2) }
        return nil
    }

    /// Decodes bytes: by their byte order mark, by the header, by what the page declares, or by what they look like.
    ///
    /// The order is that of the HTML standard (13.2.3.2), with two differences for servers and pages that lie. Bytes beyond
    /// ASCII that all are UTF-8 are UTF-8: no other charset gives such bytes by chance. And what is declared as UTF-8 but
    /// mostly is not is read as what it looks like. What is not valid becomes U+FFFD, and a note says how often.
    ///
    /// - Parameters:
    ///   - header: the label that the response names.
    ///   - isMarkup: whether the bytes are a page that may declare its charset itself.
    static func decode(_ bytes: [UInt8], header: String?, isMarkup: Bool) -> Decoded {
        if let mark = byteOrderMark(bytes) {
            return convert(bytes[mark.length...], as: mark.charset, .byteOrderMark) ?? repaired(bytes, .content)
        }
        var notes: [String] = []
        var declared: [(label: String, evidence: Evidence)] = []
        if let header, !EncodingLabel.normal(header).isEmpty {
            declared.append((EncodingLabel.normal(header), .header))
        }
        let survey = UTF8Survey(bytes)
        if survey.isValid, survey.characters > 0 {
            return Decoded(bytes: bytes, evidence: declared.first?.label == "utf-8" ? .header : .content)
        }
        // ASCII is ASCII in every charset, unless an escape or a tilde switches to another, or zeros tell UTF-16.
        let isPlain = survey.isValid && !bytes.contains { $0 == 0x1B || $0 == 0 }
        if isPlain, !Self.holdsHZ(bytes) {
            return Decoded(bytes: bytes, evidence: declared.first?.evidence ?? .content)
        }
        // No charset that is declared can give such zeros, but UTF-16 itself.
        if CharsetDetector.isUTF16(bytes), let label = CharsetDetector.zeroPattern(bytes) {
            return convert(bytes[...], as: label, .content) ?? repaired(bytes, .content)
        }
        if isMarkup, let label = MetaCharset.find(bytes) { declared.append((label, .declaration)) }
        for (label, evidence) in declared {
            // Encoded text that is all ASCII bytes, such as ISO-2022-JP, is valid UTF-8 too.
            if EncodingLabel.encoding(label)?.name == "utf-8" {
                if survey.isValid { return Decoded(bytes: bytes, evidence: evidence) }
                if survey.characters >= survey.faults || survey.faults < leastFaults {
                    return repaired(bytes, evidence, notes)
                }
                notes.append("it is declared as UTF-8, which it is not")
                continue
            }
            if var decoded = convert(bytes[...], as: label, evidence) {
                decoded.notes = notes + decoded.notes
                return decoded
            }
            notes.append("its charset '\(label)' is not known")
        }
        if let label = CharsetDetector.zeroPattern(bytes), var decoded = convert(bytes[...], as: label, .content) {
            decoded.notes = notes + decoded.notes
            return decoded
        }
        // One odd byte among few does not tell a charset.
        if !survey.isValid, survey.faults == 1, survey.characters == 0, bytes.count < 64 {
            return repaired(bytes, .content, notes)
        }
        // Bytes of other charsets are hardly ever characters of UTF-8: what mostly is UTF-8 is a damaged piece of it.
        if !survey.isValid, survey.characters >= survey.faults { return repaired(bytes, .content, notes) }
        if let name = CharsetDetector.detect(bytes), name.uppercased() != "UTF-8", name.uppercased() != "ASCII" {
            let label = detectedNames[name.uppercased()] ?? name
            if var decoded = convert(bytes[...], as: label, .content, isExact: true) {
                decoded.notes = notes + decoded.notes
                return decoded
            }
        }
        if survey.isValid { return Decoded(bytes: bytes, notes: notes) }
        // What browsers take where nothing is known.
        var decoded = convert(bytes[...], as: "windows-1252", .content) ?? repaired(bytes, .content)
        decoded.notes = notes + decoded.notes
        return decoded
    }

    /// Decodes text that is no markup: by its byte order mark, by a label, or by what it looks like.
    static func decode(_ bytes: [UInt8], label: String?) -> Decoded { decode(bytes, header: label, isMarkup: false) }

    /// Whether `~{` stands in the bytes, by which HZ switches to Chinese (RFC 1843).
    private static func holdsHZ(_ bytes: [UInt8]) -> Bool {
        var index = bytes.firstIndex(of: UInt8(ascii: "~"))
        while let tilde = index {
            if tilde + 1 < bytes.count, bytes[tilde + 1] == UInt8(ascii: "{") { return true }
            index = bytes[(tilde + 1)...].firstIndex(of: UInt8(ascii: "~"))
        }
        return false
    }

    /// Names of uchardet that iconv spells otherwise.
    private static let detectedNames = ["UHC": "CP949", "SHIFT_JIS": "CP932", "BIG5": "BIG5-HKSCS", "EUC-KR": "CP949"]

    /// Converts from a charset; nil when it is not known.
    ///
    /// - Parameter isExact: whether the label is the name of a charset, not one of the web, where some names mean others.
    private static func convert(
        _ bytes: ArraySlice<UInt8>,
        as label: String,
        _ evidence: Evidence,
        isExact: Bool = false
    ) -> Decoded? {
        let encoding = EncodingLabel.encoding(label)
        if encoding?.name == "utf-8" { return repaired(Array(bytes), evidence) }
        let names = isExact ? [label, encoding?.converter ?? ""] : [encoding?.converter ?? label]
        for name in names {
            guard let converted = Converter.convert(bytes, from: name) else { continue }
            let own = encoding?.name ?? label.lowercased()
            var decoded = Decoded(bytes: converted.bytes, charset: own, evidence: evidence)
            if converted.faults > 0 {
                let what = converted.faults == 1 ? "byte is" : "bytes are"
                decoded.notes.append("\(converted.faults) \(what) not valid \(own) and became U+FFFD")
            }
            return decoded
        }
        return nil
    }

    private static func repaired(_ bytes: [UInt8], _ evidence: Evidence, _ notes: [String] = []) -> Decoded {
        let survey = UTF8Survey(bytes)
        guard !survey.isValid else { return Decoded(bytes: bytes, evidence: evidence, notes: notes) }
        let what = survey.faults == 1 ? "place is" : "places are"
        return Decoded(
            bytes: Array(String(decoding: bytes, as: UTF8.self).utf8),
            evidence: evidence,
            notes: notes + ["\(survey.faults) \(what) not valid UTF-8 and became U+FFFD"]
        )
    }
}
