public import Foundation

/// The hostile test web of the shared material, on addresses and ports of its own.
public struct HostileWeb {
    /// One case of its manifest, as far as a client alone needs to know.
    public struct Case: Decodable, Sendable {
        /// What a good client does.
        public struct Expectation: Decodable, Sendable {
            /// What a later look at the same URL is to find.
            public struct Second: Decodable, Sendable {}
            /// Given when the case wants a second look.
            public var second: Second?
            /// How many tries there are to be.
            public var attempts: Int?
            /// URLs that robots.txt opens.
            public var allowed: [String]?
            /// URLs that robots.txt closes.
            public var disallowed: [String]?
        }
        /// The area: fetch, normalize, sources.
        public var area: String
        /// The group within the area.
        public var group: String
        /// The URL to fetch.
        public var url: String
        /// What a good client does.
        public var expect: Expectation
    }

    /// Where it keeps its files.
    public let folder: URL
    private let server: ChildProcess
    /// The first two bytes of its addresses.
    private let network: String

    /// Whether the programs are there.
    public static var isAvailable: Bool {
        FileManager.default.fileExists(atPath: SharedMaterial.url("testweb/hostile.py").path)
            && (try? ChildProcess.run(["python3", "--version"]).end) == .exit(0)
    }

    /// Starts it, and waits until it serves.
    ///
    /// - Parameter place: different for each suite that uses one, so that several may run at once.
    public init(place: Int) throws {
        network = "127.\(64 + (Int(ProcessInfo.processInfo.processIdentifier) * 4 + place) % 128)"
        folder = FileManager.default.temporaryDirectory.appending(path: "potok-hostile-\(UUID().uuidString)")
        let options = [
            ["--ip", "\(network).1.1"], ["--port", "18190"], ["--robots-net", "\(network).2"],
            ["--canary", "\(network).3.1"], ["--cport", "18199"], ["--slow", "0.2"], ["--bomb-mb", "64"],
        ]
        // In the foreground: what it left in the background would be nobody's to end.
        server = try ChildProcess(
            ["python3", SharedMaterial.url("testweb/hostile.py").path, "start", "--dir", folder.path, "--foreground"]
                + options.joined()
        )
        while !FileManager.default.fileExists(atPath: folder.appending(path: "hostile.pid").path) {
            guard server.isRunning else { throw CocoaError(.executableLoad) }
            Thread.sleep(forTimeInterval: 0.05)
        }
    }

    /// Ends it and removes its files.
    public func stop() throws {
        server.send(SIGKILL)
        server.wait()
        try FileManager.default.removeItem(at: folder)
    }

    /// Where its pages are; its canary lives beside.
    public var openAddresses: [String] { ["\(network).1.0/24", "\(network).2.0/24"] }

    /// The file of the authority that signs its good certificates.
    public var certificates: String { folder.appending(path: "ca.pem").path }

    /// The cases of an area.
    public func cases(area: String) throws -> [Case] {
        let manifest = try Data(contentsOf: folder.appending(path: "manifest.json"))
        return try JSONDecoder().decode([Case].self, from: manifest).filter { $0.area == area }
    }

    /// What the judge prints on results, one JSON object a line, and whether all is right.
    public func judge(_ results: [String], area: String, groups: Set<String>) throws -> (isRight: Bool, report: String)
    {
        let stats = folder.appending(path: "stats.json")
        let program = SharedMaterial.url("testweb/hostile.py").path
        try ChildProcess.output(["python3", program, "stats", "--dir", folder.path]).write(to: stats)
        let lines = folder.appending(path: "results.ndjson")
        try (results.joined(separator: "\n") + "\n").write(to: lines, atomically: true, encoding: .utf8)
        var arguments = ["python3", SharedMaterial.url("testweb/judge.py").path]
        arguments += [
            folder.appending(path: "manifest.json").path, lines.path, "--area", area, "--stats", stats.path,
        ]
        for group in groups.sorted() { arguments += ["--group", group] }
        let result = try ChildProcess.run(arguments)
        return (result.end == .exit(0), result.text + String(decoding: result.problems, as: UTF8.self))
    }
}
