import ArgumentParser
import PotokConfiguration
import PotokCore

extension CompletionKind {
    /// The sources of the pipeline that the command line names.
    static var sources: CompletionKind {
        .custom { words, _, _ in pipeline(words)?.sources.map(\.name) ?? [] }
    }

    /// The sinks of the pipeline that the command line names.
    static var sinks: CompletionKind {
        .custom { words, _, _ in pipeline(words)?.sinks.map(\.name) ?? [] }
    }

    /// What `potok explain` can explain without a corpus.
    static var keysAndCodes: CompletionKind {
        .custom { _, _, prefix in
            let codes = CodeBook.entries.map(\.code).filter { !$0.contains("*") }
            return (Explanation.keys + codes).filter { $0.hasPrefix(prefix) }
        }
    }

    /// Completion never complains: without a pipeline there is nothing to offer.
    private static func pipeline(_ words: [String]) -> PipelineConfiguration? {
        var arguments = ConfigurationArguments()
        arguments.config = nil
        arguments.overrides = []
        arguments.database = nil
        for (index, word) in words.enumerated() {
            if ["-c", "--config"].contains(word), words.indices.contains(index + 1) {
                arguments.config = words[index + 1]
            } else if word.hasPrefix("--config=") {
                arguments.config = String(word.dropFirst("--config=".count))
            }
        }
        return try? arguments.load()
    }
}
