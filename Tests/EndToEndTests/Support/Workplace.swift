import Foundation
import Testing

/// A folder with a pipeline, its inputs and its databases, gone when the test ends.
final class Workplace {
    /// The folder.
    let folder: URL

    /// Makes a folder that every user may enter.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "potok-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755]
        )
    }

    deinit {
        // What a test has made unreadable must not stay for ever.
        _ = try? Process.run(URL(filePath: "/bin/rm"), arguments: ["-rf", folder.path])
    }

    /// The path of something in the folder.
    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Writes a file and the folders above it.
    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

    /// Writes a file and the folders above it.
    func write(_ name: String, _ data: Data) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    /// Writes a pipeline of one source of files, with more members of the top object as JSON text.
    func writePipeline(paths: [String], more: String = "", database: String = "potok.db") throws {
        let list = paths.map { "\"\($0)\"" }.joined(separator: ", ")
        try write(
            "pipeline.json",
            """
            { "version": 1, "database": "\(database)", \(more.isEmpty ? "" : more + ", ")
              "sources": [ { "name": "texts", "type": "files", "paths": [\(list)] } ] }
            """
        )
    }

    /// Starts `potok` in the folder.
    func start(
        _ arguments: String...,
        environment: [String: String] = [:],
        limit: Duration = .seconds(120)
    ) throws -> Running {
        try Running([PotokProgram.path] + arguments, in: folder, environment: environment, limit: limit)
    }

    /// Runs `potok` in the folder.
    func potok(
        _ arguments: String...,
        environment: [String: String] = [:],
        input: String? = nil,
        limit: Duration = .seconds(120)
    ) async throws -> Ended {
        try await Running(
            [PotokProgram.path] + arguments,
            in: folder,
            environment: environment,
            input: input,
            limit: limit
        ).end()
    }

    /// Runs a line of the shell in the folder, with `$POTOK` as the program.
    func shell(_ line: String, limit: Duration = .seconds(120)) async throws -> Ended {
        try await Running(
            ["/bin/sh", "-c", line],
            in: folder,
            environment: ["POTOK": PotokProgram.path],
            limit: limit
        ).end()
    }

    /// Every document of a corpus, by its key.
    func corpus(_ database: String = "potok.db") async throws -> Corpus {
        let shown = try await potok("show", "--all", "--json", "--database", database)
        #expect(shown.exitCode == 0, "\(shown)")
        return try Corpus(shown.output)
    }

    /// What `status --json` says.
    func status(_ database: String = "potok.db") async throws -> Status {
        let shown = try await potok("status", "--json", "--database", database)
        #expect(shown.exitCode == 0, "\(shown)")
        return try JSONDecoder().decode(Status.self, from: Data(shown.output.utf8))
    }

    /// Whether SQLite's own program finds the file sound.
    func expectSound(
        _ database: String = "potok.db",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let checked = try await shell("sqlite3 '\(path(database))' 'PRAGMA integrity_check; PRAGMA foreign_key_check'")
        #expect(checked.output == "ok\n", "\(checked)", sourceLocation: sourceLocation)
    }
}

/// What `status --json` says.
struct Status: Decodable {
    var documents: Int
    var duplicates: Int
    var versions: Int
    var addresses: Int
    var due: Int
    var quarantined: Int
}
