import Foundation
import PotokTesting

/// The hostile test web of the shared material, on addresses and ports of its own.
struct HostileWeb {
    /// One case of its manifest, as far as a client alone needs to know.
    struct Case: Decodable {
        struct Expectation: Decodable {
            struct Second: Decodable {}
            var second: Second?
            var attempts: Int?
        }
        var area: String
        var group: String
        var url: String
        var expect: Expectation
    }

    let folder: URL

    /// Whether the programs are there.
    static var isAvailable: Bool {
        FileManager.default.fileExists(atPath: SharedMaterial.url("testweb/hostile.py").path)
            && (try? run(["python3", "--version"]).status) == 0
    }

    /// Starts it.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "potok-hostile-\(UUID().uuidString)")
        let result = try program(
            "start",
            "--ip",
            "127.0.5.1",
            "--port",
            "18190",
            "--robots-net",
            "127.0.6",
            "--canary",
            "127.0.9.10",
            "--cport",
            "18199",
            "--slow",
            "0.2",
            "--bomb-mb",
            "64"
        )
        guard result.status == 0 else { throw CocoaError(.executableLoad) }
    }

    /// Ends it and removes its files.
    func stop() throws {
        _ = try program("stop")
        try FileManager.default.removeItem(at: folder)
    }

    /// The file of the authority that signs its good certificates.
    var certificates: String { folder.appending(path: "ca.pem").path }

    /// The cases of the fetch area that a client decides alone: all but robots.txt.
    func cases() throws -> [Case] {
        let manifest = try Data(contentsOf: folder.appending(path: "manifest.json"))
        return try JSONDecoder().decode([Case].self, from: manifest)
            .filter { $0.area == "fetch" && $0.group != "robots" }
    }

    /// What the judge prints on results, one JSON object a line, and whether all is right.
    func judge(_ results: [String], groups: Set<String>) throws -> (isRight: Bool, report: String) {
        let stats = folder.appending(path: "stats.json")
        try program("stats").output.write(to: stats, atomically: true, encoding: .utf8)
        let lines = folder.appending(path: "results.ndjson")
        try (results.joined(separator: "\n") + "\n").write(to: lines, atomically: true, encoding: .utf8)
        var arguments = ["python3", SharedMaterial.url("testweb/judge.py").path]
        arguments += [
            folder.appending(path: "manifest.json").path, lines.path, "--area", "fetch", "--stats", stats.path,
        ]
        for group in groups.sorted() { arguments += ["--group", group] }
        let result = try Self.run(arguments)
        return (result.status == 0, result.output)
    }

    @discardableResult
    private func program(_ arguments: String...) throws -> (status: Int32, output: String) {
        try Self.run(
            ["python3", SharedMaterial.url("testweb/hostile.py").path, arguments[0], "--dir", folder.path]
                + arguments.dropFirst()
        )
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        // Into a file: a pipe would stay open for as long as the server that is left in the background.
        let log = FileManager.default.temporaryDirectory.appending(path: "potok-output-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: log) }
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        try output.close()
        return (process.terminationStatus, try String(contentsOf: log, encoding: .utf8))
    }
}
