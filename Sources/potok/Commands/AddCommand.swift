import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore

struct AddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Put pages, files, archives or standard input (-) into the corpus now.",
        discussion: """
            What is named is tried whether it is due or not. Later runs look at added pages again when they are due.
            Of WARC files and of NDJSON files (.ndjson, .jsonl) each record is a document.
            """
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "URLs, files, folders, or - for standard input.")
    var items: [String]

    @Flag(help: "Standard input is NDJSON: each line is a document, with `url` or `id`, and `html` or `text`.")
    var ndjson = false

    @OptionGroup var output: RunOutput

    func run() async throws {
        let configuration = try pipeline.loadIfThere()
        var selected = Selection.Items()
        var input: StandardInputFile?
        for item in items {
            if item == "-" {
                // Lines are read one by one: their number is bounded by the disk alone.
                let limit = ndjson ? ByteCount(Int.max) : configuration.fetch.maxBody
                input = try input ?? StandardInputFile(limit: limit)
            } else if let url = WebURL(item), url.isWeb {
                selected.urls.append(url)
            } else if item.contains("://") {
                throw PotokError("usage.url", "'\(item)' is no http or https URL")
            } else {
                selected.paths.append(WorkingFolder.absolute(item))
            }
        }
        if let input { selected.streams = [.init(path: input.path, identifier: input.identifier, holdsLines: ndjson)] }
        let code = try await output.perform(configuration, .items(selected), waits: true)
        input?.remove()
        finish(code)
    }
}
