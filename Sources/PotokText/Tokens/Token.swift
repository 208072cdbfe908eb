/// A word, number or ideograph of a text.
public struct Token: Sendable, Hashable {
    /// What a token is made of.
    public enum Kind: UInt8, Sendable, Hashable {
        /// A run of letters, their marks and digits with at least one letter.
        case word

        /// A run of decimal digits.
        case number

        /// One character, with its marks, of a script that puts no space between words: Han, kana, bopomofo, Thai, Lao, Khmer, Myanmar.
        case ideograph
    }

    /// The bytes of the token in the source text, marks and dropped characters inside it included.
    public var sourceRange: Range<Int>

    /// The bytes of the folded token in the tokenizer's folded buffer.
    public var foldedRange: Range<Int>

    /// A hash of the folded bytes, the same in every run and on every machine (see `TokenHash`).
    public var hash: UInt64

    /// What the token is made of.
    public var kind: Kind
}
