import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Tell what a key of pipeline.json means, why a URL leads to its document, and what a document duplicates."
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "Keys of pipeline.json, such as fetch.delay; or URLs, identifiers, keys or numbers of documents.")
    var keys: [String] = []

    @Flag(help: "Every key, as Markdown.")
    var all = false

    @Flag(help: "The JSON Schema of pipeline.json, for editors.")
    var schema = false

    func validate() throws {
        guard [all, schema, !keys.isEmpty].count(where: { $0 }) == 1 else {
            throw ValidationError("name keys or URLs, or say --all or --schema")
        }
    }

    func run() async throws {
        if all { Terminal.output(Reference.markdown()) }
        if schema { Terminal.output(JSONSchema.document()) }
        for key in keys {
            if let url = WebURL(key), url.isWeb {
                try await explain(url)
                _ = try await DocumentExplanation.output(key, try pipeline.loadIfThere().database)
                continue
            }
            guard let explanation = Explanation.of(key) else {
                if try await DocumentExplanation.output(key, try pipeline.loadIfThere().database) { continue }
                let near = Explanation.suggestion(for: key)
                throw PotokError(
                    "usage.key",
                    "'\(key)' is no key of pipeline.json and no document of the corpus",
                    hint: near.map { "did you mean '\($0)'?" } ?? "`potok explain --all` lists them"
                )
            }
            Terminal.output(String(describing: explanation))
        }
    }

    /// Tells what is known of an address, and why its document is where it is.
    private func explain(_ url: WebURL) async throws {
        let path = try pipeline.loadIfThere().database
        let store = try await BlockingWork.run { try Store(path: path, mode: .read) }
        guard let known = try await store.explanation(of: url) else {
            throw PotokError(
                "explain.not-found",
                "\(url) was never seen",
                hint: "`potok add` fetches it"
            )
        }
        Terminal.output(known.address)
        if let target = known.target {
            Terminal.output("document    \(target.number)  \(target.key)  \(target.title)")
            if target.url != known.address { Terminal.output("at          \(target.url)") }
        } else {
            Terminal.output("document    none")
        }
        for step in try await store.route(from: url) { Terminal.output(step.line) }
        for reason in known.reasons { Terminal.output("because     \(reason)") }
        for alias in known.aliases { Terminal.output("also        \(alias.address) (\(alias.reason))") }
        if let ending = known.ending {
            let reason = ending.reason.map { ": \($0)" } ?? ""
            Terminal.output("ended       \(ending.kind.rawValue) in run \(ending.run)\(reason)")
        }
        for copy in try await store.copies(of: url) {
            Terminal.output("kept        \(copy.file) at \(copy.offset), \(copy.observedAt)")
        }
        if let quarantine = known.quarantine { Terminal.output("set aside   \(quarantine)") }
        if let source = known.source {
            Terminal.output("source      \(source)" + (known.dueAt.map { ", due \($0)" } ?? ""))
        }
    }
}
