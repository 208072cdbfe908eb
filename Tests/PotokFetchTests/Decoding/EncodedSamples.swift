import Foundation

/// Short bodies in every content coding, made with the reference encoders.
enum EncodedSamples {
    /// What the short ones hold.
    static let text = Array("Zażółć gęślą jaźń. Zażółć gęślą jaźń.".utf8)
    /// How many zeros the others hold.
    static let zeros = 100_000

    static let gzip = bytes(
        "H4sIAAAAAAACA4tKPLrn8OajTUfaFdKPzDw6O+dIq0JW4tFdR1v0FKJwywEAGphMMjcAAAA="
    )
    static let zlib = bytes(
        "eNqLSjy65/Dmo01H2hXSj8w8OjvnSKtCVuLRXUdb9BSicMsBAGBOHl0="
    )
    static let rawDeflate = bytes(
        "i0o8uufw5qNNR9oV0o/MPDo750irQlbi0V1HW/QUonDLAQA="
    )
    static let brotli = bytes(
        "GzYAAMRyR3pAj/D29FtLqNUCbglmLesuuIpK9dD7R40TyaVdOVBCV91w"
    )
    static let zstandard = bytes(
        "KLUv/SA3FQEA4FphxbzDs8WCxIcgZ8SZxZtsxIUgamHFusWELiABAHw4nQ=="
    )
    static let zstandardWithChecksum = bytes(
        "KLUv/SQ3FQEA4FphxbzDs8WCxIcgZ8SZxZtsxIUgamHFusWELiABAHw4nVud8Ck="
    )
    static let gzipOfZeros = bytes(
        "H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIBXA32VEdSghgEA"
    )
    static let rawDeflateOfZeros = bytes(
        "7cExAQAAAMKg9U9tDQ+gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgFcD"
    )
    static let brotliOfZeros = bytes(
        "W5+GAUACIB4LJMsvAA=="
    )
    static let zstandardOfZeros = bytes(
        "KLUv/aCghgEAVQAAEAAAAQCbhjnAAg=="
    )
    static let zstandardOfZerosWithoutSize = bytes(
        "KLUv/QA4VQAAEAAAAQCbhjnAAg=="
    )

    private static func bytes(_ base64: String) -> [UInt8] { Array(Data(base64Encoded: base64) ?? Data()) }
}
