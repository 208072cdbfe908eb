import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore

struct AddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Put pages, files or standard input (-) into the corpus now.",
        discussion:
            "What is named is tried whether it is due or not. Later runs look at added pages again when they are due."
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "URLs, files, folders, or - for standard input.")
    var items: [String]

    @OptionGroup var output: RunOutput

    func run() async throws {
        let configuration = try pipeline.loadIfThere()
        var selected = Selection.Items()
        var input: StandardInputFile?
        for item in items {
            if item == "-" {
                input = try input ?? StandardInputFile(limit: configuration.fetch.maxBody)
            } else if let url = WebURL(item), url.isWeb {
                selected.urls.append(url)
            } else if item.contains("://") {
                throw PotokError("usage.url", "'\(item)' is no http or https URL")
            } else {
                selected.paths.append(WorkingFolder.absolute(item))
            }
        }
        if let input { selected.streams = [(input.path, input.identifier)] }
        let code = try await output.perform(configuration, .items(selected))
        input?.remove()
        finish(code)
    }
}
