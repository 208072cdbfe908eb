import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokFetch

struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract:
            "Tell what the sources of a pipeline are and what feeds and sitemaps name, add feeds, and remove what is left of sources.",
        subcommands: [List.self, Probe.self, Import.self, Forget.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Print the sources of a pipeline."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Flag(help: "One JSON object a line.")
        var json = false

        func run() async throws {
            for source in try pipeline.load().sources {
                let line = SourceLine(source)
                if json { try JSONLine.output(line) } else { Terminal.output(line.text) }
            }
        }
    }

    struct Probe: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "probe",
            abstract: "Read feeds and sitemaps and print the pages that they name; no database is touched."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "Feeds, sitemaps, or web pages that name feeds.")
        var urls: [String]

        @Flag(help: "One JSON object for each URL.")
        var json = false

        @Flag(name: .customLong("allow-private"), help: "Also reach addresses of this machine and of private networks.")
        var allowPrivate = false

        func run() async throws {
            let pages = try urls.map(WebURL.init(argument:))
            let configuration = try pipeline.loadIfThere()
            var options = configuration.fetch
            options.maxBody = max(options.maxBody, .mebibytes(50))
            if allowPrivate { options.allowAddresses = AddressGuard.everything }
            let client = try OneOffFetch(fetch: options, normalize: configuration.normalize)
            var hasFailed = false
            for page in pages {
                do {
                    let found = try await client.listing(at: page)
                    if json { try JSONLine.output(ProbeLine(page, found)) } else { tell(page, found) }
                } catch let error as PotokError {
                    hasFailed = true
                    if json { try JSONLine.output(ProbeLine(page, error)) }
                    Terminal.problem("\(page): \(error.description)", hint: error.hint)
                }
            }
            await client.shutdown()
            if hasFailed { finish(.tooManyFailures) }
        }

        private func tell(_ page: WebURL, _ found: ProbedListing) {
            Terminal.error("\(page): \(found.kind.rawValue), \(found.entries.count) pages")
            for listing in found.listings { Terminal.error("  names the listing \(listing)") }
            if found.location != page {
                Terminal.error("  \(found.isMoved ? "has moved for good to" : "is found at") \(found.location)")
            }
            for problem in found.problems { Terminal.error("  \(DisplayText.safe(problem))") }
            for entry in found.entries {
                Terminal.output("\(entry.url)\(entry.modified.map { "\t\($0)" } ?? "")")
            }
        }
    }
}

extension SourcesCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Add the feeds of a list of subscriptions (OPML) to the pipeline, each as a source.",
            discussion:
                "Comments and order of pipeline.json stay as they are; feeds that are followed already are passed over."
        )

        @OptionGroup var pipeline: ConfigurationArguments

        @Argument(help: "The list, as feed readers export it; - for standard input.")
        var opml: String

        @Flag(name: .customLong("dry-run"), help: "Print what would be added, and change nothing.")
        var dryRun = false

        func run() async throws {
            let configuration = try pipeline.load()
            let feeds = configuration.sources.flatMap { $0.listing?.urls ?? [] }
            let found = try PipelineText.sources(
                opml: try InputFile.read(opml),
                avoiding: Set(configuration.sources.map(\.name)),
                known: Set(feeds.map { $0.canonical() })
            )
            for address in found.refused { Terminal.problem("'\(DisplayText.safe(address))' is no http or https URL") }
            for source in found.sources { Terminal.output("\(source.name)  \(source.urls[0])") }
            if !dryRun, !found.sources.isEmpty {
                let text = try PipelineText.adding(
                    found.sources,
                    to: InputFile.read(pipeline.path),
                    path: pipeline.path
                )
                _ = try PipelineConfiguration.parse(bytes: text, path: pipeline.path)
                try TextFile.write(text, to: pipeline.path, replaces: true)
            }
            let verb = dryRun ? "would be added" : "added"
            Terminal.error("\(found.sources.count) feeds \(verb), \(found.known) are followed already")
        }
    }
}

/// A source, as `sources list --json` prints it.
private struct SourceLine: Encodable {
    var name: String
    var type: String
    var names: [String]

    init(_ source: SourceOptions) {
        name = source.name
        switch source.kind {
        case .files(let paths, _): (type, names) = ("files", paths)
        case .urls(let urls, let lists): (type, names) = ("urls", urls.map(\.description) + lists)
        case .warc(let paths): (type, names) = ("warc", paths)
        case .ndjson(let paths, _): (type, names) = ("ndjson", paths)
        case .listings(let kind, let options): (type, names) = (kind.rawValue, options.urls.map(\.description))
        }
    }

    var text: String { ["\(name)  \(type)"].joined() + names.map { "\n  \(DisplayText.safe($0))" }.joined() }
}

/// What came of one URL, as `sources probe --json` prints it.
private struct ProbeLine: Encodable {
    struct Entry: Encodable {
        var url: String
        var title: String?
        var publishedAt: String?
        var modifiedAt: String?
        var content: String?
    }

    var url: String
    var kind: String?
    var location: String?
    var isMoved: Bool?
    var entries: [Entry]?
    var listings: [String]?
    var problems: [String]?
    var error: String?
    var message: String?

    init(_ url: WebURL, _ found: ProbedListing) {
        self.url = url.description
        kind = found.kind.rawValue
        location = found.location.description
        isMoved = found.isMoved
        entries = found.entries.map {
            Entry(
                url: $0.url.description,
                title: $0.content?.title,
                publishedAt: $0.content?.published?.text,
                modifiedAt: $0.modified?.text,
                content: $0.content?.html
            )
        }
        listings = found.listings.map(\.description)
        problems = found.problems
    }

    init(_ url: WebURL, _ error: PotokError) {
        self.url = url.description
        self.error = error.code.rawValue
        message = error.message
    }
}
