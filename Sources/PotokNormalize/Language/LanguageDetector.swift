import CCLD2

/// Tells the language of a text, by CLD2 on its first two kilobytes.
///
/// The only place that knows CLD2. Its tables are constants and a detection keeps its state on the stack, so texts may be
/// looked at side by side.
public enum LanguageDetector {
    /// How much of a text is looked at: more costs time and changes nothing.
    public static let longest = 2_048

    /// A language and what told it.
    public struct Finding: Sendable, Equatable {
        /// The BCP 47 tag of the language, such as `pl`; with a script where the language has two.
        public var language: String
        /// Whether the text itself tells it; otherwise it is only what the page declares.
        public var isDetected: Bool

        /// Makes a finding.
        public init(language: String, isDetected: Bool) {
            self.language = language
            self.isDetected = isDetected
        }
    }

    /// What must be in a text for it to say anything: letters, in bytes.
    private static let leastBytes = 16
    /// How much of a text must be in one language when nothing else speaks for it.
    private static let leastShare = 50

    /// The language of a text; nil when the text does not tell and nothing is declared.
    ///
    /// A text that tells its language wins over what is declared, since pages are translated and templates are not. Where
    /// both agree, the declared tag is kept, which may name a region (`pt-br`).
    ///
    /// - Parameters:
    ///   - text: the text, not the page.
    ///   - declared: the tags that the page and the response declare (`lang`, `Content-Language`), the best first.
    ///   - topLevelDomain: the end of the host, such as `pl`.
    public static func language(of text: String, declared: [String] = [], topLevelDomain: String? = nil) -> Finding? {
        let tags = declared.map { tag in
            String(
                decoding: tag.utf8.prefix(35).map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 },
                as: UTF8.self
            )
            .lowercased()
        }
        .filter { LanguageTag.isPlausible($0) && primary($0) != "und" && primary($0) != "mul" && primary($0) != "zxx" }
        var result = detect(prefix(of: text), hint: tags.first.map(primary), topLevelDomain: topLevelDomain)
        if let found = result, found.bytes < leastBytes || found.share < leastShare { result = nil }
        guard let found = result, found.isReliable else {
            return tags.first.map { Finding(language: $0, isDetected: false) }
        }
        if let tag = tags.first(where: { isSame($0, found.language) }) {
            return Finding(language: tag, isDetected: true)
        }
        return Finding(language: found.language, isDetected: true)
    }

    private static func primary(_ tag: String) -> String { String(tag.prefix { $0 != "-" }) }

    /// Languages of one group that short texts do not tell apart reliably; a declared one is believed.
    private static let groups: [Set<String>] = [
        ["no", "nb", "nn", "da"], ["hr", "sr", "bs", "sh"], ["id", "ms"], ["zh", "zh-hant"], ["cs", "sk"],
        ["gl", "pt"],
        ["he", "iw"], ["fil", "tl"], ["jv", "jw"], ["ro", "mo"],
    ]

    private static func isSame(_ declared: String, _ detected: String) -> Bool {
        let (a, b) = (primary(declared), primary(detected))
        return a == b || groups.contains { $0.contains(a) && $0.contains(b) }
    }

    /// The first two kilobytes, ending with a whole character.
    private static func prefix(of text: String) -> [UInt8] {
        var bytes = Array(text.utf8.prefix(longest + 4))
        guard bytes.count > longest else { return bytes }
        var end = longest
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        bytes.removeSubrange(end...)
        return bytes
    }

    private static func detect(
        _ text: [UInt8],
        hint: String?,
        topLevelDomain: String?
    ) -> (language: String, share: Int, bytes: Int, isReliable: Bool)? {
        guard !text.isEmpty else { return nil }
        let result = text.withUnsafeBytes { bytes in
            withOptionalCString(hint) { hint in
                withOptionalCString(topLevelDomain) { domain in
                    potok_cld2_detect(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, hint, domain)
                }
            }
        }
        guard let code = result.language.map({ String(cString: $0) }), code != "un", code != "xxx" else { return nil }
        return (tag(of: code), Int(result.percent), Int(result.bytes), result.isReliable)
    }

    /// CLD2 spells some codes as they were before BCP 47.
    private static func tag(of code: String) -> String {
        switch code {
        case "iw": "he"
        case "jw": "jv"
        case "mo": "ro"
        case "tl": "fil"
        case "sr-ME": "sr"
        default: code.lowercased()
        }
    }

    private static func withOptionalCString<Result>(
        _ text: String?,
        _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        // A NUL would only cut the hint short.
        text.map { $0.withCString(body) } ?? body(nil)
    }
}
