import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokFetch

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Hold pages that were kept against the documents that are expected of them.",
        discussion: """
            A fixture is NAME.json and beside it the page as it was fetched: NAME.html, .txt, .md or .pdf. Each is taken as a run would take \
            it, with the options of the source that it names, or that its URL fits; no network and no database are touched. What differs is \
            shown line by line: - is expected, + was found. What `expect` leaves out is not compared. --record fetches a page and makes a \
            fixture of it as it is now. Exits 3 when one differs or cannot be run.
            """
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "The folder of fixtures (default: fixtures, beside the pipeline).", completion: .directory)
    var folder: String?

    @Option(help: "Fetch this page and make a fixture of it, in place of running any.")
    var record: String?

    @Option(help: "The name of the fixture to make (default: by the URL), or of the only one to run.")
    var name: String?

    @Flag(help: "Expect from now on what is found; with --record, replace a fixture that is there.")
    var update = false

    @Option(help: "With --record: the source whose options and requests hold for the page.", completion: .sources)
    var source: String?

    @Flag(name: .customLong("allow-private"), help: "With --record: also reach private networks and this machine.")
    var allowPrivate = false

    @Flag(help: "One JSON object for each fixture, and one at the end.")
    var json = false

    func validate() throws {
        if record == nil, source != nil { throw ValidationError("--source goes with --record") }
        if record == nil, allowPrivate { throw ValidationError("--allow-private goes with --record") }
        if folder?.isEmpty == true { throw ValidationError("the folder of fixtures needs a name") }
    }

    func run() async throws {
        let page = try record.map(WebURL.init(argument:))
        let configuration = try pipeline.loadIfThere()
        let fixtures = FixtureFolder(folder ?? Self.standardFolder(configuration))
        let runner = await FixtureRunner(configuration)
        if let page {
            try await makeFixture(of: page, configuration, fixtures, runner)
        } else {
            try await runAll(fixtures, runner)
        }
    }

    /// `fixtures` beside the pipeline.
    private static func standardFolder(_ configuration: PipelineConfiguration) -> String {
        [".", ""].contains(configuration.folder) ? "fixtures" : "\(configuration.folder)/fixtures"
    }

    // MARK: Running

    private func runAll(_ fixtures: FixtureFolder, _ runner: FixtureRunner) async throws {
        var summary = FixtureSummary()
        for entry in try chosen(of: fixtures) {
            let result = await runner.run(entry)
            let isUpdated = try update && result.accept()
            summary.count(result, isUpdated: isUpdated)
            if json {
                try JSONLine.output(FixtureJSON(result, isUpdated: isUpdated))
            } else {
                FixtureText.tell(result, isUpdated: isUpdated, isColoured: Terminal.isColoured)
            }
        }
        if json { try JSONLine.output(summary) } else { Terminal.output(FixtureText.line(summary)) }
        if summary.differing + summary.broken > 0 { finish(.tooManyFailures) }
    }

    private func chosen(of fixtures: FixtureFolder) throws -> [FixtureFolder.Entry] {
        let entries = try fixtures.entries()
        guard let name else {
            if entries.isEmpty {
                throw PotokError(
                    "fixture.folder",
                    "there are no fixtures in \(fixtures.path)",
                    hint: "`potok test --record URL` makes one"
                )
            }
            return entries
        }
        if let entry = entries.first(where: { $0.name == name }) { return [entry] }
        let near = Suggestion.closest(to: name, among: entries.map(\.name))
        throw PotokError(
            "usage.fixture",
            "there is no fixture '\(name)' in \(fixtures.path)",
            hint: near.map { "did you mean '\($0)'?" } ?? "`potok test` runs all"
        )
    }

    // MARK: Recording

    private func makeFixture(
        of page: WebURL,
        _ configuration: PipelineConfiguration,
        _ fixtures: FixtureFolder,
        _ runner: FixtureRunner
    ) async throws {
        let chosen = try source.map { try configuration.source(named: $0) }
        var options = chosen?.fetch ?? configuration.fetch
        if allowPrivate { options.allowAddresses = AddressGuard.everything }
        let client =
            if let chosen {
                try await OneOffFetch(fetch: options, source: chosen, of: configuration)
            } else {
                try OneOffFetch(fetch: options, normalize: configuration.normalize)
            }
        let recording: FixtureRecorder.Recording
        do {
            recording = try await FixtureRecorder(fixtures, runner)
                .record(page, with: client, name: name, source: source, replaces: update)
        } catch let error as PotokError {
            guard Potok.ExitCode(error) == .unexpected, !error.code.rawValue.hasPrefix("file.") else { throw error }
            let isRefused = error.code == "fetch.address-refused"
            let hints = [isRefused ? "--allow-private reaches it all the same" : nil, error.hint].compactMap { $0 }
            Terminal.problem(
                "\(page): \(error.description)",
                hint: hints.isEmpty ? nil : hints.joined(separator: "\n       ")
            )
            finish(.tooManyFailures)
        }
        await client.shutdown()
        if json { try JSONLine.output(RecordedFixtureJSON(recording)) } else { FixtureText.tell(recording) }
    }
}
