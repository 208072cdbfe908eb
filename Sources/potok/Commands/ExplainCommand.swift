import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell what a key of pipeline.json means, such as fetch.delay."
    )

    @Argument(help: "The keys.")
    var keys: [String] = []

    @Flag(help: "Every key, as Markdown.")
    var all = false

    @Flag(help: "The JSON Schema of pipeline.json, for editors.")
    var schema = false

    func validate() throws {
        guard [all, schema, !keys.isEmpty].count(where: { $0 }) == 1 else {
            throw ValidationError("name keys, or say --all or --schema")
        }
    }

    func run() async throws {
        if all { Terminal.output(Reference.markdown()) }
        if schema { Terminal.output(JSONSchema.document()) }
        for key in keys {
            guard let explanation = Explanation.of(key) else {
                let near = Explanation.suggestion(for: key)
                throw PotokError(
                    "usage.key",
                    "'\(key)' is no key of pipeline.json",
                    hint: near.map { "did you mean '\($0)'?" } ?? "`potok explain --all` lists them"
                )
            }
            Terminal.output(String(describing: explanation))
        }
    }
}
