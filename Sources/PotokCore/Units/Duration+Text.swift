extension Duration {
    private static let textUnits: [(names: [String], seconds: Double)] = [
        (["ms", "milliseconds", "millisecond"], 0.001),
        (["s", "sec", "second", "seconds"], 1),
        (["m", "min", "minute", "minutes"], 60),
        (["h", "hour", "hours"], 3_600),
        (["d", "day", "days"], 86_400),
        (["w", "week", "weeks"], 604_800),
    ]

    /// Reads text such as `1500 ms`, `2s`, `1.5 h` or `30 days`; nil when the unit is missing or unknown.
    ///
    /// `0` alone needs no unit.
    public init?(text: String) {
        guard let (number, unit) = QuantityText.split(text) else { return nil }
        if unit.isEmpty, number == 0 {
            self = .zero
            return
        }
        guard let factor = Self.textUnits.first(where: { $0.names.contains(unit) })?.seconds else { return nil }
        let seconds = number * factor
        guard seconds < 1e12 else { return nil }
        self = .milliseconds(Int64((seconds * 1_000).rounded()))
    }

    /// The length in seconds.
    public var seconds: Double {
        let (whole, atto) = components
        return Double(whole) + Double(atto) * 1e-18
    }

    /// The shortest exact text that reads back as this length, to the millisecond: `90 s`, `2 h`.
    public var text: String {
        let milliseconds = Int64((seconds * 1_000).rounded())
        if milliseconds == 0 { return "0 s" }
        for (name, factor) in [("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1_000)] as [(String, Int64)]
        where milliseconds % factor == 0 {
            return "\(milliseconds / factor) \(name)"
        }
        return "\(milliseconds) ms"
    }
}
