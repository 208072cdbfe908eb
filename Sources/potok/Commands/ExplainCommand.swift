import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell the history of a URL or document, and what keys of pipeline.json and codes mean.",
        discussion: """
            Of a URL that is not in the corpus it tells why, also when no run has ever seen it. Nothing is fetched.
            """
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(
        help: """
            URLs; identifiers, keys or numbers of documents; keys of pipeline.json, such as fetch.delay; or codes, such \
            as fetch.timeout and exit-3.
            """,
        completion: .keysAndCodes
    )
    var names: [String] = []

    @Flag(help: "Every key, as Markdown.")
    var all = false

    @Flag(help: "Every code with what it means.")
    var codes = false

    @Flag(help: "The JSON Schema of pipeline.json, for editors.")
    var schema = false

    @Flag(help: "One JSON object a line.")
    var json = false

    func validate() throws {
        guard [all, codes, schema, !names.isEmpty].count(where: { $0 }) == 1 else {
            throw ValidationError("name keys, codes or URLs, or say --all, --codes or --schema")
        }
        guard !(json && (all || schema)) else { throw ValidationError("--json goes with names and --codes") }
    }

    func run() async throws {
        if all { Terminal.output(Reference.markdown()) }
        if schema { Terminal.output(JSONSchema.document()) }
        if codes && json {
            for entry in CodeBook.entries { try JSONLine.output(CodeJSON(entry, asked: entry.code)) }
        } else if codes {
            Terminal.output(CodeText.all())
        }
        for name in names { try await explain(name) }
    }

    private func explain(_ name: String) async throws {
        if let url = WebURL(name), url.isWeb {
            let (explainer, store) = try await open()
            let story = try await explainer.story(of: url)
            return try await tell(story, story.record, store)
        }
        let key = Explanation.of(name)
        let code = CodeBook.entry(for: name)
        // `fetch.timeout` is both.
        if let key { json ? try JSONLine.output(KeyJSON(key: name, text: key)) : Terminal.output(key) }
        if key != nil, code != nil, !json { Terminal.output("") }
        if let code { try tell(code, name) }
        guard key == nil, code == nil else { return }
        let (explainer, store) = try await open()
        let records = try await store?.documents(named: name) ?? []
        for record in records { try await tell(try await explainer.story(of: record), record, store) }
        let others = records.isEmpty ? try await explainer.stories(ofIdentifier: name) : []
        for story in others { try await tell(story, nil, store) }
        // A number may be that of a document, and how a run has ended.
        let exit = Int(name).flatMap { CodeBook.entry(for: "exit-\($0)") }
        if let exit { try tell(exit, exit.code) }
        guard records.isEmpty, others.isEmpty, exit == nil else { return }
        throw PotokError(
            "usage.key",
            "'\(name)' is no key of pipeline.json, no code, and no document of the corpus",
            hint: Self.hint(for: name)
        )
    }

    private static func hint(for name: String) -> String {
        let codes = CodeBook.entries.map(\.code)
        if let near = Explanation.suggestion(for: name) ?? Suggestion.closest(to: name, among: codes) {
            return "did you mean '\(near)'?"
        }
        return "`potok explain --all` lists the keys, `potok explain --codes` the codes"
    }

    private func open() async throws -> (Explainer, Store?) {
        let configuration = try pipeline.loadIfThere()
        guard access(configuration.database, F_OK) == 0 else { return (Explainer(configuration, store: nil), nil) }
        let store = try await BlockingWork.run { try Store(path: configuration.database, mode: .read) }
        return (Explainer(configuration, store: store), store)
    }

    private func tell(_ code: CodeBook.Entry, _ name: String) throws {
        if json {
            try JSONLine.output(CodeJSON(code, asked: name))
        } else {
            Terminal.output(CodeText.lines(code, asked: name))
        }
    }

    private func tell(_ story: AddressStory, _ record: StoredRecord?, _ store: Store?) async throws {
        if json { return try JSONLine.output(StoryJSON(story)) }
        for line in StoryText.lines(story) { Terminal.output(line) }
        guard let record, let store else { return Terminal.output("") }
        try await DocumentExplanation.output(record, store)
    }
}
