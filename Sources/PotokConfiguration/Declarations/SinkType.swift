import PotokCore

/// A type of sink: its own options, and what they make.
///
/// A new type is one struct and one line in ``SinkTypes/all``.
protocol SinkType: Sendable {
    /// The word after `type`.
    static var name: String { get }
    /// What it is, as one sentence.
    static var summary: String { get }
    /// The options of this type alone.
    static var fields: [OptionField<Self>] { get }
    /// Makes the defaults.
    init()
    /// What the options make, with relative paths resolved.
    func kind(resolving: (String) -> String) -> SinkOptions.Kind
}

extension SinkType {
    /// The declarations of the options of this type.
    static var declarations: [OptionDeclaration] {
        fields.map { $0.declaration(section: "sinks[]", defaults: Self(), isPerSource: false) }
    }
}

/// The types of sinks.
enum SinkTypes {
    /// Every type, in the order of the reference.
    static let all: [any SinkType.Type] = [
        OpenSearchSink.self, MeilisearchSink.self, TypesenseSink.self, PostgreSQLSink.self, NDJSONSink.self,
        StandardOutputSink.self, WebhookSink.self,
    ]

    /// The type of a name.
    static func named(_ name: String) -> (any SinkType.Type)? {
        all.first { $0.name == name }
    }

    /// What identifies a sink.
    static let identity: [OptionDeclaration] = [
        OptionDeclaration(
            section: "sinks[]",
            name: "name",
            kind: .name,
            defaultValue: nil,
            summary: "The name of the sink, unique in the pipeline.",
            explanation:
                "The database remembers by it what was delivered: a sink with a new name is told everything, and what "
                + "waits for a name that is no longer here is forgotten.",
            isRequired: true,
            isPerSource: false
        ),
        OptionDeclaration(
            section: "sinks[]",
            name: "type",
            kind: .choice(all.map { .init($0.name, $0.summary) }),
            defaultValue: nil,
            summary: "What kind of sink it is.",
            explanation: "Each type has keys of its own beside those of all sinks.",
            isRequired: true,
            isPerSource: false
        ),
    ]

    /// The options that every sink has beside those of its type.
    static let fields: [OptionField<SinkOptions>] = [
        .choice(
            "duplicates",
            \.duplicates,
            meaning: { duplicates in
                switch duplicates {
                case .all: "Every document; those that repeat another say so in `duplicateOf`."
                case .representatives: "Of documents that say the same only the one that represents them."
                }
            },
            "Which documents it is told of.",
            "When another document comes to represent a group, the target is told of both changes together."
        ),
        .mapping(
            "fields",
            \.fields,
            "Names that fields have at the target, or false for those that do not go out.",
            "For example {\"text\": \"body\", \"bodyHash\": false}. What is not named here keeps its name; `key` and `version` "
                + "always go out."
        ),
        .integer(
            "batchDocuments",
            \.batchDocuments,
            in: 1...100_000,
            "Changes in a batch at the most.",
            "A batch is sent when it has this many, or enough bytes, or waited long enough."
        ),
        .byteCount(
            "batchBytes",
            \.batchBytes,
            in: .kibibytes(1)...ByteCount.mebibytes(1_024),
            "Bytes of text in a batch at the most.",
            "A document that has more is sent alone."
        ),
        .duration(
            "batchAge",
            \.batchAge,
            in: .zero...Duration.seconds(3_600),
            "The longest that a change waits for its batch to fill.",
            "At the end of a run nothing waits."
        ),
        .integer(
            "parallel",
            \.parallel,
            in: 1...64,
            "Batches under way at once at the most.",
            "It begins with one, takes one more while answers come well, and half when the target is busy or becomes slow. Two "
                + "changes of one document are never under way at once."
        ),
        .duration(
            "timeout",
            \.timeout,
            in: .milliseconds(10)...Duration.seconds(3_600),
            "How long the target may take for its answer.",
            "A batch whose answer did not come is sent again: what a target does with a change that it has already is the same."
        ),
    ]

    /// The declarations of the options that every sink has.
    static let common: [OptionDeclaration] =
        identity
        + fields.map {
            $0.declaration(
                section: "sinks[]",
                defaults: SinkOptions(name: "", kind: .standardOutput),
                isPerSource: false
            )
        }

    /// The sections of the pipeline that a sink may have too.
    static let sections = StageSection.all.filter(\.isPerSink)

    /// The options of sinks: the common ones and those of each type.
    static let options: [OptionDeclaration] = common + all.flatMap { $0.declarations }
}
