/// The common shape of quantities written as text: a number, then a unit.
enum QuantityText {
    /// Splits `1.5 MB` into 1.5 and `mb`; nil when there is no finite, non-negative number in front.
    static func split(_ text: String) -> (number: Double, unit: String)? {
        let trimmed = text.trimmingASCIISpace()
        let digits = trimmed.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
        let cleaned = digits.filter { $0 != "_" }
        guard let number = Double(cleaned), number.isFinite, number >= 0 else { return nil }
        return (number, String(trimmed.dropFirst(digits.count)).trimmingASCIISpace().lowercased())
    }
}

extension StringProtocol {
    /// Without spaces, tabs and line ends at either end.
    func trimmingASCIISpace() -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
        guard let first = firstIndex(where: { !isSpace($0) }) else { return "" }
        let last = lastIndex { !isSpace($0) } ?? first
        return String(self[first...last])
    }
}
