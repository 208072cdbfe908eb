/// Turns text into the terms of the index: words split at Unicode boundaries, without their endings, folded.
///
/// Scripts that are written without spaces give pairs of neighbouring characters, and the last character of a run alone, so that every
/// character begins a term. Words of a language without a stemmer, or of no known language, are folded alone. One reading of each word is
/// indexed, never several.
///
/// An analyser remembers the stems of the words that it has met: keep it between texts. It serves one task at a time.
public struct Analyser {
    /// What all words of one language need, and what is remembered of them.
    private struct Language {
        let stemmer: LanguageStemmer
        /// Places in `stems` by the hash of the word.
        var places: [UInt64: Range<Int>] = [:]
        var stems: [UInt8] = []
    }

    /// So many different words are remembered; names and numbers never end.
    private static let memory = 400_000

    private var tokenizer = Tokenizer()
    private var languages: [String: Language] = [:]
    private var output: [UInt8] = []
    private var found: [AnalysedTerm] = []

    /// Makes an analyser that remembers nothing yet.
    public init() {}

    /// The terms of the last text, in order.
    public var terms: [AnalysedTerm] { found }

    /// The bytes of all terms of the last text, with a space between them: what FTS5 gets.
    public var joined: String { String(decoding: output, as: UTF8.self) }

    /// The bytes of a term of the last text.
    public func bytes(_ term: AnalysedTerm) -> ArraySlice<UInt8> { output[term.termRange] }

    /// The text of a term of the last text.
    public func text(_ term: AnalysedTerm) -> String { String(decoding: bytes(term), as: UTF8.self) }

    /// What decides how words of a language are analysed: the first part of a tag such as `pl-PL`, empty when it is as good as unknown.
    public static func key(of language: String?) -> String {
        let primary = (language ?? "").prefix { $0 != "-" && $0 != "_" }.lowercased()
        return LanguageStemmer.languages.contains(primary) ? primary : ""
    }

    /// Analyses a text; what it found is in `terms` and `joined` until the next text.
    ///
    /// - Parameter language: a BCP 47 tag; nil when unknown.
    public mutating func analyse(_ text: String, language: String?) {
        var text = text
        let key = Self.key(of: language)
        text.withUTF8 { analyse($0.span, key: key) }
    }

    private mutating func analyse(_ source: Span<UInt8>, key: String) {
        output.removeAll(keepingCapacity: true)
        found.removeAll(keepingCapacity: true)
        tokenizer.tokenize(source)
        let tokens = tokenizer.tokens
        found.reserveCapacity(tokens.count)
        // Taken out, so that it is changed in place.
        var language = languages.removeValue(forKey: key) ?? Language(stemmer: LanguageStemmer(language: key))
        if language.places.count > Self.memory {
            language.places.removeAll(keepingCapacity: true)
            language.stems.removeAll(keepingCapacity: true)
        }
        for (index, token) in tokens.enumerated() {
            if !output.isEmpty { output.append(0x20) }
            let start = output.count
            var end = token.sourceRange.upperBound
            var isLone = false
            switch token.kind {
            case .ideograph:
                output.append(contentsOf: tokenizer.folded(token))
                isLone = true
                if index + 1 < tokens.count, tokens[index + 1].kind == .ideograph,
                    tokens[index + 1].sourceRange.lowerBound == end
                {
                    output.append(contentsOf: tokenizer.folded(tokens[index + 1]))
                    end = tokens[index + 1].sourceRange.upperBound
                    isLone = false
                }
            case .number:
                output.append(contentsOf: tokenizer.folded(token))
            case .word:
                appendStem(of: token, source, &language)
            }
            found.append(
                AnalysedTerm(
                    sourceRange: token.sourceRange.lowerBound..<end,
                    termRange: start..<output.count,
                    isLoneIdeograph: isLone
                )
            )
        }
        languages[key] = language
    }

    private mutating func appendStem(of token: Token, _ source: Span<UInt8>, _ language: inout Language) {
        let hash: UInt64
        switch language.stemmer {
        case .none:
            output.append(contentsOf: tokenizer.folded(token))
            return
        case .polish, .endings:
            hash = token.hash
        case .snowball:
            // Its rules know the letters before they are folded.
            hash = TokenHash.hash(source.extracting(token.sourceRange))
        }
        if let place = language.places[hash] {
            output.append(contentsOf: language.stems[place])
            return
        }
        var stem: [UInt8]
        switch language.stemmer {
        case .none, .polish:
            stem = PolishStemmer.stem(Array(tokenizer.folded(token)))
        case .endings(let stemmer):
            stem = stemmer.stem(Array(tokenizer.folded(token)))
        case .snowball(let stemmer):
            let bytes = token.sourceRange.map { source[$0] }
            let lower = NormalizationForm.nfc(String(decoding: bytes, as: UTF8.self).lowercased())
            // What folding takes away altogether cannot be the whole of a word.
            stem = Folding.fold(stemmer.stem(Array(lower.utf8)))
            if stem.isEmpty || stem.contains(0x20) { stem = Array(tokenizer.folded(token)) }
        }
        let start = language.stems.count
        language.stems.append(contentsOf: stem)
        language.places[hash] = start..<language.stems.count
        output.append(contentsOf: stem)
    }
}
