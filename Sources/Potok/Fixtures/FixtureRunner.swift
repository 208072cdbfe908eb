public import PotokConfiguration
import PotokCore
import PotokNormalize
import PotokStreams

/// Runs fixtures as a run would take their pages: with the options of the source that they belong to.
public struct FixtureRunner: Sendable {
    private let configuration: PipelineConfiguration
    private let sources: FixtureSources
    private let pool = NormalizerPool()

    /// Prepares a pipeline; of its sources, the lists of URLs are read.
    public init(_ configuration: PipelineConfiguration) async {
        self.configuration = configuration
        sources = await FixtureSources(configuration)
    }

    /// Runs one fixture.
    public func run(_ entry: FixtureFolder.Entry) async -> FixtureResult {
        do throws(BrokenFixture) {
            let (text, reading) = try read(entry)
            let fixture = reading.fixture
            let source = source(of: fixture)
            let body = try body(of: entry, limit: source?.fetch.maxBody ?? configuration.fetch.maxBody)
            let (found, reason) = await normalize(fixture, body, source)
            let result = FixtureResult(
                name: entry.name,
                source: source?.name,
                outcome: .equal,
                update: FixtureResult.Update(text: text.bytes, reading: reading, found: found, path: entry.path)
            )
            guard let expectation = fixture.expectation else {
                return result.with(.broken(Self.expectsNothing(entry)))
            }
            let differences = expectation.differences(from: found)
            return differences.isEmpty ? result : result.with(.differs(differences, reason: reason))
        } catch {
            return FixtureResult(name: entry.name, source: nil, outcome: .broken(error.diagnostic), update: nil)
        }
    }

    /// What comes of the page of a fixture, and why there is no document if there is none.
    func normalize(
        _ fixture: Fixture,
        _ body: [UInt8],
        _ source: SourceOptions?
    ) async -> (found: FixtureExpectation, reason: String?) {
        let page = fixture.page(body, source: source?.name ?? "test")
        let rules = NormalizeRules(source?.normalize ?? configuration.normalize)
        let agent = NormalizeStage.agent(source?.fetch ?? configuration.fetch)
        let step =
            Normalizer.blocks(on: page)
            ? await BlockingWork.run { [pool] in pool.with { $0.normalize(page, rules: rules, agent: agent) } }
            : pool.with { $0.normalize(page, rules: rules, agent: agent) }
        guard case .settled(let outcome) = step else { return (FixtureExpectation(step), nil) }
        return (FixtureExpectation(step), outcome.reason)
    }

    /// The source whose options hold for a fixture: the one that it names, or the one that its URL fits.
    func source(of fixture: Fixture) -> SourceOptions? {
        if let name = fixture.source { return configuration.sources.first { $0.name == name } }
        return fixture.url.flatMap(sources.source)
    }

    // MARK: Files

    /// The most that the description of a fixture may be: a text of the largest size, every byte of it escaped.
    private static let largestDescription = ByteCount.mebibytes(64)

    private func read(_ entry: FixtureFolder.Entry) throws(BrokenFixture) -> (SourceText, FixtureReader.Reading) {
        let bytes = try bytes(entry.path, Self.largestDescription)
        guard let body = entry.bodies.first, entry.bodies.count == 1 else {
            let names = entry.bodies.map { $0.split(separator: "/").last ?? "" }.joined(separator: ", ")
            throw Self.broken(
                entry.path,
                entry.bodies.isEmpty
                    ? "the page is missing: no file beside this one has its name and ends with "
                        + FixtureFolder.endings.map { ".\($0.name)" }.joined(separator: ", ")
                    : "only one of \(names) can be the page",
                entry.bodies.isEmpty ? "`potok test --record URL` makes both files" : "give one of them another name"
            )
        }
        let text = SourceText(name: entry.path, bytes: bytes)
        let reader = FixtureReader(text, sources: configuration.sources.map(\.name))
        return (text, try reader.read(name: entry.name, mediaType: FixtureFolder.mediaType(of: body)))
    }

    private func body(of entry: FixtureFolder.Entry, limit: ByteCount) throws(BrokenFixture) -> [UInt8] {
        try bytes(entry.bodies.first ?? "", limit)
    }

    private func bytes(_ path: String, _ limit: ByteCount) throws(BrokenFixture) -> [UInt8] {
        do throws(FileBytes.Failure) {
            return try FileBytes.read(path: path, limit: limit.bytes)
        } catch {
            let reason = error.number == 0 ? "it is larger than \(limit.rounded)" : error.description
            throw Self.broken(path, "the file cannot be read: \(reason)", nil)
        }
    }

    private static func expectsNothing(_ entry: FixtureFolder.Entry) -> Diagnostic {
        broken(
            entry.path,
            "it expects nothing: 'expect' is missing or empty",
            "`potok test --update` writes what is found"
        )
        .diagnostic
    }

    private static func broken(_ path: String, _ message: String, _ hint: String?) -> BrokenFixture {
        BrokenFixture(
            diagnostic: Diagnostic(
                .error,
                .fixtureFiles,
                file: path,
                location: SourceText.Location(line: 1, column: 1),
                message: message,
                hint: hint
            )
        )
    }
}
