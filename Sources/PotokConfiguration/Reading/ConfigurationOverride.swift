import PotokCore

/// One `--set KEY=VALUE`, taken apart.
struct ConfigurationOverride: Sendable {
    /// The argument as a text that diagnostics point into: `--set KEY=VALUE`.
    let text: SourceText
    /// The key, without spaces around it.
    let key: String
    /// The bytes of the key in the text.
    let keyRange: Range<Int>
    /// The bytes of the value in the text.
    let valueRange: Range<Int>

    /// Takes an argument apart; nil, with what is wrong with it, when it has no `=` or no key.
    init(_ argument: String) throws(ConfigurationError) {
        let prefix = "--set "
        let whole = prefix + argument
        var text = SourceText(name: whole, bytes: Array(whole.utf8))
        let bytes = text.bytes
        let start = prefix.utf8.count
        guard let equals = bytes[start...].firstIndex(of: UInt8(ascii: "=")), equals > start else {
            throw ConfigurationError([
                Self.diagnostic(
                    .configurationBadOverride,
                    "--set takes KEY=VALUE",
                    in: text,
                    at: start..<bytes.count,
                    hint: "for example --set fetch.delay=2s"
                )
            ])
        }
        self.keyRange = start..<equals
        self.valueRange = equals + 1..<bytes.count
        self.key = String(decoding: bytes[keyRange], as: UTF8.self)
        // A proxy or a target has a user and a password in its URL where somebody has put them there.
        if key.hasSuffix("proxy") || key.hasSuffix(".url"), bytes[valueRange].contains(UInt8(ascii: "@")) {
            text = SourceText(name: "\(prefix)\(key)=\(Secret.veil)", bytes: bytes)
            text.hide([valueRange])
        }
        self.text = text
    }

    /// A diagnostic about a part of an argument.
    static func diagnostic(
        _ code: PotokError.Code,
        _ message: String,
        in text: SourceText,
        at range: Range<Int>,
        hint: String? = nil
    ) -> Diagnostic {
        let excerpt = text.excerpt(range)
        return Diagnostic(
            .error,
            code,
            file: text.name,
            message: message,
            line: excerpt.line,
            caret: excerpt.caret,
            hint: hint
        )
    }

    /// The bytes of the key from a component on, counted from 0.
    func range(fromComponent index: Int) -> Range<Int> {
        var start = keyRange.lowerBound
        for _ in 0..<index {
            guard let dot = text.bytes[start..<keyRange.upperBound].firstIndex(of: UInt8(ascii: ".")) else { break }
            start = dot + 1
        }
        return start..<keyRange.upperBound
    }

    /// The value as JSON of the type that an option takes: `64 MiB` needs no quotes, `true` and `5` are what they look like.
    ///
    /// A list is a JSON array; any other text is a list of that one text.
    func value(for kind: OptionKind) -> (value: JSONValue, problems: [JSONProblem]) {
        let bytes = text.bytes
        let plain = JSONValue(.string(String(decoding: bytes[valueRange], as: UTF8.self)), range: valueRange)
        // A value in double quotes that is proper JSON means what is in the quotes.
        let parsed = JSONParser.parse(bytes, in: valueRange)
        let isProper = parsed.problems.isEmpty
        switch kind {
        case .integer, .boolean, .request, .fields, .mapping, .secret, .authentication,
            .heartbeat:
            if isProper, let value = parsed.value { return (value, []) }
            return (plain, [])
        case .texts, .paths, .selectors, .lines, .dayTimes, .urls, .addresses:
            if bytes[valueRange].first(where: { $0 != UInt8(ascii: " ") }) == UInt8(ascii: "[") {
                return (parsed.value ?? plain, parsed.problems)
            }
            let text = isProper && parsed.value?.string != nil ? parsed.value ?? plain : plain
            return (JSONValue(.array([text]), range: valueRange), [])
        case .text, .duration, .byteCount, .share, .shareOrNone, .choice, .name, .path, .proxy, .url:
            if isProper, let value = parsed.value, value.string != nil { return (value, []) }
            return (plain, [])
        }
    }
}
