/// How the words of a language lose their endings.
enum LanguageStemmer {
    /// Words stay as they were folded.
    case none
    case polish
    case endings(EndingStemmer)
    case snowball(SnowballStemmer)

    /// The stemmer of a language.
    ///
    /// - Parameter language: the first part of a BCP 47 tag in lower case.
    init(language: String) {
        if language == "pl" {
            self = .polish
        } else if let stemmer = EndingStemmer.all[language] {
            self = .endings(stemmer)
        } else if let stemmer = Self.algorithms[language].flatMap(SnowballStemmer.init(language:)) {
            self = .snowball(stemmer)
        } else {
            self = .none
        }
    }

    /// Languages, and what libstemmer calls their algorithms.
    private static let algorithms = [
        "ar": "arabic", "bs": "serbian", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
        "en": "english",
        "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
        "hr": "serbian",
        "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
        "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt": "portuguese",
        "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
        "yi": "yiddish",
    ]

    /// The languages whose words lose their endings.
    static let languages = (Array(algorithms.keys) + EndingStemmer.all.keys + ["pl"]).sorted()
}
