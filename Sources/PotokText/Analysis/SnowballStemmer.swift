import CStemmer

/// A stemmer of the Snowball project, through libstemmer.
///
/// libstemmer keeps its state in the stemmer and gives results out of it until the next word; a copy leaves this file, the pointer does
/// not. One stemmer serves one task at a time.
final class SnowballStemmer {
    private let handle: OpaquePointer

    /// Makes the stemmer of a language.
    ///
    /// - Parameter language: two letters of ISO 639-1; nil comes back for a language that libstemmer does not have.
    init?(language: String) {
        guard let handle = sb_stemmer_new(language, "UTF_8") else { return nil }
        self.handle = handle
    }

    deinit {
        sb_stemmer_delete(handle)
    }

    /// The stem of a word in lower case, in composed form.
    func stem(_ word: [UInt8]) -> [UInt8] {
        guard word.count < 256, let symbols = sb_stemmer_stem(handle, word, Int32(word.count)) else { return word }
        // The length belongs to the word that was stemmed last, so the bytes are there.
        return Array(UnsafeBufferPointer(start: symbols, count: Int(sb_stemmer_length(handle))))
    }
}
