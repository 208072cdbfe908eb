public import PotokConfiguration
import PotokCore
public import PotokDeduplicate
public import PotokStore

extension DuplicateRules {
    /// The rules that options stand for.
    public init(_ options: DeduplicateOptions) {
        var thresholds = VerificationThresholds()
        thresholds.same = options.sameShare
        thresholds.near = options.nearShare
        thresholds.containment = options.containedShare
        self.init(
            thresholds: thresholds,
            ignored: Set(Relation.allCases.filter { options.policy(for: $0) == .keep }),
            dropped: Set(Relation.allCases.filter { options.policy(for: $0) == .drop })
        )
    }
}

extension ExactJudge {
    /// The judge of a pipeline: each source by its own options.
    public init(_ configuration: PipelineConfiguration) {
        self.init(
            rules: DuplicateRules(configuration.deduplicate),
            sources: configuration.sources.map { ($0.name, DuplicateRules($0.deduplicate)) }
        )
    }
}

extension DuplicateParameters {
    /// What a new database of a pipeline begins with.
    public static func wanted(_ configuration: PipelineConfiguration) -> DuplicateParameters {
        DuplicateParameters(
            version: Fingerprinter.version,
            window: configuration.deduplicate.compact
                ? Fingerprinter.compactWindow : Fingerprinter.defaultWindow
        )
    }
}
