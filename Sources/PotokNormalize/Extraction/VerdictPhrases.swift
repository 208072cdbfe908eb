/// What pages say that hold no text of their own, in lower case, by language.
///
/// Each phrase is looked for in the title and in the blocks of pages with little text; none of them judges a page that has
/// a text.
enum VerdictPhrases {
    /// The page is not there.
    ///
    /// These are looked for in the title and in headings only.
    static let notFound: [StaticString] = [
        "404", "not found", "page not available", "page doesn't exist", "page does not exist", "can't be found",
        "cannot be found", "no longer available", "no longer exists", "nie znaleziono", "strona nie istnieje",
        "nie ma takiej strony", "nie została znaleziona", "seite nicht gefunden", "nicht gefunden",
        "seite existiert nicht", "nicht mehr verfügbar", "page introuvable", "page non trouvée", "n'existe pas",
        "no encontrada", "no existe", "non trovata", "não encontrada", "niet gevonden", "hittades inte", "nenalezena",
        "не найдена", "не знайдено", "找不到", "不存在", "見つかりません",
    ]

    /// The text comes by scripts.
    static let needsJavaScript: [StaticString] = [
        "enable javascript", "javascript is disabled", "javascript is required", "requires javascript",
        "turn on javascript", "javascript to run this app", "javascript aktivieren", "aktivieren sie javascript",
        "włącz javascript", "włączyć javascript", "obsługę javascript", "obsługi javascript", "activer javascript",
        "activez javascript", "habilitar javascript", "habilita javascript", "active javascript", "abilita javascript",
        "включите javascript", "enable js", "启用javascript", "javascriptを有効",
    ]

    /// A wall asks for consent.
    static let consent: [StaticString] = [
        "accept all", "accept cookies", "we value your privacy", "we use cookies", "cookie consent",
        "before you continue",
        "consent to", "your privacy choices", "akceptuję", "przejdź do serwisu", "szanujemy twoją prywatność",
        "dbamy o twoją prywatność", "wyrażam zgodę", "zustimmen und weiter", "mit werbung weiterlesen",
        "cookies akzeptieren", "alle akzeptieren", "tout accepter", "accepter et continuer", "aceptar y continuar",
        "aceptar todo", "accetta e continua", "accetta tutti", "alle cookies", "akkoord",
    ]

    /// A wall asks to log in or to pay.
    static let login: [StaticString] = [
        "log in to continue", "sign in to continue", "please log in", "please sign in", "you must be logged in",
        "log in to view", "login required", "subscribe to continue", "to continue reading", "create an account to",
        "zaloguj się", "aby czytać dalej", "dostęp dla subskrybentów", "bitte melden sie sich an",
        "bitte einloggen", "melden sie sich an", "connectez-vous", "identifiez-vous", "inicia sesión",
        "iniciar sesión", "accedi per", "faça login", "log ind", "войдите", "请登录", "ログイン",
    ]
}
