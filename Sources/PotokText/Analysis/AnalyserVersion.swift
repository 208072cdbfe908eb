extension Analyser {
    /// A number that differs when the same text may give other terms: versions of folding and rules, and what libstemmer does.
    ///
    /// libstemmer does not tell its version, so some words of each language are put through it.
    public static let fingerprint: UInt64 = {
        var analyser = Analyser()
        var all = Array(
            "terms 1, folding \(Folding.version), polish \(PolishStemmer.version), endings \(EndingStemmer.version)"
                .utf8
        )
        for language in LanguageStemmer.languages {
            analyser.analyse(probe, language: language)
            all.append(contentsOf: analyser.joined.utf8)
        }
        return TokenHash.hash(all)
    }()

    /// Words with common endings in the scripts of the languages that have a stemmer.
    private static let probe = """
        nationally connections running generously happiness houses Wissenschaften Häuser gegangene continuellement \
        éternité mangeaient cantábamos naciones canzoni mangiare informações falaram vaartuigen lichamelijk flickornas \
        huset husenes taloissa kirjoittaminen házakban könyveket kitaplarımızdan evlerinde cărților frumoasele \
        namuose knygomis kadinatla etxeetarako casetes bailes perbukuan memperbaiki книгами красивого читавшие \
        βιβλία ανθρώπων գրքերից المكتبات والكتاب पुस्तकों लड़कियाँ புத்தகங்கள் ביכער leabhair bhfear knjigama
        """
}
