/// A stemmer for Polish, made from the grammar: endings of declension and conjugation, then what the ending did to the stem.
///
/// It works on folded words, so that `protestow` and `protestów` meet, and without a dictionary, so that names and new words do
/// (`Tokajew`, `Tokajewa`). On questions with known answers it finds as much as dictionaries do, because it takes the same path with
/// every word, known or not. A stem need not be a word; it only has to be the same for all forms.
enum PolishStemmer {
    /// The version of the rules, part of what the index stores beside its entries.
    static let version = 1

    /// The stem of a folded word; words with other letters than those of ASCII, and with digits, stay as they are.
    static func stem(_ word: [UInt8]) -> [UInt8] {
        guard word.count >= 4, word.allSatisfy({ (0x61...0x7A).contains($0) }) else { return word }
        var stem = word[...]
        if stem.count > 7, stem.starts(with: superlative) { stem = stem.dropFirst(superlative.count) }
        stripEnding(&stem)
        strip(&stem, formerEndings, keeping: 3)
        // The fleeting vowel of -ec: końca, koniec.
        if stem.count >= 4, stem.last == UInt8(ascii: "c"), let before = stem.dropLast().last,
            before == UInt8(ascii: "n") || stem.count >= 5 && beforeFleeting.contains(before)
        {
            stem = stem.dropLast()
        }
        strip(&stem, adjectival, keeping: 4)
        return alternate(stem)
    }

    /// Takes off the longest ending that leaves three letters.
    private static func stripEnding(_ stem: inout ArraySlice<UInt8>) {
        var key: UInt64 = 0
        var longest = 0
        var length = 0
        for byte in stem.dropFirst(3).reversed().prefix(8) {
            key = key << 8 | UInt64(byte)
            length += 1
            if endings.contains(key) { longest = length }
        }
        stem = stem.dropLast(longest)
    }

    private static func strip(_ stem: inout ArraySlice<UInt8>, _ suffixes: [[UInt8]], keeping least: Int) {
        for suffix in suffixes where stem.count - suffix.count >= least && stem.hasSuffix(suffix) {
            stem = stem.dropLast(suffix.count)
            return
        }
    }

    /// Undoes what a soft ending does to the last consonant: `Polsce` and `Polska`, `mieście` and `miast`.
    private static func alternate(_ stem: ArraySlice<UInt8>) -> [UInt8] {
        for (soft, hard) in alternations
        where stem.hasSuffix(soft) && stem.count - soft.count + hard.count >= 2 {
            return withoutFleeting(stem.dropLast(soft.count) + hard)
        }
        return withoutFleeting(stem)
    }

    /// The vowel that comes and goes before k: `piłek`, `piłka`; `rzeka` has it everywhere and so loses it everywhere.
    private static func withoutFleeting(_ stem: ArraySlice<UInt8>) -> [UInt8] {
        guard stem.count >= 3, stem.hasSuffix(fleeting) else { return Array(stem) }
        return Array(stem.dropLast(2)) + [UInt8(ascii: "k")]
    }

    // MARK: Tables

    private static let superlative = Array("naj".utf8)

    /// What looks like an ending in the nominative and is taken off there, so that it goes before other endings too: `Kazachstan`, `-u`.
    private static let formerEndings = ["an", "en", "ach", "em"].map { Array($0.utf8) }

    private static let adjectival = [Array("ow".utf8)]

    private static let fleeting = Array("ek".utf8)

    private static let beforeFleeting = Set("wnrplm".utf8)

    private static let alternations: [(soft: [UInt8], hard: [UInt8])] = [
        ("dzi", "d"), ("dz", "d"), ("szcz", "st"), ("rz", "r"), ("cz", "k"), ("ci", "t"), ("c", "k"),
        ("si", "s"), ("ni", "n"), ("zi", "z"), ("i", ""),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    /// All endings, each packed with its last letter highest, as the loop that looks for them meets the letters.
    private static let endings = Set(
        (declension + present + infinitive + past + participles + gerunds + abstractNouns)
            .filter { !$0.isEmpty && $0.utf8.count <= 8 }
            .map { $0.utf8.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    )

    private static let declension = words(
        """
        a e i o u y ie ia iu io ii ami iami ach iach om iom ow owi iowi owie em iem ego iego emu iemu ej iej ich ych im
        ym imi ymi
        """
    )

    private static let present = words(
        """
        am asz amy acie aja em esz emy ecie isz imy icie ysz ymy ycie iesz iemy iecie ie uje ujesz ujemy ujecie uja
        """
    )

    private static let infinitive = words("ac ec ic yc iec uc owac ywac iwac nac")

    private static let past = combine(
        words("a i y ia ie e u owa ywa iwa na ne nia"),
        words("l la lo li ly lem lam les las lismy lysmy liscie lyscie")
    )

    private static let participles =
        combine(
            words("an ian on ion en owan ywan iwan ajac iac ujac ac ejac ywajac iwajac"),
            words("y a e ego emu ej ym ymi ych i o iej")
        ) + words("ajac iac ujac ywajac")

    private static let gerunds =
        combine(words("ani eni ieni owani ywani iwani nieci eci ici yci"), words("e a u em ami ach om") + [""])
        + words("an en")

    private static let abstractNouns = combine(words("osc nosc"), words("i ia iami iach iom") + [""])

    private static func words(_ list: String) -> [String] {
        list.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private static func combine(_ stems: [String], _ endings: [String]) -> [String] {
        stems.flatMap { stem in endings.map { stem + $0 } }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(endIndex - suffix.count)...].elementsEqual(suffix)
    }
}
