import PotokCore
import PotokHTML

extension OptionKind {
    /// Why a value is not taken.
    struct Problem: Error {
        var code: PotokError.Code
        /// What is wrong, after the name of the option: `must be a number, not text`.
        var message: String
        var hint: String?
        /// The bytes it is about.
        var range: Range<Int>
    }

    /// Reads and checks a value; every problem of a list is found.
    func read(_ value: JSONValue) -> Result<OptionValue, ProblemList> {
        var problems = ProblemList()
        let result = read(value, &problems)
        if let result, problems.list.isEmpty { return .success(result) }
        return .failure(problems)
    }

    /// Several problems with one value; empty when the value was no JSON, which is reported already.
    struct ProblemList: Error {
        var list: [Problem] = []
    }

    private func read(_ value: JSONValue, _ problems: inout ProblemList) -> OptionValue? {
        if case .invalid = value.content { return nil }
        func wrong(_ hint: String? = nil) -> OptionValue? {
            var hint = hint
            if case .null = value.content { hint = "leave the key out to have the default" }
            problems.list.append(
                Problem(
                    code: .configurationWrongType,
                    message: "must be \(expectation), not \(DisplayText.quote(value.noun))",
                    hint: hint,
                    range: value.range
                )
            )
            return nil
        }
        func bad(_ text: String, _ hint: String? = nil) -> OptionValue? {
            problems.list.append(
                Problem(
                    code: .configurationBadValue,
                    message: "must be \(expectation), not \"\(DisplayText.quote(text))\"",
                    hint: hint,
                    range: value.range
                )
            )
            return nil
        }
        func outside(_ text: String) -> OptionValue? {
            problems.list.append(
                Problem(
                    code: .configurationOutOfRange,
                    message: "must be \(expectation), not \(DisplayText.quote(text))",
                    range: value.range
                )
            )
            return nil
        }
        switch self {
        case .text:
            guard let text = value.string else { return wrong() }
            return line(text, value.range, &problems).map { .text($0) }
        case .name:
            guard let text = value.string else { return wrong() }
            guard Self.isName(text) else {
                return bad(text, "--set and reports use the name, so it has no spaces and is at most 64 long")
            }
            return .text(text)
        case .path:
            guard let text = value.string else { return wrong() }
            return path(text, value.range, &problems).map { .text($0) }
        case .integer(let range):
            if let number = value.integer { return range.contains(number) ? .integer(number) : outside(String(number)) }
            if case .number(let text) = value.content { return outside(text) }
            if let text = value.string, Int(text) != nil { return wrong("write \(text), without quotes") }
            if let text = value.string { return bad(text) }
            return wrong()
        case .duration(let range):
            guard let text = value.string else {
                return wrong(count(value).map { "write it with a unit: \"\($0) s\"" })
            }
            guard let duration = Duration(text: text) else {
                return bad(text, "the units are \(QuantityUnits.duration.joined(separator: ", "))")
            }
            return range.contains(duration) ? .duration(duration) : outside(duration.text)
        case .byteCount(let range):
            guard let text = value.string else {
                return wrong(count(value).map { "write it with a unit: \"\(ByteCount($0))\"" })
            }
            guard let count = ByteCount(text) else {
                return bad(text, "the units are \(QuantityUnits.byteCount.joined(separator: ", "))")
            }
            return range.contains(count) ? .byteCount(count) : outside(count.description)
        case .share, .shareOrNone:
            if self == .shareOrNone, value.string == Share.none { return .text(Share.none) }
            guard let text = value.string else {
                return wrong(
                    value.double.flatMap { (0...1).contains($0) ? $0 : nil }.map {
                        "write it with a percent sign: \"\(Share.text($0))\""
                    }
                )
            }
            guard let share = Share.parse(text) else { return bad(text) }
            return share <= 1 ? .share(share) : outside(Share.text(share))
        case .boolean:
            guard let flag = value.boolean else {
                if let text = value.string {
                    return bad(text, ["true", "false"].contains(text) ? "write \(text), without quotes" : nil)
                }
                return wrong()
            }
            return .boolean(flag)
        case .choice(let choices):
            guard let text = value.string else { return wrong() }
            if choices.contains(where: { $0.name == text }) { return .text(text) }
            let near = Suggestion.closest(to: text, among: choices.map(\.name))
            let meant = near.map { "; did you mean '\($0)'?" } ?? ""
            problems.list.append(
                Problem(
                    code: .configurationUnknownChoice,
                    message: "must be \(expectation), not \"\(DisplayText.quote(text))\"\(meant)",
                    range: value.range
                )
            )
            return nil
        case .texts, .paths, .selectors, .lines, .dayTimes:
            guard let elements = value.elements else {
                return wrong(value.string.map { "write [\"\(DisplayText.quote($0))\"]" })
            }
            return .texts(
                elements.compactMap { element in
                    guard let text = text(of: element, &problems) else { return nil }
                    if self == .paths { return path(text, element.range, &problems) }
                    if self == .selectors { return selector(text, element.range, &problems) }
                    if self == .lines { return pattern(text, element.range, &problems) }
                    if self == .dayTimes { return dayTime(text, element.range, &problems) }
                    return line(text, element.range, &problems)
                }
            )
        case .addresses:
            guard let elements = value.elements else {
                return wrong(value.string.map { "write [\"\(DisplayText.quote($0))\"]" })
            }
            return .addresses(
                elements.compactMap { element in
                    guard let text = text(of: element, &problems) else { return nil }
                    if let range = AddressRange(text) { return range }
                    problems.list.append(
                        Problem(
                            code: .configurationBadValue,
                            message: "must be \(expectation), not \"\(DisplayText.quote(text))\"",
                            hint: text.contains(where: \.isLetter) && !text.contains(":")
                                ? "names of hosts do not count here, only addresses" : nil,
                            range: element.range
                        )
                    )
                    return nil
                }
            )
        case .urls:
            guard let elements = value.elements else {
                return wrong(value.string.map { "write [\"\(DisplayText.quote($0))\"]" })
            }
            return .urls(
                elements.compactMap { element in
                    guard let text = text(of: element, &problems) else { return nil }
                    return url(text, element.range, &problems)
                }
            )
        case .proxy:
            guard let text = value.string else { return wrong() }
            switch Proxy.read(text) {
            case .success(let proxy): return .text(proxy.text)
            case .failure(let refusal):
                problems.list.append(
                    Problem(
                        code: refusal.isSecret ? .configurationLiteralSecret : .configurationBadValue,
                        message: refusal.message(expectation: expectation),
                        hint: refusal.hint,
                        range: value.range
                    )
                )
                return nil
            }
        case .fields:
            guard let members = value.members else { return wrong() }
            var fields = NDJSONFields()
            for member in members {
                guard let path = NDJSONFields.paths.first(where: { $0.name == member.key })?.path else {
                    let names = NDJSONFields.paths.map(\.name).joined(separator: ", ")
                    problems.list.append(
                        Problem(
                            code: .configurationUnknownKey,
                            message: "has no '\(DisplayText.quote(member.key))'",
                            hint: "the fields are \(names)",
                            range: member.keyRange
                        )
                    )
                    continue
                }
                if let name = text(of: member.value, &problems) { fields[keyPath: path] = name }
            }
            return .fields(fields)
        case .mapping:
            guard let members = value.members else { return wrong() }
            return .mapping(SinkFields.read(members, &problems.list))
        case .url:
            guard let text = value.string else { return wrong() }
            return target(text, value.range, &problems).map { .url($0) }
        case .secret:
            var reader = RequestReader()
            let secret = reader.secret(value, "the value")
            problems.list += reader.problems
            return secret.map { .secret($0) }
        case .heartbeat:
            if let text = value.string { return heartbeat(text, value.range, &problems) }
            guard value.members != nil else { return wrong() }
            var reader = RequestReader()
            let secret = reader.secret(value, "the value")
            problems.list += reader.problems
            return secret.map { .secret($0) }
        case .authentication:
            var reader = RequestReader()
            let authentication = reader.readAuthentication(value)
            problems.list += reader.problems
            return .authentication(authentication)
        case .request:
            var reader = RequestReader()
            let options = reader.read(value)
            problems.list += reader.problems
            return .request(options)
        }
    }

