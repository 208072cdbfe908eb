/// The keys at the top of pipeline.json that belong to no section.
struct TopLevel: Sendable {
    var version = 1
    var schema = ""
    var database = "potok.sqlite"

    /// The version of pipeline.json that this program reads.
    static let currentVersion = 1

    static let fields: [OptionField<TopLevel>] = [
        OptionField.integer(
            "version",
            \.version,
            in: currentVersion...currentVersion,
            "The version of the form of pipeline.json.",
            "It changes only when an old file would mean something else; this program reads version \(currentVersion)."
        ).required(),
        .text(
            "$schema",
            \.schema,
            "Where an editor finds the JSON Schema of pipeline.json.",
            "The program itself takes no notice of it."
        ),
        .text(
            "database",
            \.database,
            kind: .path,
            "The path of the database.",
            "A relative one starts from the folder of pipeline.json. The first run makes the file."
        ),
    ]

    static let declarations = fields.map { $0.declaration(section: "", defaults: TopLevel(), isPerSource: false) }
}
