import PotokText
import Testing

@Suite struct AnalyserTests {
    private func terms(_ text: String, _ language: String?) -> [String] {
        var analyser = Analyser()
        analyser.analyse(text, language: language)
        return analyser.terms.map { analyser.text($0) }
    }

    @Test(arguments: [
        "Kazachstan Kazachstanie Kazachstanu Kazachstanem KAZACHSTANOWI", "protest protestów protestami protestow",
        "Tokajew Tokajewa Tokajewowi Tokajewem", "wojskowy wojskowego wojskowymi wojskowej", "lodz Łódź ŁÓDŹ",
        "robić robię robisz robiła robiłem robiący robiony", "szybki szybkiego szybkich szybkimi",
        "rzeka rzece rzeki rzekami", "wybory wyborów wyborach wyborami", "koniec końca końcem",
        "pracować pracuje pracowała pracujący pracowania", "zamach zamachu zamachem zamachami",
    ])
    func `the forms of a Polish word are one term`(forms: String) {
        #expect(Set(terms(forms, "pl")).count == 1, "\(terms(forms, "pl"))")
    }

    @Test(arguments: [("protest", "proces"), ("kot", "kod"), ("zamach", "zamek"), ("woda", "wojna"), ("dom", "dam")])
    func `different Polish words stay apart`(first: String, second: String) {
        #expect(terms(first, "pl") != terms(second, "pl"))
    }

    @Test(arguments: [
        ("en", "connection connections connected connecting"), ("de", "Haus Häuser Häusern"),
        ("fr", "continue continuer continuait"), ("ru", "книга книги книгами книгой"), ("es", "canción canciones"),
    ])
    func `the forms of a word are one term in the languages of libstemmer`(language: String, forms: String) {
        #expect(Set(terms(forms, language)).count == 1, "\(terms(forms, language))")
    }

    @Test(arguments: [
        ("cs", "Praha Prahy Praze Prahou"), ("cs", "konec konce koncem"), ("cs", "volby voleb volbám volbami"),
        ("cs", "vojenský vojenského vojenskému vojenských"), ("cs", "zámek zámku zámky"),
        ("cs", "pracovat pracuje pracoval pracovala"), ("cs", "demonstrace demonstrací demonstracemi"),
        ("cs", "senát senátu senátem senáty"), ("cs", "signál signály signálu"), ("cs", "Tokajev Tokajeva Tokajevem"),
        ("uk", "рішення рішенням рішень рішенню"), ("uk", "область області областю"), ("uk", "Україна України Україні"),
        ("sk", "mesto mesta mestu mestom mestách"), ("sk", "slovenský slovenského slovenským slovenskej"),
        ("uk", "протест протесту протести протестів протестами"), ("uk", "Казахстан Казахстану Казахстані"),
        ("uk", "військовий військового військовому військових"), ("uk", "рука руки руці рукою"),
        ("uk", "Харків Харкова Харкові"), ("uk", "Токаєв Токаєва Токаєву"),
        ("uk", "працювати працює працював працювала"),
        ("be", "пратэст пратэсту пратэсты пратэстамі"), ("bg", "протест протестът протеста протести протестите"),
        ("bg", "град градът градове градовете"), ("mk", "протест протестот протести протестите"),
        ("hr", "prosvjed prosvjeda prosvjedom"), ("sr", "протест протеста протестом"),
    ])
    func `the forms of a word are one term in languages that libstemmer lacks`(language: String, forms: String) {
        #expect(Set(terms(forms, language)).count == 1, "\(terms(forms, language))")
    }

    @Test(arguments: [
        ("cs", "práce", "prach"), ("cs", "dům", "dub"), ("uk", "війна", "вікно"), ("uk", "кіт", "код"),
        ("bg", "град", "гора"),
    ])
    func `different words stay apart in languages that libstemmer lacks`(
        language: String,
        first: String,
        second: String
    ) {
        #expect(terms(first, language) != terms(second, language))
    }

    @Test func `words of an unknown language are folded alone`() {
        #expect(terms("Protestów Łódź", nil) == ["protestow", "lodz"])
        #expect(terms("Protestów Łódź", "tlh") == ["protestow", "lodz"])
        #expect(Analyser.key(of: "tlh").isEmpty)
    }

    @Test(arguments: ["pl-PL", "PL", "pl_PL", "pl"])
    func `the region of a language does not matter`(tag: String) {
        #expect(Analyser.key(of: tag) == "pl")
    }

    @Test func `a run without spaces gives pairs, and its last character alone`() {
        #expect(terms("東京都 京", "ja") == ["東京", "京都", "都", "京"])
        #expect(terms("東a京", "ja") == ["東", "a", "京"])
    }

    @Test func `what an analyser remembers changes nothing`() {
        var analyser = Analyser()
        for language in ["pl", "en", nil, "pl"] {
            for text in ["protestami connections", "Łódź running"] {
                analyser.analyse(text, language: language)
                #expect(analyser.terms.map { analyser.text($0) } == terms(text, language))
            }
        }
    }

    @Test func `terms know their places in the text, and are joined by one space`() {
        var analyser = Analyser()
        let text = "W Kazachstanie, 2022: protesty!"
        analyser.analyse(text, language: "pl")
        let bytes = Array(text.utf8)
        #expect(
            analyser.terms.map { String(decoding: bytes[$0.sourceRange], as: UTF8.self) }
                == ["W", "Kazachstanie", "2022", "protesty"]
        )
        #expect(analyser.joined == analyser.terms.map { analyser.text($0) }.joined(separator: " "))
    }

    @Test func `words of any bytes and length are terms without spaces`() {
        var generator = SystemRandomNumberGenerator()
        var analyser = Analyser()
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0..<400)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            for language in ["pl", "de", "ru", "tr", "cs", "uk", nil] {
                analyser.analyse(String(decoding: bytes, as: UTF8.self), language: language)
                #expect(analyser.terms.allSatisfy { !analyser.bytes($0).isEmpty && !analyser.bytes($0).contains(0x20) })
            }
        }
        analyser.analyse(String(repeating: "ą", count: 5_000), language: "pl")
        #expect(analyser.terms.count == 1)
    }
}
