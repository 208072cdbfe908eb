public import PotokCore

/// Reads the Retry-After header (RFC 9110 §10.2.3).
public enum RetryAfter {
    /// The wait that a header asks for, from now: a number of seconds or a date.
    ///
    /// Nil for junk; a date that has passed and zero seconds are a wait of nothing.
    public static func delay(_ header: String, now: Timestamp) -> Duration? {
        let text = header.utf8.drop { $0 == 0x20 || $0 == 0x09 }
        if let seconds = HeaderLine.decimal(text) { return .seconds(min(seconds, 1 << 40)) }
        // More digits than fit are absurd, not junk: the caller's bound applies.
        if !text.isEmpty, text.allSatisfy({ (0x30...0x39).contains($0) }) { return .seconds(1 << 40) }
        guard let date = HTTPDate.parse(header) else { return nil }
        let wait = date.secondsSince1970 - now.secondsSince1970
        return .seconds(max(0, wait))
    }
}