    private func count(_ value: JSONValue) -> Int? {
        value.integer.flatMap { $0 < 0 ? nil : $0 }
    }

    private func text(of element: JSONValue, _ problems: inout ProblemList) -> String? {
        if case .invalid = element.content { return nil }
        if let text = element.string { return text }
        problems.list.append(
            Problem(
                code: .configurationWrongType,
                message: "must be \(expectation); \(DisplayText.quote(element.noun)) is in it",
                range: element.range
            )
        )
        return nil
    }

    private func line(_ text: String, _ range: Range<Int>, _ problems: inout ProblemList) -> String? {
        let reason: String
        if text.allSatisfy({ $0 == " " || $0 == "\t" }) {
            reason = "empty text"
        } else if text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }) {
            reason = "text with a control character or a line break"
        } else {
            return text
        }
        problems.list.append(
            Problem(code: .configurationBadValue, message: "must be \(expectation), not \(reason)", range: range)
        )
        return nil
    }

    private func path(_ text: String, _ range: Range<Int>, _ problems: inout ProblemList) -> String? {
        guard let path = line(text, range, &problems) else { return nil }
        if path == "~" || path.hasPrefix("~/") {
            problems.list.append(
                Problem(
                    code: .configurationBadValue,
                    message: "begins with '~', which only a shell understands",
                    hint: "write the whole path, or one relative to the folder of the configuration",
                    range: range
                )
            )
            return nil
        }
        return path
    }

    private func selector(_ text: String, _ range: Range<Int>, _ problems: inout ProblemList) -> String? {
        do throws(HTMLSelectorError) {
            _ = try HTMLSelector(text)
            return text
        } catch {
            problems.list.append(
                Problem(
                    code: .configurationBadValue,
                    message:
                        "must be \(expectation), not \"\(DisplayText.quote(text))\": \(DisplayText.quote(error.message))",
                    hint: error.hint,
                    range: range
                )
            )
            return nil
        }
    }

    private func pattern(_ text: String, _ range: Range<Int>, _ problems: inout ProblemList) -> String? {
        guard let line = line(text, range, &problems) else { return nil }
        guard line.count > 2, line.hasPrefix("/"), line.hasSuffix("/") else { return line }
        if (try? Regex(String(line.dropFirst().dropLast()))) != nil { return line }
        problems.list.append(
            Problem(
                code: .configurationBadValue,
                message: "has \"\(DisplayText.quote(text))\", which is no regular expression",
                hint: "a text that begins and ends with '/' is one; leave the slashes out for an exact line",
                range: range
            )
        )
        return nil
    }

    /// Reads the URL of a heartbeat, which is not shown when it is wrong: it may be a secret.
    private func heartbeat(_ text: String, _ range: Range<Int>, _ problems: inout ProblemList) -> OptionValue? {
        if text == HeartbeatAddress.noAddress { return .text(text) }
        if let url = HeartbeatAddress.url(text) { return .url(url) }
        problems.list.append(
            Problem(
                code: .configurationBadURL,
                message: "must be \(expectation), without a user, a password or a '#'",
                range: range
            )
        )
        return nil
    }

    /// Reads the URL of a sink's target; a user or password in it is not shown.
    private func target(_ text: String, _ range: Range<Int>, _ problems: inout ProblemList) -> WebURL? {
        guard !text.utf8.contains(UInt8(ascii: "@")) else {
            problems.list.append(
                Problem(
                    code: .configurationLiteralSecret,
                    message: "has a user or a password in its URL, and a secret never stands in a configuration",
                    hint: "the key 'auth' says where they are kept",
                    range: range
                )
            )
            return nil
        }
        guard let url = url(text, range, &problems) else { return nil }
        if !text.contains(where: { $0 == "?" || $0 == "#" }) { return url }
        problems.list.append(
            Problem(
                code: .configurationBadURL,
                message: "must be \(expectation), with nothing behind a '?' or '#'",
                range: range
            )
        )
        return nil
    }

    private func url(_ text: String, _ range: Range<Int>, _ problems: inout ProblemList) -> WebURL? {
        let url = WebURL(text)
        if let url, url.scheme == "http" || url.scheme == "https" { return url }
        let shown = DisplayText.quote(text)
        var hint: String?
        if url == nil, !text.contains(":"), text.contains("."), WebURL("https://" + text) != nil {
            hint = "write \"https://\(shown)\""
        } else if let url, url.scheme == "file" {
            hint = "files belong into a source of type 'files'"
        } else if let url, let near = Suggestion.closest(to: url.scheme, among: ["https", "http"]) {
            hint = "did you mean '\(near)'?"
        }
        let reason = url.map { "its scheme is '\(DisplayText.quote($0.scheme))'" } ?? "it is no absolute URL"
        problems.list.append(
            Problem(
                code: .configurationBadURL,
                message: "must be \(expectation), not \"\(shown)\": \(reason)",
                hint: hint,
                range: range
            )
        )
        return nil
    }

    private func dayTime(_ text: String, _ range: Range<Int>, _ problems: inout ProblemList) -> String? {
        if DayTime(text) != nil { return text }
        problems.list.append(
            Problem(
                code: .configurationBadValue,
                message: "must be \(expectation), not \"\(DisplayText.quote(text))\"",
                hint: "write two different times of the clock of this machine, from 00:00 to 24:00",
                range: range
            )
        )
        return nil
    }

    /// Whether text is a name by the rule of ``OptionKind/name``.
    static func isName(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, scalars.count <= 64, isLetterOrDigit(first) else { return false }
        return scalars.allSatisfy { scalar in
            if scalar == "-" || scalar == "_" || scalar == "." || isLetterOrDigit(scalar) { return true }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: return true
            default: return false
            }
        }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
