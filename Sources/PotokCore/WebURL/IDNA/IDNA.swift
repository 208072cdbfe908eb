/// Internationalized domain names: UTS #46 ToASCII as the URL Standard calls it (section 3.3, "domain to ASCII").
///
/// Non-transitional, CheckBidi and CheckJoiners on, IgnoreInvalidPunycode off; the strict variant adds CheckHyphens,
/// UseSTD3ASCIIRules and VerifyDnsLength. A domain that is not ASCII and longer than ``maximumLength`` code points is
/// refused, which the standards do not ask for: Punycode and normalization take quadratic time, and DNS knows no name
/// above 253.
enum IDNA {
    /// The longest domain that is processed, in code points.
    static let maximumLength = 4_096

    private static let dot = UInt32(UInt8(ascii: "."))
    private static let hyphen = UInt32(UInt8(ascii: "-"))

    /// The ASCII form of a domain, nil on failure.
    static func domainToASCII(_ domain: String, beStrict: Bool) -> [UInt8]? {
        var result: [UInt8]
        if !beStrict, domain.utf8.allSatisfy({ $0 < 0x80 }) {
            result = domain.utf8.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
        } else {
            let codePoints = domain.unicodeScalars.map(\.value)
            guard let processed = toASCII(codePoints, beStrict: beStrict) else { return nil }
            result = processed
        }
        if !beStrict {
            guard !result.isEmpty, !result.contains(where: HostParser.isForbiddenDomain) else { return nil }
        }
        return result
    }

    /// UTS #46, section 4.2.
    private static func toASCII(_ domain: [UInt32], beStrict: Bool) -> [UInt8]? {
        guard domain.count <= maximumLength else { return nil }
        let table = IDNATable.shared
        guard let mapped = mapped(domain, table) else { return nil }
        let normalized = IDNANormalization.normalized(mapped, table)

        var labels: [[UInt32]] = []
        for label in normalized.split(separator: dot, omittingEmptySubsequences: false) {
            if label.starts(with: [0x78, 0x6E, hyphen, hyphen]) {
                guard let decoded = Punycode.decode(label.dropFirst(4)), decoded.contains(where: { $0 >= 0x80 }),
                    IDNANormalization.normalized(decoded, table) == decoded
                else { return nil }
                labels.append(decoded)
            } else {
                labels.append(Array(label))
            }
        }
        let isBidi = labels.contains { label in label.contains { IDNABidi.isRightToLeft($0, table) } }
        for label in labels {
            guard isValid(label, table, beStrict: beStrict), !isBidi || IDNABidi.isValid(label, table) else {
                return nil
            }
        }
        return encoded(labels, beStrict: beStrict)
    }

    /// Step 1 of section 4: disallowed code points fail at once, for no later step could allow them.
    private static func mapped(_ domain: [UInt32], _ table: IDNATable) -> [UInt32]? {
        var mapped: [UInt32] = []
        mapped.reserveCapacity(domain.count)
        for codePoint in domain {
            switch table.properties(codePoint).status {
            case .valid: mapped.append(codePoint)
            case .ignored: continue
            case .mapped: mapped.append(contentsOf: table.mapping(codePoint))
            case .disallowed: return nil
            }
        }
        return mapped
    }

    /// The validity criteria of section 4.1, but for normalization, which holds already, and the bidi rule.
    private static func isValid(_ label: [UInt32], _ table: IDNATable, beStrict: Bool) -> Bool {
        guard let first = label.first else { return true }
        if beStrict {
            if first == hyphen || label.last == hyphen { return false }
            if label.count >= 4, label[2] == hyphen, label[3] == hyphen { return false }
        } else if label.starts(with: [0x78, 0x6E, hyphen, hyphen]) {
            return false
        }
        if first >= 0x80, table.properties(first).isMark { return false }
        for codePoint in label {
            if codePoint == dot { return false }
            if beStrict, codePoint < 0x80, !isLetterDigitHyphen(codePoint) { return false }
            if table.properties(codePoint).status != .valid { return false }
        }
        return IDNAJoiners.isValid(label, table)
    }

    private static func isLetterDigitHyphen(_ codePoint: UInt32) -> Bool {
        (0x61...0x7A).contains(codePoint) || (0x30...0x39).contains(codePoint) || codePoint == hyphen
    }

    /// Joins the labels, in Punycode where they are not ASCII, and checks lengths in the strict variant.
    private static func encoded(_ labels: [[UInt32]], beStrict: Bool) -> [UInt8]? {
        var output: [UInt8] = []
        for (index, label) in labels.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ".")) }
            let start = output.count
            if label.contains(where: { $0 >= 0x80 }) {
                output.append(contentsOf: "xn--".utf8)
                guard Punycode.encode(label, to: &output) else { return nil }
            } else {
                output.append(contentsOf: label.map { UInt8(truncatingIfNeeded: $0) })
            }
            if beStrict {
                let length = output.count - start
                let isRoot = index == labels.count - 1 && index > 0
                guard length <= 63, length > 0 || isRoot else { return nil }
            }
        }
        if beStrict {
            let length = output.last == UInt8(ascii: ".") ? output.count - 1 : output.count
            guard (1...253).contains(length) else { return nil }
        }
        return output
    }
}

extension WebURL {
    /// The ASCII form of a domain by UTS #46, as the URL Standard asks for it ("domain to ASCII").
    ///
    /// - Parameter beStrict: Also refuse misplaced hyphens, ASCII other than letters, digits and hyphens, and labels or
    ///   names too long for DNS.
    /// - Returns: nil where the standard says "failure".
    public static func domainToASCII(_ domain: String, beStrict: Bool = false) -> String? {
        IDNA.domainToASCII(domain, beStrict: beStrict).map { String(decoding: $0, as: UTF8.self) }
    }
}
