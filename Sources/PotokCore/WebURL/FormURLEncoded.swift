/// The application/x-www-form-urlencoded format (URL Standard, section 5).
public enum FormURLEncoded {
    /// The decoded name-value pairs of a query, in order; plus signs are spaces, empty pieces are left out.
    public static func parse(_ query: some StringProtocol) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        for piece in query.utf8.split(separator: UInt8(ascii: "&")) {
            if let equals = piece.firstIndex(of: UInt8(ascii: "=")) {
                pairs.append((decode(piece[..<equals]), decode(piece[piece.index(after: equals)...])))
            } else {
                pairs.append((decode(piece), ""))
            }
        }
        return pairs
    }

    /// The query that stands for pairs of names and values.
    public static func serialize(_ pairs: some Sequence<(name: String, value: String)>) -> String {
        pairs.map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
    }

    private static func decode(_ bytes: some Collection<UInt8>) -> String {
        let spaced = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return String(decoding: PercentEncoding.decode(spaced), as: UTF8.self)
    }

    private static func encode(_ string: String) -> String {
        // A plus sign is itself encoded, so every %20 comes from a space.
        var output: [UInt8] = []
        for byte in string.utf8 {
            if byte == UInt8(ascii: " ") {
                output.append(UInt8(ascii: "+"))
            } else if PercentEncoding.ByteSet.form.contains(byte) {
                PercentEncoding.append(encoded: byte, to: &output)
            } else {
                output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
