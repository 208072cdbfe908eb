/// The words that dates are written with, by language; the only place that holds them.
///
/// Compared in lower case. Forms that only a sentence has (the Slavic genitive) stand beside the plain ones; abbreviations
/// stand without their full stop.
package enum DateWords {
    /// The month of a word in lower case, 1 to 12; nil when it is none.
    static func month(_ word: String) -> Int? { months[word] }

    /// The minutes ahead of UTC of an abbreviation in lower case; ambiguous ones (IST, AST) are left out.
    static func zone(_ word: String) -> Int? { zones[word] }

    /// Words that may stand between the parts of a date, in lower case: `9 de enero de 2022`, `9th of January`.
    static let joining: Set<String> = [
        "de", "del", "of", "the", "den", "di", "st", "nd", "rd", "th", "er", "ter", "º", "ª", "°",
    ]

    /// Words that may stand between a day and a time of day.
    static let beforeTime: Set<String> = [
        "at", "um", "o", "à", "às", "alle", "ore", "a", "las", "om", "v", "ve", "godz", "g", "on", "kl", "t", "в",
        "klo", "saat", "uhr", "updated", "h",
    ]

    /// Words before a date that tell that it is a date of change.
    package static let updating: [String] = [
        "updated", "update", "modified", "revised", "reviewed", "edited", "changed",
        "aktualisiert", "aktualisierung", "geändert", "stand:", "bearbeitet",
        "aktualizacja", "zaktualizowano", "aktualizowano", "modyfikacj", "zmodyfikowano",
        "mis à jour", "mise à jour", "maj", "modifié",
        "actualizado", "actualización", "modificado", "atualizado", "atualização", "aggiornato", "aggiornamento",
        "bijgewerkt", "gewijzigd", "aktualizováno", "обновлено", "изменено", "更新",
    ]

    /// Words before a date that tell that it is the date of publication.
    package static let publishing: [String] = [
        "published", "posted", "publication", "created", "date:", "written", "first posted",
        "veröffentlicht", "erstellt", "erschienen", "datum", "vom",
        "opublikowano", "opublikowany", "data publikacji", "publikacja", "dodano", "utworzono",
        "publié", "posté", "écrit", "publicado", "publicada", "fecha", "pubblicato", "data:",
        "gepubliceerd", "geplaatst", "publikováno", "vydáno", "zveřejněno", "опубликовано", "дата", "发布", "发表",
    ]

    private static let byLanguage: KeyValuePairs<String, [[String]]> = [
        "en": [
            ["january", "jan"], ["february", "feb", "febr"], ["march", "mar"], ["april", "apr"], ["may"],
            ["june", "jun"], ["july", "jul"], ["august", "aug"], ["september", "sep", "sept"], ["october", "oct"],
            ["november", "nov"], ["december", "dec"],
        ],
        "pl": [
            ["styczeń", "stycznia", "sty", "stycz"], ["luty", "lutego", "lut"], ["marzec", "marca", "marz"],
            ["kwiecień", "kwietnia", "kwi", "kwiet"], ["maj", "maja"], ["czerwiec", "czerwca", "cze", "czerw"],
            ["lipiec", "lipca", "lip"], ["sierpień", "sierpnia", "sie", "sierp"],
            ["wrzesień", "września", "wrz", "wrzes"], ["październik", "października", "paź", "paźdz", "paz"],
            ["listopad", "listopada", "lis", "list"], ["grudzień", "grudnia", "gru", "grudz"],
        ],
        "de": [
            ["januar", "jänner", "jan", "jän"], ["februar", "feber", "feb"], ["märz", "mär", "mrz", "maerz"], ["april"],
            ["mai"], ["juni"], ["juli"], ["august"], ["september"], ["oktober", "okt"], ["november"],
            ["dezember", "dez"],
        ],
        "fr": [
            ["janvier", "janv"], ["février", "févr", "fév", "fevrier"], ["mars"], ["avril", "avr"], ["mai"], ["juin"],
            ["juillet", "juil"], ["août", "aout"], ["septembre"], ["octobre"], ["novembre"],
            ["décembre", "déc", "decembre"],
        ],
        "es": [
            ["enero", "ene"], ["febrero"], ["marzo"], ["abril", "abr"], ["mayo"], ["junio"], ["julio"],
            ["agosto", "ago"], ["septiembre", "setiembre", "set"], ["octubre"], ["noviembre"], ["diciembre", "dic"],
        ],
        "it": [
            ["gennaio", "gen"], ["febbraio"], ["marzo"], ["aprile"], ["maggio", "mag"], ["giugno", "giu"],
            ["luglio", "lug"], ["agosto"], ["settembre", "sett"], ["ottobre", "ott"], ["novembre"], ["dicembre"],
        ],
        "pt": [
            ["janeiro"], ["fevereiro", "fev"], ["março", "marco"], ["abril"], ["maio"], ["junho"], ["julho"],
            ["agosto"],
            ["setembro"], ["outubro", "out"], ["novembro"], ["dezembro"],
        ],
        "nl": [
            ["januari"], ["februari"], ["maart", "mrt"], ["april"], ["mei"], ["juni"], ["juli"], ["augustus"],
            ["september"], ["oktober"], ["november"], ["december"],
        ],
        "cs": [
            ["leden", "ledna"], ["únor", "února"], ["březen", "března"], ["duben", "dubna"], ["květen", "května"],
            ["červen", "června"], ["červenec", "července"], ["srpen", "srpna"], ["září"], ["říjen", "října"],
            ["listopadu"], ["prosinec", "prosince"],
        ],
        "ru": [
            ["январь", "января", "янв"], ["февраль", "февраля", "фев"], ["март", "марта", "мар"],
            ["апрель", "апреля", "апр"], ["май", "мая"], ["июнь", "июня", "июн"], ["июль", "июля", "июл"],
            ["август", "августа", "авг"], ["сентябрь", "сентября", "сен", "сент"], ["октябрь", "октября", "окт"],
            ["ноябрь", "ноября", "ноя", "нояб"], ["декабрь", "декабря", "дек"],
        ],
    ]

    /// All names in one table; no two of these languages give one name to different months.
    private static let months: [String: Int] = {
        var table: [String: Int] = [:]
        for (_, names) in byLanguage {
            for (index, forms) in names.enumerated() {
                for form in forms { table[form] = index + 1 }
            }
        }
        return table
    }()

    private static let zones: [String: Int] = [
        "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "mez": 60, "west": 60, "cest": 120, "mesz": 120,
        "eet": 120, "eest": 180, "msk": 180, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
        "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    ]
}
