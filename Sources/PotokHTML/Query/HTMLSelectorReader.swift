/// Reads the text of a selector.
struct HTMLSelectorReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func failure(_ code: HTMLSelectorError.Code, _ what: String, hint: String) -> HTMLSelectorError {
        HTMLSelectorError(code: code, offset: index, message: "\(what) at byte \(index) of the selector", hint: hint)
    }

    private mutating func skipSpaces() -> Bool {
        let start = index
        while let byte = next, isHTMLSpace(byte) { index += 1 }
        return index > start
    }

    mutating func readList() throws(HTMLSelectorError) -> [HTMLSelector.Complex] {
        var list = [try readComplex()]
        while next == 0x2C {
            index += 1
            list.append(try readComplex())
        }
        if next != nil { throw unexpected() }
        return list
    }

    private func unexpected() -> HTMLSelectorError {
        switch next {
        case 0x3A: failure(.unsupported, "a pseudo-class", hint: "only names, #id, .class and [attribute] are known")
        case 0x2B, 0x7E: failure(.unsupported, "a sibling combinator", hint: "only descendants and `>` are known")
        case 0x7C: failure(.unsupported, "a namespace", hint: "leave the namespace out")
        default: failure(.unexpected, "an unexpected character", hint: "names, #id, .class, [attribute], `>` and `,`")
        }
    }

    private mutating func readComplex() throws(HTMLSelectorError) -> HTMLSelector.Complex {
        _ = skipSpaces()
        var parts = [HTMLSelector.Part(compounds: [try readCompound()])]
        while true {
            let hasSpace = skipSpaces()
            guard let byte = next, byte != 0x2C else { break }
            if byte == 0x3E {
                index += 1
                _ = skipSpaces()
                parts[0].compounds.insert(try readCompound(), at: 0)
            } else if hasSpace {
                parts.insert(HTMLSelector.Part(compounds: [try readCompound()]), at: 0)
            } else {
                throw unexpected()
            }
        }
        return HTMLSelector.Complex(parts: parts)
    }

    private mutating func readCompound() throws(HTMLSelectorError) -> HTMLSelector.Compound {
        var compound = HTMLSelector.Compound()
        let start = index
        if next == 0x2A {
            index += 1
        } else if let name = readIdentifier() {
            compound.tag = name
        }
        while let byte = next {
            switch byte {
            case 0x23:
                index += 1
                compound.conditions.append(try readWord("id", .equals))
            case 0x2E:
                index += 1
                compound.conditions.append(try readWord("class", .includes))
            case 0x5B:
                index += 1
                compound.conditions.append(try readAttribute())
            default:
                if index == start { throw unexpected() }
                return compound
            }
        }
        if index == start { throw failure(.missing, "nothing", hint: "write a name, #id, .class or [attribute]") }
        return compound
    }

    private mutating func readWord(
        _ attribute: String,
        _ comparison: HTMLSelector.Condition.Comparison
    ) throws(HTMLSelectorError) -> HTMLSelector.Condition {
        guard let word = readIdentifier(allowsDigit: attribute == "id") else {
            throw failure(.missing, "no \(attribute)", hint: "write a word; escape what is no letter with a backslash")
        }
        return HTMLSelector.Condition(
            attribute: attribute,
            comparison: comparison,
            value: Array(word.utf8),
            letters: .byQuirks
        )
    }

    private mutating func readAttribute() throws(HTMLSelectorError) -> HTMLSelector.Condition {
        _ = skipSpaces()
        guard let name = readIdentifier() else {
            throw failure(.missing, "no attribute name", hint: "write [name] or [name=\"value\"]")
        }
        var condition = HTMLSelector.Condition(attribute: name, comparison: .exists, value: [], letters: .exact)
        _ = skipSpaces()
        if next != 0x5D {
            condition.comparison = try readComparison()
            _ = skipSpaces()
            condition.value = try readValue()
            _ = skipSpaces()
            if let byte = next, byte | 0x20 == 0x69 || byte | 0x20 == 0x73 {
                condition.letters = byte | 0x20 == 0x69 ? .folded : .exact
                index += 1
                _ = skipSpaces()
            }
        }
        guard next == 0x5D else { throw failure(.unclosed, "a missing bracket", hint: "close the attribute with ]") }
        index += 1
        return condition
    }

    private mutating func readComparison() throws(HTMLSelectorError) -> HTMLSelector.Condition.Comparison {
        let comparison: HTMLSelector.Condition.Comparison
        switch next {
        case 0x3D:
            index += 1
            return .equals
        case 0x7E: comparison = .includes
        case 0x7C: comparison = .dash
        case 0x5E: comparison = .prefix
        case 0x24: comparison = .suffix
        case 0x2A: comparison = .contains
        case nil: throw failure(.unclosed, "a missing bracket", hint: "close the attribute with ]")
        default: throw unexpected()
        }
        index += 1
        guard next == 0x3D else { throw failure(.unexpected, "a missing =", hint: "write ~=, |=, ^=, $= or *=") }
        index += 1
        return comparison
    }

    private mutating func readValue() throws(HTMLSelectorError) -> [UInt8] {
        guard let quote = next, quote == 0x22 || quote == 0x27 else {
            guard let word = readIdentifier(allowsDigit: true) else {
                throw failure(.missing, "no value", hint: "write the value in quotation marks")
            }
            return Array(word.utf8)
        }
        index += 1
        var value: [UInt8] = []
        while let byte = next, byte != quote {
            index += 1
            if byte == 0x5C {
                readEscape(into: &value)
            } else {
                value.append(byte)
            }
        }
        guard next == quote else { throw failure(.unclosed, "a missing quotation mark", hint: "close the value") }
        index += 1
        return value
    }

    /// An identifier of CSS, its escapes decoded; nil when there is none here.
    private mutating func readIdentifier(allowsDigit: Bool = false) -> String? {
        guard let first = next, isNameByte(first) || first == 0x5C else { return nil }
        if !allowsDigit, first &- 0x30 < 10 { return nil }
        var name: [UInt8] = []
        while let byte = next {
            if byte == 0x5C {
                index += 1
                readEscape(into: &name)
            } else if isNameByte(byte) {
                index += 1
                name.append(byte)
            } else {
                break
            }
        }
        return String(decoding: name, as: UTF8.self)
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        isASCIIAlphanumeric(byte) || byte == 0x2D || byte == 0x5F || byte >= 0x80
    }

    /// What follows a backslash: up to six hexadecimal digits and a space, or any character.
    private mutating func readEscape(into name: inout [UInt8]) {
        var code: UInt32 = 0
        var digits = 0
        while digits < 6, let byte = next, let digit = Character(UnicodeScalar(byte)).hexDigitValue {
            code = code * 16 + UInt32(digit)
            digits += 1
            index += 1
        }
        if digits > 0 {
            if let byte = next, isHTMLSpace(byte) { index += 1 }
            let scalar = code == 0 ? nil : UnicodeScalar(code)
            name.append(contentsOf: Array(String(Character(scalar ?? "\u{FFFD}")).utf8))
        } else if let byte = next {
            name.append(byte)
            index += 1
        }
    }
}
