/// What character references stand for, for readers of other formats that know the names of HTML.
package enum HTMLCharacterReference {
    /// The UTF-8 of the reference whose text between `&` and `;` is given (`amp`, `nbsp`, `#8364`, `#x20AC`); nil when there is no
    /// such reference.
    package static func value(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard let first = text.first, text.count <= 32 else { return nil }
        var whole: [UInt8] = [0x26]
        whole.append(contentsOf: text)
        whole.append(0x3B)
        // Numbers have no names before them, and a name without its semicolon is not the one that was asked for.
        guard first == 0x23 || text.allSatisfy(isASCIIAlphanumeric) else { return nil }
        return whole.withUnsafeBufferPointer { buffer in
            guard
                let decoded = CharacterReference.decode(SourceBytes(buffer), at: 0, inAttribute: false),
                decoded.end == buffer.count
            else { return nil }
            return (0..<decoded.count).map { UInt8(truncatingIfNeeded: decoded.bytes >> UInt64($0 * 8)) }
        }
    }
}
