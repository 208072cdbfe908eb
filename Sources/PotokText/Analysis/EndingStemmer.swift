/// A light stemmer for inflected languages that libstemmer lacks, made from the grammar: the longest ending of declension or conjugation
/// goes, then what it did to the last consonant.
///
/// It works on folded words without a dictionary, as `PolishStemmer` does, and takes less: no prefixes, and few derived words.
struct EndingStemmer: Sendable {
    /// The version of the rules, part of what the index stores beside its entries.
    static let version = 1

    /// The stemmers by language.
    static let all = ["cs": czech, "sk": czech, "uk": ukrainian, "be": belarusian, "bg": bulgarian, "mk": macedonian]

    /// The letters that a stem keeps at least.
    private static let least = 3

    private let endings: Set<[UInt8]>
    private let longest: Int
    /// Endings that stand behind all others.
    private let reflexive: [[UInt8]]
    /// What a soft ending makes of the last consonant, and what it was.
    private let alternations: [[UInt8]: [UInt8]]
    /// A vowel that comes and goes before the last consonant.
    private let fleeting: [UInt8]
    private let fleetingBefore: Set<[UInt8]>

    private init(
        endings: String,
        reflexive: String = "",
        alternations: [String: String] = [:],
        fleeting: String = "",
        before: String = ""
    ) {
        func folded(_ words: String) -> [[UInt8]] {
            words.split(whereSeparator: \.isWhitespace).map { Array(Folding.fold(String($0)).utf8) }
        }
        self.endings = Set(folded(endings))
        longest = self.endings.map(\.count).max() ?? 0
        self.reflexive = folded(reflexive)
        self.alternations = Dictionary(
            alternations.map { (Array($0.utf8), Array($1.utf8)) },
            uniquingKeysWith: { first, _ in first }
        )
        self.fleeting = Array(fleeting.utf8)
        fleetingBefore = Set(folded(before))
    }

    /// The stem of a folded word; words with digits stay as they are.
    func stem(_ word: [UInt8]) -> [UInt8] {
        guard Self.letters(word[...]) > Self.least, !word.contains(where: { (0x30...0x39).contains($0) }) else {
            return word
        }
        var stem = word[...]
        if let ending = reflexive.first(where: {
            Self.leaves(stem, without: $0) && stem.suffix($0.count).elementsEqual($0)
        }) {
            stem = stem.dropLast(ending.count)
        }
        for length in stride(from: min(longest, stem.count), to: 0, by: -1) {
            let ending = Array(stem.suffix(length))
            if endings.contains(ending), Self.leaves(stem, without: ending) {
                stem = stem.dropLast(length)
                break
            }
        }
        return restored(Array(stem))
    }

    private func restored(_ stem: [UInt8]) -> [UInt8] {
        var stem = stem
        // Letters have one byte or two in the scripts of these languages.
        let width = (stem.last ?? 0) >= 0x80 ? 2 : 1
        guard stem.count > width else { return stem }
        var last = Array(stem.suffix(width))
        stem.removeLast(width)
        if !fleeting.isEmpty, fleetingBefore.contains(last), stem.suffix(fleeting.count).elementsEqual(fleeting),
            Self.letters(stem[...]) > 2
        {
            stem.removeLast(fleeting.count)
        }
        if let hard = alternations[last] { last = hard }
        return stem + last
    }

    private static func letters(_ word: ArraySlice<UInt8>) -> Int { word.count { $0 & 0xC0 != 0x80 } }

    private static func leaves(_ word: ArraySlice<UInt8>, without ending: [UInt8]) -> Bool {
        word.count > ending.count && letters(word.dropLast(ending.count)) >= least
    }

    // MARK: Languages

    // Endings that many a noun has in its nominative (senát, signál, протест) are left out: what one form loses, all forms must lose.

    /// Czech and Slovak, whose endings are nearly the same once their marks are gone.
    private static let czech = EndingStemmer(
        endings: """
            a e i o u y ou em um am im om ech ach ich och iach iam iu ia ie ami emi imi iami mi ove ovi ovia
            eho emu ej ym ych ymi iho imu ejsi ejsiho ejsich ejsim uv ov ova ovo ovu ovy ovou ovych ovym
            aji aju ame eme ime ovat oval ovala ovali ovalo ovaly uje uji uju ujeme ujete ujes ujem ovany ovana ovane
            ani eni ovani anie enie ovanie ovanim osti ost ostou ostmi
            """,
        alternations: ["c": "k", "z": "h"],
        fleeting: "e",
        before: "k c n l b"
    )

    private static let ukrainian = EndingStemmer(
        endings: """
            а я у ю о е є и і ї й ь ою ею єю ом ем єм ам ям ами ями ах ях ові еві єві ів їв ей ий ій ого ього ому ьому
            им їм их їх ими їми ов ова ову овом ев ева єв єва єву євом ість ості істю остей остям остями остях
            ення енню енням ень ання анню анням ань ювання ування уванню ати ити ути іти
            увати ювати ував ював увала ювала ували ювали увало ювало ує ює ують юють уємо юємо уєте юєте
            ає аю ають уть ють ать ять ить имо емо аємо ите ете аєте еш иш аєш ав ала ало али ив ила ило или
            уваний ований ована оване овані ованого ованих
            """,
        reflexive: "ся сь",
        alternations: ["ц": "к", "з": "г"]
    )

    private static let belarusian = EndingStemmer(
        endings: """
            а я у ю о е э ы і й ь ай ой ою аю ей ею ом ем ам ям амі ямі ах ях аў яў оў еў ага яга аму яму ым ім ых іх ымі
            імі ая яя ае яе ую юю ыя ія асць асці асцю насць насці аць іць ыць уць іў ыў ала алі іла ілі уе уюць аюць
            аваць аваў авала авалі анне анні аннем
            """,
        reflexive: "ся цца",
        alternations: ["ц": "к", "з": "г"]
    )

    private static let bulgarian = EndingStemmer(
        endings: """
            а я о е и у ю ът ят ата ята ото ето ите ия ият ията ието иите ове овете еве евете ища ищата ост остта
            ости остите ния ният ната ното ните ял яла яло яли ал ала ало али ил ила или ат им ам аше яха
            ане ането ания анията ение ението ения енията
            """,
        alternations: ["ц": "к", "з": "г"]
    )

    private static let macedonian = EndingStemmer(
        endings: """
            а о е и у от ов он ата ото ето ите иот ови овите еви евите ија иите ост оста ости остите
            ал ала ало але ил ила ило иле ам аш ат им иш аат ење ењето ења ањето ање
            """,
        alternations: ["ц": "к", "з": "г"]
    )
}
