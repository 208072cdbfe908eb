import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// Every exit code that README promises, one after the other.
    @Suite(.serialized, .timeLimit(.minutes(2))) struct ExitCodeTests {
        private let place: Workplace
        private let gate = LoopbackServer.Gate()
        private let server: LoopbackServer

        init() throws {
            place = try Workplace()
            let gate = gate
            server = try LoopbackServer { request in
                switch request.target {
                case "/robots.txt": return .response(body: Array("User-agent: *\nDisallow: /closed\n".utf8))
                case let target where target.hasPrefix("/broken"): return .response(500)
                case let target where target.hasPrefix("/missing"): return .response(404)
                case "/held":
                    let page = LoopbackServer.Answer.page("<p>\(MadeUpTexts.text(0))</p>")
                    return LoopbackServer.Answer([.wait(gate)] + page.steps)
                case let target:
                    let number = Int(target.filter(\.isNumber)) ?? 0
                    return .page("<title>\(number)</title><p>\(MadeUpTexts.text(number))</p>")
                }
            }
        }

        private func writePipeline(_ targets: [String], more: String = "") throws {
            let urls = targets.map { "\"\(server.url($0))\"" }.joined(separator: ", ")
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", \(more)
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "web", "type": "urls", "urls": [\(urls)] } ] }
                """
            )
        }

        /// Runs, and checks that the report says the exit code that the process has.
        private func run(_ arguments: String...) async throws -> Int32? {
            let ended = try await Running([PotokProgram.path, "run", "--json"] + arguments, in: place.folder).end()
            #expect(try ended.report().exitCode == ended.exitCode, "\(ended)")
            return ended.exitCode
        }

        @Test func `0 when all is done, and when the next run has nothing to do`() async throws {
            defer { server.stop() }
            try writePipeline(["/1", "/2"])
            #expect(try await run() == 0)
            #expect(try await run() == 0)
        }

        @Test func `0 when a limit leaves the rest to the next run`() async throws {
            defer { server.stop() }
            try writePipeline(["/1", "/2", "/3"])
            #expect(try await run("--limit", "1") == 0)
        }

        @Test func `0 whatever the share of pages that are missing or closed by robots`() async throws {
            defer { server.stop() }
            try writePipeline((0..<20).map { "/missing/\($0)" } + (0..<20).map { "/closed/\($0)" })
            #expect(try await run("--set", "limits.failAtLeast=1", "--set", "limits.failOn=0 %") == 0)
        }

        @Test func `1 when something cannot be done that nobody planned for`() async throws {
            defer { server.stop() }
            try writePipeline(["/1"])
            #expect(try await run() == 0)
            try place.write("copy.db", "")
            let backup = try await place.potok("db", "backup", "copy.db")
            #expect(backup.exitCode == 1, "\(backup)")
        }

        /// Failures among how many pages, and what becomes of it by default: above 20 %, and at least five.
        @Test(arguments: [(4, 4, 0), (5, 5, 3), (5, 25, 0), (6, 25, 3)])
        func `3 when too many documents fail, by default more than a fifth and at least five`(
            failures: Int,
            pages: Int,
            code: Int32
        ) async throws {
            defer { server.stop() }
            try writePipeline(
                (0..<failures).map { "/broken/\($0)" } + (failures..<pages).map { "/\($0)" }
            )
            #expect(try await run() == code)
        }

        @Test func `3 when a source cannot be read`() async throws {
            defer { server.stop() }
            try place.writePipeline(paths: ["nowhere"])
            #expect(try await run() == 3)
        }

        @Test func `4 when something could not be delivered`() async throws {
            defer { server.stop() }
            try place.write("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            try writePipeline(
                ["/1"],
                more: """
                    "limits": { "deliver": "1 s" }, "sinks": [
                        { "name": "hook", "type": "webhook", "url": "http://127.0.0.1:1/", "secret": { "file": "secret" } } ],
                    """
            )
            #expect(try await run() == 4)
        }

        @Test func `10 when there is no database, and when it is another program's`() async throws {
            defer { server.stop() }
            try writePipeline(["/1"])
            #expect(try await place.potok("search", "x").exitCode == 10)
            _ = try await place.shell("sqlite3 potok.db 'CREATE TABLE t (x)'")
            #expect(try await place.potok("search", "x").exitCode == 10)
            #expect(try await place.potok("run").exitCode == 10)
        }

        @Test func `11 when another run is at work, which it names`() async throws {
            defer { server.stop() }
            try writePipeline(["/held"])
            let first = try place.start("run")
            while server.requests.isEmpty, first.isRunning { await Task.yield() }
            let second = try await place.potok("run")
            #expect(second.exitCode == 11, "\(second)")
            #expect(second.problems.contains("process \(first.processIdentifier)"), "\(second)")
            gate.open()
            #expect(try await first.end().exitCode == 0)
        }

        @Test func `12 when a newer potok has written the database, which stays as it is`() async throws {
            defer { server.stop() }
            try writePipeline(["/1"])
            #expect(try await run() == 0)
            _ = try await place.shell("sqlite3 potok.db \"INSERT INTO grdb_migrations VALUES ('999 of tomorrow')\"")
            let before = try Data(contentsOf: URL(filePath: place.path("potok.db")))
            for arguments in [["run"], ["status"], ["search", "x"], ["reprocess"]] {
                let ended = try await Running([PotokProgram.path] + arguments, in: place.folder).end()
                #expect(ended.exitCode == 12, "\(ended)")
                #expect(ended.problems.contains("newer potok"), "\(ended)")
            }
            #expect(try Data(contentsOf: URL(filePath: place.path("potok.db"))) == before)
        }

        @Test(arguments: [["runn"], ["run", "--nothing"], ["search"], ["show", "--limit", "x"], []])
        func `64 when the command line is wrong`(arguments: [String]) async throws {
            defer { server.stop() }
            let ended = try await Running([PotokProgram.path] + arguments, in: place.folder).end()
            #expect(ended.exitCode == 64, "\(ended)")
            #expect(ended.output.isEmpty && !ended.problems.isEmpty, "\(ended)")
        }

        @Test(arguments: ["{ \"version\": 1, \"sorces\": [] }", "{", "{ \"version\": 99, \"sources\": [] }"])
        func `78 when the configuration is wrong`(text: String) async throws {
            defer { server.stop() }
            try place.write("pipeline.json", text)
            for command in ["run", "validate"] {
                let ended = try await place.potok(command)
                #expect(ended.exitCode == 78, "\(ended)")
                #expect(ended.problems.contains("pipeline.json:"), "\(ended)")
            }
        }

        @Test func `130 when a signal stops it in order`() async throws {
            defer { server.stop() }
            try writePipeline(["/held"])
            let run = try place.start("run", "--json")
            while server.requests.isEmpty, run.isRunning { await Task.yield() }
            run.send(SIGTERM)
            while run.isRunning, !run.problemsSoFar.contains("stopping") { await Task.yield() }
            gate.open()
            let ended = try await run.end()
            #expect(ended.exitCode == 130, "\(ended)")
            #expect(try ended.report().exitCode == 130)
        }

        @Test func `README, the help and the code book name the same codes`() async throws {
            defer { server.stop() }
            let codes = [0, 1, 3, 4, 10, 11, 12, 64, 78, 130]
            let readme = try String(contentsOf: PotokProgram.checkout.appending(path: "README.md"), encoding: .utf8)
            let rows = readme.split(separator: "\n").compactMap { line -> Int? in
                let cells = line.split(separator: "|")
                return line.hasPrefix("|") ? cells.first.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) } : nil
            }
            #expect(rows == codes)
            let help = try await place.potok("--help").output.split(whereSeparator: \.isWhitespace).joined(
                separator: " "
            )
            let told = try #require(help.range(of: "Exit codes: ")).upperBound
            let listed = help[told...].prefix { $0 != "." }.split(separator: ",").compactMap { part in
                Int(part.split(separator: " ").first ?? "")
            }
            #expect(listed == codes)
            let book = try await place.potok("explain", "--codes").output
            for code in codes { #expect(book.contains("exit-\(code)\n") || book.contains("exit-\(code) "), "\(code)") }
        }
    }
}
