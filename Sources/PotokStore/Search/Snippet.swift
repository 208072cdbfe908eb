import PotokText

/// A passage of a text with the places that answer a query.
public struct Snippet: Sendable, Hashable {
    /// The passage on one line, with `…` where text was left out.
    public var text: String
    /// Where matched words stand, as ranges of UTF-8 bytes of `text`.
    public var matches: [Range<Int>]

    /// The passage of a text that holds most of what a query wants, in whatever form of its words.
    init(of source: String, _ match: MatchExpression, language: String?) {
        self.init(of: source, terms: match.terms, prefixes: match.prefixes, language: language)
    }

    /// The passage of a text that holds most of the wanted terms.
    ///
    /// - Parameters:
    ///   - terms: terms as an analyser makes them.
    ///   - prefixes: beginnings of folded words that are wanted too.
    ///   - language: in which the text was analysed.
    ///   - length: how many words the passage may have.
    init(of source: String, terms: Set<[UInt8]>, prefixes: [[UInt8]] = [], language: String?, length: Int = 30) {
        let bytes = Array(source.utf8)
        var (tokens, isMatch) = AnalyserPool.shared.withAnalyser { analyser in
            analyser.analyse(source, language: language)
            return (analyser.terms, analyser.terms.map { terms.contains(Array(analyser.bytes($0))) })
        }
        if !prefixes.isEmpty {
            var tokenizer = Tokenizer()
            tokenizer.tokenize(bytes.span)
            for (index, token) in tokenizer.tokens.enumerated()
            where index < isMatch.count && prefixes.contains(where: { tokenizer.folded(token).starts(with: $0) }) {
                isMatch[index] = true
            }
        }
        // Pairs of characters overlap: each is shown as its first one, and the last of a run that matches as both.
        for index in tokens.indices.dropLast()
        where tokens[index].sourceRange.upperBound > tokens[index + 1].sourceRange.lowerBound {
            if isMatch[index], !isMatch[index + 1] { isMatch[index + 1] = true }
            tokens[index].sourceRange = tokens[index].sourceRange.lowerBound..<tokens[index + 1].sourceRange.lowerBound
        }
        guard !tokens.isEmpty else {
            (text, matches) = ("", [])
            return
        }
        var count = isMatch.prefix(length).count { $0 }
        var (best, start) = (count, 0)
        for index in stride(from: length, to: tokens.count, by: 1) {
            count += (isMatch[index] ? 1 : 0) - (isMatch[index - length] ? 1 : 0)
            if count > best { (best, start) = (count, index - length + 1) }
        }
        // The window slides until its last word matches; moved forward, its first match gets some words of context.
        let firstMatch = isMatch[start...].firstIndex(of: true) ?? start
        start = max(0, min(firstMatch - 6, tokens.count - length))
        let end = min(tokens.count, start + length)
        var output: [UInt8] = []
        var found: [Range<Int>] = []
        var next = start
        if start > 0 { output += Array("… ".utf8) }
        let from = start == 0 ? 0 : tokens[start].sourceRange.lowerBound
        let to = end == tokens.count ? bytes.count : tokens[end - 1].sourceRange.upperBound
        for index in from..<to {
            while next < end, tokens[next].sourceRange.upperBound <= index { next += 1 }
            if next < end, tokens[next].sourceRange.lowerBound == index, isMatch[next] {
                found.append(output.count..<(output.count + tokens[next].sourceRange.count))
            }
            let byte = bytes[index]
            guard byte <= 0x20 else {
                output.append(byte)
                continue
            }
            if let last = output.last, last != 0x20 { output.append(0x20) }
        }
        while output.last == 0x20 { output.removeLast() }
        if end < tokens.count { output += Array(" …".utf8) }
        text = String(decoding: output, as: UTF8.self)
        matches = found
    }
}
