/// The entry of libFuzzer: any bytes become valid UTF-8, whatever charset they are said to be in.
///
/// The first byte chooses the label and whether the rest is a page, so that one corpus serves all.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
    FuzzCase.run(input)
    return 0
}

private enum FuzzCase {
    static let labels: [String?] = [
        nil, "utf-8", "windows-1250", "iso-8859-2", "utf-16", "utf-16be", "iso-2022-jp", "shift_jis", "gb18030", "big5",
        "euc-kr", "euc-jp", "cp852", "klingon-8", "koi8-r", "\"x\u{0}-\u{FFFD}",
    ]

    static func run(_ input: [UInt8]) {
        let choice = Int(input.first ?? 0)
        let bytes = Array(input.dropFirst())
        let decoded = Charset.decode(bytes, header: labels[choice & 15], isMarkup: choice & 16 != 0)
        if String(validating: decoded.bytes, as: UTF8.self) == nil { fatalError("the text is not valid UTF-8") }
        compareSurvey(bytes)
        if let label = MetaCharset.find(bytes), label != EncodingLabel.normal(label) {
            fatalError("a label is not normal")
        }
    }

    /// The survey must agree with the decoder of the standard library.
    private static func compareSurvey(_ bytes: [UInt8]) {
        let survey = UTF8Survey(bytes)
        if survey.isValid != (String(validating: bytes, as: UTF8.self) != nil) { fatalError("validity differs") }
        let own = String(decoding: bytes, as: UTF8.self).unicodeScalars
        let beyond = own.count { $0.value >= 0x80 }
        if survey.characters + survey.faults != beyond { fatalError("the counts differ") }
    }
}
