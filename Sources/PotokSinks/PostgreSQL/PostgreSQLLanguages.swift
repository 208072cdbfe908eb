/// Which text search configuration of PostgreSQL goes with which language.
enum PostgreSQLLanguages {
    /// The first part of a BCP 47 tag, and the configuration that `\dF` of PostgreSQL 15 lists; older servers have fewer.
    static let configurations: [(tag: String, name: String)] = [
        ("ar", "arabic"), ("hy", "armenian"), ("eu", "basque"), ("ca", "catalan"), ("da", "danish"), ("nl", "dutch"),
        ("en", "english"), ("fi", "finnish"), ("fr", "french"), ("de", "german"), ("el", "greek"), ("hi", "hindi"),
        ("hu", "hungarian"), ("id", "indonesian"), ("ga", "irish"), ("it", "italian"), ("lt", "lithuanian"),
        ("ne", "nepali"), ("no", "norwegian"), ("nb", "norwegian"), ("nn", "norwegian"), ("pt", "portuguese"),
        ("ro", "romanian"), ("ru", "russian"), ("sr", "serbian"), ("es", "spanish"), ("sv", "swedish"),
        ("ta", "tamil"), ("tr", "turkish"), ("yi", "yiddish"),
    ]
}
