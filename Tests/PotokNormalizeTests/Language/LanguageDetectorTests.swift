import Testing

@testable import PotokNormalize

struct LanguageDetectorTests {
    private static let polish =
        "Rada miasta przyjęła w czwartek budżet na przyszły rok, a prezydent poinformował o inwestycjach."

    private func language(_ text: String, _ declared: String..., domain: String? = nil) -> String? {
        LanguageDetector.language(of: text, declared: declared, topLevelDomain: domain)?.language
    }

    @Test(arguments: [
        (LanguageDetectorTests.polish, "pl"),
        ("Der Stadtrat hat am Donnerstag den Haushalt für das kommende Jahr beschlossen.", "de"),
        ("Le conseil municipal a adopté jeudi le budget de l'année prochaine.", "fr"),
        ("The town council passed next year's budget on Thursday, the mayor said.", "en"),
        ("El ayuntamiento aprobó el jueves el presupuesto del próximo año.", "es"),
        ("Zastupitelstvo města schválilo ve čtvrtek rozpočet na příští rok.", "cs"),
        ("Городской совет принял в четверг бюджет на следующий год.", "ru"),
        ("市議会は木曜日に来年度の予算を可決したと市長が発表しました。", "ja"),
        ("שלום לכולם, העירייה אישרה ביום חמישי את התקציב לשנה הבאה.", "he"),
    ])
    func `texts tell their language`(_ text: String, _ expected: String) {
        #expect(LanguageDetector.language(of: text) == .init(language: expected, isDetected: true))
    }

    @Test func `a text wins over what is declared`() {
        #expect(language(String(repeating: Self.polish + " ", count: 3), "en") == "pl")
    }

    @Test func `what is declared is kept where the text agrees`() {
        #expect(
            language("O conselho municipal aprovou na quinta-feira o orçamento do próximo ano.", "pt-BR") == "pt-br"
        )
        #expect(language(Self.polish, "en", "pl_PL") == "pl-pl")
    }

    @Test(arguments: ["", "   ", "42", "12:30 – 14:00", "OK", "!?"])
    func `a text that says nothing has the declared language or none`(_ text: String) {
        #expect(language(text) == nil)
        #expect(LanguageDetector.language(of: text, declared: ["pl"]) == .init(language: "pl", isDetected: false))
    }

    @Test func `what is no tag is not believed`() {
        #expect(language("42", "polski język") == nil)
        #expect(language("42", "und", "mul", "x") == nil)
        #expect(language("42", String(repeating: "a-", count: 100_000)) == nil)
    }

    @Test func `a text in two languages is in the one that it is mostly in`() {
        let mixed = String(repeating: Self.polish + " ", count: 4) + "Copyright, all rights reserved by the publisher."
        #expect(language(mixed) == "pl")
    }

    @Test func `only the beginning of a text is looked at`() {
        let english =
            "The town council passed next year's budget on Thursday, the mayor of the city said to reporters. "
        #expect(language(String(repeating: english, count: 30) + String(repeating: Self.polish, count: 300)) == "en")
    }

    @Test func `a cut never splits a character`() {
        for padding in 0..<4 {
            let text = String(repeating: "a", count: padding) + String(repeating: "ąęż ", count: 1_000)
            _ = LanguageDetector.language(of: text)
        }
        #expect(language(String(repeating: "🙂", count: 1_000)) == nil)
    }

    @Test func `texts are looked at side by side`() async {
        let right = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 {
                group.addTask { LanguageDetector.language(of: LanguageDetectorTests.polish)?.language == "pl" }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(right == 64)
    }
}
