import PotokConfiguration
public import PotokCore
public import PotokFetch

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Makes fixtures of pages as they are now.
public struct FixtureRecorder: Sendable {
    private let folder: FixtureFolder
    private let runner: FixtureRunner

    /// Makes a recorder for a folder, which is made when it is not there.
    public init(_ folder: FixtureFolder, _ runner: FixtureRunner) {
        self.folder = folder
        self.runner = runner
    }

    /// What was recorded.
    public struct Recording: Sendable, Hashable {
        /// The fixture's name.
        public var name: String
        /// The file that describes it.
        public var path: String
        /// The file with the bytes of the page.
        public var body: String
        /// The source whose options held; nil when those of the pipeline itself did.
        public var source: String?
        /// `indexed` for a document, or the code of what keeps the page from being one.
        public var outcome: String
        /// Why there is no document; nil when there is one.
        public var reason: String?
    }

    /// Fetches a page and writes its two files.
    ///
    /// - Parameters:
    ///   - client: what fetches it.
    ///   - name: the name of the fixture; nil to make one of the URL.
    ///   - source: the source that the fixture is to name; nil when its URL decides.
    ///   - replaces: whether a fixture of that name may be there.
    /// - Throws: `usage.name`, `file.exists`, `file.cannot-write`, or why there is no page.
    public func record(
        _ url: WebURL,
        with client: OneOffFetch,
        name: String?,
        source: String?,
        replaces: Bool,
        observe: (@Sendable (TransferLog) -> Void)? = nil
    ) async throws -> Recording {
        let name = try name.map(FixtureName.checked) ?? FixtureName.made(of: url)
        let entry = folder.entry(named: name)
        // Nobody is to be asked for a page that cannot be kept.
        if !replaces {
            let files = [entry.path] + entry.bodies
            if let file = files.first(where: { FileManager.default.fileExists(atPath: $0) }) {
                throw PotokError(
                    "file.exists",
                    "\(file) is there already",
                    hint: "--update records the page anew, --name gives the fixture another name"
                )
            }
        }
        let page = try await client.page(at: url, observe: observe)
        var fixture = Fixture(
            name: name,
            source: source,
            url: page.locator.url,
            contentType: page.contentType,
            headers: page.headers.filter { Fixture.headerNames.contains($0.key) }
        )
        let options = runner.source(of: fixture)
        let (found, reason) = await runner.normalize(fixture, page.body, options)
        fixture.expectation = found
        let body = "\(folder.path)/\(name).\(FixtureFolder.ending(of: page.contentType))"
        try makeFolder(of: entry.path)
        try TextFile.write(page.body, to: body, replaces: replaces)
        try TextFile.write(Array(FixtureWriter.text(fixture).utf8), to: entry.path, replaces: replaces)
        for old in entry.bodies where old != body { try? FileManager.default.removeItem(atPath: old) }
        return Recording(
            name: name,
            path: entry.path,
            body: body,
            source: options?.name,
            outcome: found.outcome,
            reason: reason
        )
    }

    private func makeFolder(of path: String) throws(PotokError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw PotokError("file.cannot-write", "the folder \(folder) cannot be made")
        }
    }
}
