import PotokCore

/// A type of source: its own options, and what they make.
///
/// A new type is one struct and one line in ``SourceTypes/all``.
protocol SourceType: Sendable {
    /// The word after `type`.
    static var name: String { get }
    /// What it is, as one sentence.
    static var summary: String { get }
    /// The options of this type alone.
    static var fields: [OptionField<Self>] { get }
    /// The keys of which at least one must be there and not be empty.
    static var oneOf: [String] { get }
    /// Makes the defaults.
    init()
    /// What the options make, with relative paths resolved.
    func kind(resolving: (String) -> String) -> SourceOptions.Kind
    /// What its requests say beside what every request says.
    var request: RequestOptions { get }
}

extension SourceType {
    /// Nothing: most types make no requests.
    var request: RequestOptions { RequestOptions() }

    /// The declarations of the options of this type.
    static var declarations: [OptionDeclaration] {
        fields.map { $0.declaration(section: "sources[]", defaults: Self(), isPerSource: true) }
    }
}

/// The types of sources.
enum SourceTypes {
    /// Every type, in the order of the reference.
    static let all: [any SourceType.Type] = [
        FilesSource.self, URLsSource.self, FeedSource.self, SitemapSource.self, SiteSource.self, WARCSource.self,
        NDJSONSource.self,
    ]

    /// The type of a name.
    static func named(_ name: String) -> (any SourceType.Type)? {
        all.first { $0.name == name }
    }

    /// The options that every source has beside those of its type.
    static let common: [OptionDeclaration] = [
        OptionDeclaration(
            section: "sources[]",
            name: "name",
            kind: .name,
            defaultValue: nil,
            summary: "The name of the source, unique in the pipeline.",
            explanation: "Reports and --set use it. Documents remember it, so do not rename a source lightly.",
            isRequired: true,
            isPerSource: true
        ),
        OptionDeclaration(
            section: "sources[]",
            name: "type",
            kind: .choice(all.map { .init($0.name, $0.summary) }),
            defaultValue: nil,
            summary: "What kind of source it is.",
            explanation: "Each type has keys of its own beside `name`, `type` and the stages that a source may adjust.",
            isRequired: true,
            isPerSource: true
        ),
    ]
}

/// Files and folders on this machine.
struct FilesSource: SourceType {
    var paths: [String] = []
    var include = ["*.txt", "*.text", "*.md", "*.markdown", "*.html", "*.htm", "*.xhtml", "*.pdf"]

    static let name = "files"
    static let summary = "Files and folders on this machine."
    static let oneOf = ["paths"]
    static let fields: [OptionField<FilesSource>] = [
        .texts(
            "paths",
            \.paths,
            kind: .paths,
            "Files, folders or glob patterns.",
            "Relative ones start from the folder of pipeline.json. A folder stands for all that lies in it, at any depth. "
                + "A path that exists is meant literally; otherwise `*`, `?` and `[…]` are patterns."
        ),
        .texts(
            "include",
            \.include,
            "Patterns of the file names that are taken from folders.",
            "They do not apply to files that `paths` names itself. A file that ends in `.gz` or `.zst` is decompressed, and taken "
                + "when the patterns allow its name without that."
        ),
    ]

    func kind(resolving: (String) -> String) -> SourceOptions.Kind {
        .files(paths: paths.map(resolving), include: include)
    }
}

/// Pages on the web.
struct URLsSource: SourceType {
    var urls: [WebURL] = []
    var lists: [String] = []
    var request = RequestOptions()

    static let name = "urls"
    static let summary = "Pages on the web."
    static let oneOf = ["urls", "lists"]
    static let fields: [OptionField<URLsSource>] = [
        .urls(
            "urls",
            \.urls,
            "Pages, each by its http or https URL.",
            "A source needs `urls` or `lists`, and may have both."
        ),
        .texts(
            "lists",
            \.lists,
            kind: .paths,
            "Text files with one URL a line.",
            "Relative ones start from the folder of pipeline.json. Empty lines and lines that begin with # are skipped."
        ),
        .request(
            "request",
            \.request,
            "Headers, authentication and cookies of the requests to these pages.",
            "`headers` and `cookies` are objects of names and values; `auth` is `{\"basic\": {\"user\": …, \"password\": …}}` or "
                + "`{\"bearer\": …}`. A secret is never written here but where it is kept: `{\"env\": \"NAME\"}` for a variable of "
                + "the environment, `{\"file\": \"path\"}` for a file that holds nothing else. All of it is sent only to the "
                + "origins (scheme, host and port) of the source's own URLs, never to where a redirect leads beyond them."
        ),
    ]

    func kind(resolving: (String) -> String) -> SourceOptions.Kind {
        .urls(urls: urls, lists: lists.map(resolving))
    }
}
