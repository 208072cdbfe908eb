import PotokText

/// Finds lines that stand alone between the paragraphs of a page and are not part of what it says.
///
/// A line is compared as the hashes of its folded tokens, so case, diacritics and punctuation do not matter, and a line that
/// does not begin with the first word of any phrase costs one look.
struct BoilerplateLines: Sendable {
    /// Why a line goes.
    enum Reason: String, Sendable {
        case phrase = "boilerplate line"
        case option = "normalize.dropLines"
    }

    private enum Meaning: Sendable { case line, lead(capitals: Bool), notice }

    private static let known: PhraseTable = {
        var tokenizer = Tokenizer()
        var table = PhraseTable()
        for phrases in BoilerplatePhrases.all {
            for phrase in phrases.leads {
                table.add(phrase, .lead(capitals: phrases.hasTellingCapitals), &tokenizer)
            }
            for phrase in phrases.lines { table.add(phrase, .line, &tokenizer) }
            for phrase in phrases.notices { table.add(phrase, .notice, &tokenizer) }
        }
        return table
    }()

    private var extra = PhraseTable()

    /// Lines beside those that are always dropped.
    init(extra: [String]) {
        var tokenizer = Tokenizer()
        for line in extra { self.extra.add(line, .line, &tokenizer) }
    }

    /// Why a line goes; nil when it stays.
    func reason(for line: ArraySlice<UInt8>, _ tokenizer: inout Tokenizer) -> Reason? {
        if !extra.isEmpty, extra.matches(line, &tokenizer) { return .option }
        return Self.known.matches(line, &tokenizer) ? .phrase : nil
    }

    /// Phrases by the hash of their tokens.
    private struct PhraseTable: Sendable {
        private var meanings: [UInt64: Meanings] = [:]
        private var firstTokens: Set<UInt64> = []
        /// The longest phrase in bytes, with room for signs around it.
        private var longest = 0
        private var mostTokens = 0

        private struct Meanings: Sendable {
            var isLine = false
            var isNotice = false
            var isLead = false
            var tellsByCapitals = false
        }

        /// The longest line in bytes that a lead or a notice takes with it.
        private static let longestLead = 600

        var isEmpty: Bool { meanings.isEmpty }

        mutating func add(_ phrase: String, _ meaning: Meaning, _ tokenizer: inout Tokenizer) {
            tokenizer.tokenize(Array(phrase.utf8).span)
            let tokens = tokenizer.tokens
            guard let first = tokens.first else { return }
            firstTokens.insert(first.hash)
            longest = max(longest, phrase.utf8.count + 32)
            mostTokens = max(mostTokens, tokens.count)
            let hash = tokens.reduce(PhraseHash.empty) { PhraseHash.combine($0, $1.hash) }
            switch meaning {
            case .line: meanings[hash, default: Meanings()].isLine = true
            case .notice: meanings[hash, default: Meanings()].isNotice = true
            case .lead(let capitals):
                meanings[hash, default: Meanings()].isLead = true
                // One word and a name with a capital letter may well be a sentence.
                if capitals, tokens.count > 1 { meanings[hash, default: Meanings()].tellsByCapitals = true }
            }
        }

        func matches(_ line: ArraySlice<UInt8>, _ tokenizer: inout Tokenizer) -> Bool {
            guard line.count <= max(longest, Self.longestLead) else { return false }
            var end = min(line.count, longest)
            while end < line.count, end > 0, line[line.startIndex + end] & 0xC0 == 0x80 { end -= 1 }
            let head = line.prefix(end)
            head.withUnsafeBufferPointer { tokenizer.tokenize($0.span) }
            let tokens = tokenizer.tokens
            guard let first = tokens.first, firstTokens.contains(first.hash) else { return false }
            var hash = PhraseHash.empty
            for (place, token) in tokens.prefix(mostTokens).enumerated() {
                hash = PhraseHash.combine(hash, token.hash)
                guard let found = meanings[hash] else { continue }
                if found.isNotice { return true }
                let isWhole = place == tokens.count - 1 && end == line.count
                if isWhole, found.isLine || found.isLead { return true }
                if found.isLead {
                    let next = line.startIndex + token.sourceRange.upperBound
                    if Self.leads(line[next...], byCapitals: found.tellsByCapitals) { return true }
                }
            }
            return false
        }

        /// Whether what follows a phrase shows that it leads elsewhere.
        private static func leads(_ rest: ArraySlice<UInt8>, byCapitals: Bool) -> Bool {
            let rest = rest.drop { $0 == 0x20 || $0 == 0x22 }
            guard let first = rest.first else { return true }
            if first == 0x3A || first == 0x0A || first == 0x3E || first == 0x7C { return true }
            let text = String(decoding: rest.prefix(4), as: UTF8.self)
            guard let scalar = text.unicodeScalars.first else { return false }
            switch scalar {
            case "：", "→", "»", "–", "—", "…", "▶", "►": return true
            case "-": return rest.dropFirst().first == 0x20
            default: return byCapitals && scalar.properties.isUppercase
            }
        }
    }
}

/// The hash of several tokens in a row.
enum PhraseHash {
    /// The hash of no tokens.
    static let empty: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The hash of some tokens and one more.
    @inline(__always)
    static func combine(_ hash: UInt64, _ token: UInt64) -> UInt64 {
        let mixed = (hash ^ token) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed >> 32
    }
}
