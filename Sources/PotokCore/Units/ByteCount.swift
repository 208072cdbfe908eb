/// A number of bytes.
///
/// Written as text with a unit: `64 KiB`, `10 MB`, `512`; powers of 1024 with an `i`, powers of 1000 without.
public struct ByteCount: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The count in bytes, never negative.
    public var bytes: Int

    /// Makes a count; a negative one becomes zero.
    public init(_ bytes: Int) { self.bytes = max(0, bytes) }

    /// A count in units of 1024 bytes.
    public static func kibibytes(_ count: Int) -> ByteCount { ByteCount(count * 1024) }
    /// A count in units of 1024 × 1024 bytes.
    public static func mebibytes(_ count: Int) -> ByteCount { ByteCount(count * 1024 * 1024) }

    private static let units: [(name: String, factor: Int)] = [
        ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30), ("tib", 1 << 40),
        ("kb", 1_000), ("mb", 1_000_000), ("gb", 1_000_000_000), ("tb", 1_000_000_000_000),
        ("b", 1), ("", 1),
    ]

    /// Reads text such as `10 MB`; nil when it is no count or does not fit.
    public init?(_ text: String) {
        guard let (number, unit) = QuantityText.split(text) else { return nil }
        guard let factor = Self.units.first(where: { $0.name == unit })?.factor else { return nil }
        let value = number * Double(factor)
        guard value >= 0, value < Double(Int.max) else { return nil }
        self.bytes = Int(value)
    }

    /// The shortest exact text that reads back as this count, such as `64 KiB`.
    public var description: String {
        for (name, factor) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
        where bytes >= factor && bytes % factor == 0 {
            return "\(bytes / factor) \(name)"
        }
        return "\(bytes) B"
    }

    /// Rounded for a person's eyes: `1.4 MB`.
    public var rounded: String {
        if bytes < 1_000 { return "\(bytes) B" }
        var value = Double(bytes)
        for unit in ["kB", "MB", "GB", "TB"] {
            value /= 1_000
            if value < 999.5 || unit == "TB" {
                let tenths = Int((value * 10).rounded())
                return value < 10 ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\(Int(value.rounded())) \(unit)"
            }
        }
        return "\(bytes) B"
    }

    /// Orders by the number of bytes.
    public static func < (a: ByteCount, b: ByteCount) -> Bool { a.bytes < b.bytes }
}
