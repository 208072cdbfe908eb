import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokFetch

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a pipeline.json after a look at what sites offer.",
        discussion:
            "Feeds are preferred to sitemaps, and both to following links. A pipeline that is there stays as it is."
    )

    @Argument(help: "Sites, pages, feeds or sitemaps.")
    var urls: [String] = []

    @Option(help: "A list of subscriptions, as feed readers export it; - for standard input.")
    var opml: String?

    @Option(help: "A mail address or page by which you can be reached; publishers see it in their logs.")
    var contact: String?

    @Option(name: [.short, .customLong("config")], help: "Where to write it.")
    var config = "pipeline.json"

    @Flag(name: .customLong("allow-private"), help: "Also reach addresses of this machine and of private networks.")
    var allowPrivate = false

    func validate() throws {
        guard !urls.isEmpty || opml != nil else { throw ValidationError("name a site, or a list with --opml") }
        if config.isEmpty { throw ValidationError("--config needs the path of a file") }
    }

    func run() async throws {
        let pages = try urls.map(WebURL.init(argument:))
        guard access(config, F_OK) != 0 else {
            throw PotokError(
                "usage.exists",
                "\(config) is there already",
                hint: "`potok sources import` adds feeds to it, --config names another file"
            )
        }
        let contact = try contact ?? askForContact()
        var sources: [SourceDraft] = []
        if let opml {
            let found = try PipelineText.sources(opml: try InputFile.read(opml), avoiding: [], known: [])
            for address in found.refused { Terminal.problem("'\(DisplayText.safe(address))' is no http or https URL") }
            sources = found.sources
        }
        if !pages.isEmpty { sources += try await look(at: pages, contact, avoiding: Set(sources.map(\.name))) }
        guard !sources.isEmpty else { throw PotokError("init.nothing", "there is nothing that could be followed") }
        let text = Array(PipelineText.new(sources, version: Version.number, contact: contact).utf8)
        _ = try PipelineConfiguration.parse(bytes: text, path: config)
        try TextFile.write(text, to: config, replaces: false)
        let count = sources.count == 1 ? "1 source" : "\(sources.count) sources"
        Terminal.output("\(config): \(count). Next: `potok run`, then `potok search WORDS`.")
    }

    private func look(at pages: [WebURL], _ contact: String, avoiding names: Set<String>) async throws -> [SourceDraft]
    {
        var options = FetchOptions()
        options.userAgent = "potok/\(Version.number) (+\(contact))"
        options.maxBody = .mebibytes(50)
        if allowPrivate { options.allowAddresses = AddressGuard.everything }
        let client = try OneOffFetch(fetch: options, normalize: NormalizeOptions())
        var sources: [SourceDraft] = []
        var failure: PotokError?
        for page in pages {
            do {
                let offer = try await client.offer(at: page)
                Terminal.error("\(page): \(offer.summary)")
                for problem in offer.problems { Terminal.error("  \(DisplayText.safe(problem))") }
                var source = offer.source(avoiding: names.union(sources.map(\.name)))
                if allowPrivate { source.allowedAddresses = AddressGuard.privateNetworks(of: page.host ?? "") }
                sources.append(source)
            } catch let error as PotokError {
                failure = error
                if error.code == .fetchAddressRefused { failure?.hint = "--allow-private reaches it all the same" }
                break
            }
        }
        await client.shutdown()
        if let failure { throw failure }
        return sources
    }

    private func askForContact() throws -> String {
        if Terminal.isWatched, isatty(STDIN_FILENO) == 1 {
            Terminal.error("Which mail address or page may publishers see in their logs, to reach you?")
            let words = readLine()?.split(whereSeparator: \.isWhitespace) ?? []
            if words.count == 1 { return String(words[0]) }
        }
        throw PotokError(
            "usage.contact",
            "nobody says by which address publishers can reach you",
            hint: "give it with --contact, such as --contact me@example.org"
        )
    }
}
