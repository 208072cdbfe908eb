import PotokText
import Testing

struct TokenizerTests {
    @Test(arguments: [
        ("Ala ma kota.", ["ala", "ma", "kota"]),
        ("don't l'eau об'єкт rock’n’roll", ["don", "t", "l", "eau", "об", "єкт", "rock", "n", "roll"]),
        ("czarno-biały snake_case", ["czarno", "bialy", "snake", "case"]),
        ("3,14 10:30 COVID19", ["3", "14", "10", "30", "covid19"]),
        ("中文和English", ["中", "文", "和", "english"]), ("カﾞキ゛がっこう", ["ガ", "キ", "が", "っ", "こ", "う"]),
        ("한국어 문서", ["한국어", "문서"]),
        ("ไทย", ["ไ", "ท", "ย"]), ("ที่นี่", ["ที่", "นี่"]), ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("Potok™ ℃ 20℃", ["potok", "c", "20", "c"]), ("so\u{AD}ft a\u{200B}b", ["soft", "ab"]),
        ("😀 👍🏽x👩‍👩‍👧", ["x"]), ("a½b 10½", ["a1", "2b", "101", "2"]), ("㍿X", ["株", "式", "会", "社", "x"]), ("", []),
        (" \n\t…", []),
        ("\u{301}", []), ("عربي، نص", ["عربي", "نص"]), ("paraŀlel", ["paral", "lel"]),
        ("o\u{2BC}clock", ["o", "clock"]),
    ])
    func `text splits into folded words`(text: String, words: [String]) {
        var tokenizer = Tokenizer()
        #expect(tokenizer.foldedWords(text) == words)
        #expect(tokenizer.foldedText(text) == words.joined(separator: " "))
    }

    @Test func `each token knows its kind`() {
        var tokenizer = Tokenizer()
        tokenizer.tokenize(Array("rok 2024 ٣ 3D 中 ไ Ⅷ".utf8).span)
        #expect(tokenizer.tokens.map(\.kind) == [.word, .number, .number, .word, .ideograph, .ideograph, .word])
    }

    @Test func `source ranges cut the token out of the source text`() {
        let text = "„Łódź”, e\u{301}te\u{301}! so\u{AD}ft 中\u{FE00}文 か\u{3099}x ½ ﬁn."
        let bytes = Array(text.utf8)
        var tokenizer = Tokenizer()
        tokenizer.tokenize(bytes.span)
        let pieces = tokenizer.tokens.map { String(decoding: bytes[$0.sourceRange], as: UTF8.self) }
        let expected = ["Łódź", "e\u{301}te\u{301}", "so\u{AD}ft", "中\u{FE00}", "文", "か\u{3099}", "x", "½", "½", "ﬁn"]
        #expect(pieces.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }

    @Test func `ranges are ordered, inside the text, and fold to the token`() {
        let bytes = Array(manyScripts.replacing("½", with: "").replacing("㍿", with: "").replacing("ﷺ", with: "").utf8)
        var tokenizer = Tokenizer()
        var last = 0
        var count = 0
        tokenizer.tokenize(bytes.span) { token, folded in
            #expect(token.sourceRange.lowerBound >= last)
            last = token.sourceRange.upperBound
            let tokenBytes = folded.indices.map { folded[$0] }
            #expect(Folding.fold(Array(bytes[token.sourceRange])) == tokenBytes)
            #expect(token.hash == TokenHash.hash(tokenBytes))
            count += 1
        }
        #expect(last <= bytes.count)
        #expect(count > 30)
    }

    @Test func `splitting folded text gives the same tokens, for code points of every block`() {
        var tokenizer = Tokenizer()
        var failures: [UInt32] = []
        for (value, bytes) in sampledScalars {
            let scalar = String(decoding: bytes, as: UTF8.self)
            let text = Array("ab\(scalar)Cd \(scalar)中\(scalar)".utf8)
            var direct: [UInt64] = []
            var folded: [UInt64] = []
            tokenizer.appendHashes(of: text.span, to: &direct)
            tokenizer.appendHashes(of: Folding.fold(text).span, to: &folded)
            if direct != folded {
                failures.append(value)
            }
        }
        #expect(failures == [])
    }

    @Test func `hashes alone are the hashes of the tokens`() {
        let text = Array(
            String(repeating: manyScripts + " averyveryverylongwordindeedlongerthansixteen ", count: 300).utf8
        )
        var tokenizer = Tokenizer()
        var hashes: [UInt64] = [7]
        tokenizer.appendHashes(of: text.span, to: &hashes)
        tokenizer.tokenize(text.span)
        #expect(hashes == [7] + tokenizer.tokens.map(\.hash))
        for token in tokenizer.tokens {
            #expect(TokenHash.hash(Array(tokenizer.folded(token))) == token.hash)
        }
    }

    @Test func `the hash is the one that stored fingerprints were made with`() {
        // From another program, written after the description; they may change only together with `Folding.version`.
        #expect(Folding.version == 1)
        #expect(TokenHash.hash([]) == 14544503408999129173)
        #expect(TokenHash.hash(Array("lodz".utf8)) == 13555908103354593282)
        #expect(TokenHash.hash(Array("rzeczywistosc niepodlegla".utf8)) == 14627791915503618268)
    }

    @Test func `words of any length stay whole`() {
        var tokenizer = Tokenizer()
        for length in [1, 7, 8, 9, 15, 16, 17, 4_000, 100_000] {
            let word = String(repeating: "Ża", count: length)
            #expect(tokenizer.foldedWords("x \(word) y") == ["x", String(repeating: "za", count: length), "y"])
            var hashes: [UInt64] = []
            tokenizer.appendHashes(of: Array(word.utf8).span, to: &hashes)
            #expect(hashes == [TokenHash.hash(Array(String(repeating: "za", count: length).utf8))])
        }
    }

    @Test func `every truncation splits as its repaired text does`() {
        let bytes = Array(manyScripts.utf8)
        var tokenizer = Tokenizer()
        for end in 0...bytes.count {
            let cut = Array(bytes[..<end])
            var direct: [UInt64] = []
            var repaired: [UInt64] = []
            tokenizer.appendHashes(of: cut.span, to: &direct)
            tokenizer.appendHashes(of: Array(String(decoding: cut, as: UTF8.self).utf8).span, to: &repaired)
            #expect(direct == repaired)
            tokenizer.tokenize(cut.span)
            #expect(tokenizer.tokens.map(\.hash) == direct)
        }
    }

    @Test func `a body that throws ends the walk`() {
        struct Stop: Error {}
        var tokenizer = Tokenizer()
        var seen = 0
        #expect(throws: Stop.self) {
            try tokenizer.tokenize(Array("a b c".utf8).span) { _, _ in
                seen += 1
                if seen == 2 { throw Stop() }
            }
        }
        #expect(seen == 2)
    }
}
