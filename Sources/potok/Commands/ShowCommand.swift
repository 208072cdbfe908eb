import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print documents of the corpus."
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "A URL, an identifier in a source, a key or the beginning of one, or a number.")
    var names: [String] = []

    @Flag(help: "Every document of the corpus, in the order of their keys.")
    var all = false

    @Flag(help: "What it was before its changes, too.")
    var versions = false

    @Flag(help: "All documents of its cluster: the one that represents them first, each with what it is to that one.")
    var cluster = false

    @Flag(help: "One document.v1 a line.")
    var json = false

    func validate() throws {
        guard all != !names.isEmpty else { throw ValidationError("name the documents, or say --all") }
        guard !(cluster && (all || versions)) else {
            throw ValidationError("--cluster goes with names, and without --versions")
        }
        guard !(json && versions) else { throw ValidationError("--versions is not part of --json") }
    }

    func run() async throws {
        let path = try pipeline.loadIfThere().database
        let store = try await BlockingWork.run { try Store(path: path, mode: .read) }
        if all {
            try await store.forEachDocument { record in try printPlain(record) }
            return
        }
        for name in names {
            let found = try await store.documents(named: name)
            guard let record = found.first else {
                throw PotokError(
                    "show.not-found",
                    "no document goes by '\(name)'",
                    hint: "`potok search` finds documents"
                )
            }
            guard found.count == 1 else {
                let keys = found.map { "\($0.document.key)  \($0.document.title)" }.joined(separator: "\n       ")
                throw PotokError(
                    "show.ambiguous",
                    "'\(name)' may be any of\n       \(keys)",
                    hint: "give more of the key"
                )
            }
            if cluster {
                for member in try await store.cluster(of: record) { try printMember(member) }
                continue
            }
            if !json, let url = WebURL(name), url.isWeb {
                for step in try await store.route(from: url) {
                    Terminal.output(step.line)
                }
            }
            try printPlain(record, aliases: json ? [] : try await store.aliases(of: record))
            if versions { try await printVersions(of: record, store) }
        }
    }

    private func printMember(_ member: ClusterDocument) throws {
        let document = member.record.document
        if json {
            try JSONLine.output(document)
            return
        }
        let relation =
            if let relation = member.relation, let score = member.score {
                "\(relation.rawValue) \((score * 1_000).rounded() / 1_000)"
            } else {
                "represents"
            }
        let name = document.url ?? document.identifier ?? ""
        let padding = String(repeating: " ", count: max(1, 18 - relation.count))
        Terminal.output("\(relation)\(padding)\(document.key)  \(name) (\(document.source)): \(document.title)")
    }

    private func printPlain(_ record: StoredRecord, aliases: [AddressExplanation.Alias] = []) throws {
        let document = record.document
        if json {
            try JSONLine.output(document)
            return
        }
        Terminal.output(document.title)
        Terminal.output("document    \(record.number)  \(document.key)")
        Terminal.output("from        \(document.url ?? document.identifier ?? "") (\(document.source))")
        for alias in aliases { Terminal.output("also at     \(alias.address) (\(alias.reason))") }
        if let date = document.publishedAt, let precision = document.publishedPrecision {
            Terminal.output("published   \(date) (\(precision.rawValue))")
        }
        if !document.authors.isEmpty { Terminal.output("authors     \(document.authors.joined(separator: ", "))") }
        if let language = document.language { Terminal.output("language    \(language)") }
        // Files are their text; what was chosen out of a page may be doubted.
        if let confidence = document.confidence, confidence < 1 { Terminal.output("confidence  \(confidence)") }
        Terminal.output(
            "observed    \(document.observedAt), changed \(document.changedAt), version \(document.revision)"
        )
        if let other = document.duplicateOf {
            let score = document.duplicateScore.map { " \(($0 * 1_000).rounded() / 1_000)" } ?? ""
            Terminal.output("duplicate   \(document.duplicateRelation?.rawValue ?? "same")\(score) of \(other)")
        }
        Terminal.output("\n\(document.text)\n")
    }

    private func printVersions(of record: StoredRecord, _ store: Store) async throws {
        for version in try await store.oldVersions(of: record) {
            Terminal.output("--- version \(version.revision), until \(version.replacedAt): \(version.title)\n")
            Terminal.output("\(version.text)\n")
        }
    }
}
