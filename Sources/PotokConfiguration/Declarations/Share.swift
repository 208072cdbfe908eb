/// Shares of a whole, written as text with a percent sign: `20 %`, `0.5%`.
enum Share {
    /// The word for no share at all, where that is allowed.
    static let none = "none"

    /// Reads text such as `20 %` as 0.2; nil when it is no number with a percent sign.
    static func parse(_ text: String) -> Double? {
        func trim(_ text: Substring) -> Substring {
            var text = text
            while text.first == " " || text.first == "\t" { text.removeFirst() }
            while text.last == " " || text.last == "\t" { text.removeLast() }
            return text
        }
        let trimmed = trim(text[...])
        guard trimmed.last == "%" else { return nil }
        let digits = trim(trimmed.dropLast())
        guard let first = digits.first, first != ".", digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
            let percent = Double(digits), percent.isFinite
        else { return nil }
        return percent / 100
    }

    /// The shortest text for a share, to a millionth of a percent.
    static func text(_ share: Double) -> String {
        let percent = (share * 1e8).rounded() / 1e6
        let spelling = String(percent)
        return (spelling.hasSuffix(".0") ? String(spelling.dropLast(2)) : spelling) + " %"
    }
}
