import PotokText

/// A passage of a text with the places that answer a query.
public struct Snippet: Sendable, Hashable {
    /// The passage on one line, with `…` where text was left out.
    public var text: String
    /// Where matched words stand, as ranges of UTF-8 bytes of `text`.
    public var matches: [Range<Int>]

    /// The passage of a text that holds most of the wanted words.
    ///
    /// - Parameters:
    ///   - words: folded words.
    ///   - length: how many words the passage may have.
    init(of source: String, words: Set<String>, length: Int = 30) {
        let bytes = Array(source.utf8)
        let wanted = Set(words.map { Array($0.utf8) })
        var tokenizer = Tokenizer()
        tokenizer.tokenize(bytes.span)
        let tokens = tokenizer.tokens
        let isMatch = tokens.map { wanted.contains(Array(tokenizer.folded($0))) }
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
