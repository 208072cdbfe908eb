public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder of fixtures: each is NAME.json and beside it the bytes of the page, named by what they are.
public struct FixtureFolder: Sendable {
    /// The files of a fixture.
    public struct Entry: Sendable, Hashable {
        /// The path below the folder, without what the files end with.
        public var name: String
        /// The path of the file that describes it.
        public var path: String
        /// The paths of what may be the page; a sound fixture has one.
        public var bodies: [String]
    }

    /// How files of pages end, with the media types that this stands for; what is of another kind ends with the last one.
    static let endings: [(name: String, mediaType: String?)] = [
        ("html", "text/html"), ("htm", "text/html"), ("xhtml", "application/xhtml+xml"), ("txt", "text/plain"),
        ("text", "text/plain"), ("md", "text/markdown"), ("markdown", "text/markdown"), ("pdf", "application/pdf"),
        ("bin", nil),
    ]

    /// The path of the folder.
    public let path: String

    /// Names a folder, which need not be there.
    public init(_ path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// The fixtures in the folder and in those below it, by name.
    ///
    /// - Throws: `fixture.folder` when the folder cannot be read.
    public func entries() throws(PotokError) -> [Entry] {
        let paths: [String]
        do {
            paths = try FileManager.default.subpathsOfDirectory(atPath: path)
        } catch {
            throw PotokError(
                "fixture.folder",
                "there are no fixtures in \(path): it cannot be read",
                hint: "`potok test --record URL` makes one"
            )
        }
        let all = Set(paths)
        return paths.filter { $0.hasSuffix(".json") && !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
            .map { entry(named: String($0.dropLast(".json".count)), among: all) }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The fixture of a name, there or not.
    func entry(named name: String) -> Entry {
        let files = Self.endings.map { "\(name).\($0.name)" }
        return entry(named: name, among: Set(files.filter { FileManager.default.fileExists(atPath: "\(path)/\($0)") }))
    }

    private func entry(named name: String, among files: Set<String>) -> Entry {
        Entry(
            name: name,
            path: "\(path)/\(name).json",
            bodies: Self.endings.map { "\(name).\($0.name)" }.filter(files.contains).map { "\(path)/\($0)" }
        )
    }

    /// The media type that the end of a file's name stands for.
    static func mediaType(of path: String) -> String? {
        endings.first { path.hasSuffix(".\($0.name)") }?.mediaType
    }

    /// How the file of a page ends, by its media type.
    static func ending(of contentType: String?) -> String {
        guard let contentType else { return "html" }
        let type = contentType.prefix { $0 != ";" && $0 != "," }.filter { !$0.isWhitespace }.lowercased()
        return endings.first { $0.mediaType == type }?.name ?? "bin"
    }
}
