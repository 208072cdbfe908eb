import Foundation
import PotokCore
import PotokTesting
import Testing

extension EndToEndSuite {
    @Suite struct SinkTests {
        /// Some texts, and sinks for them.
        private func place(
            _ sinks: String,
            texts: [String: String] = ["a": "first words", "b": "other words"]
        ) throws
            -> Workplace
        {
            let place = try Workplace()
            for (name, text) in texts { try place.write("texts/\(name).txt", text) }
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "corpus.db",
                  "sources": [{ "name": "texts", "type": "files", "paths": ["texts"] }],
                  "sinks": \(sinks), "limits": { "deliver": "1 s" } }
                """
            )
            return place
        }

        /// The changes in the files of a folder, in the order in which they were written.
        private func lines(_ place: Workplace, _ folder: String = "out") throws -> [[String: Any]] {
            let path = place.folder.appending(path: folder).path
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted().flatMap { name in
                try Data(contentsOf: URL(filePath: path + "/" + name)).split(separator: 0x0A).map {
                    try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any])
                }
            }
        }

        private let files = #"{ "name": "files", "type": "ndjson", "folder": "out" }"#
        /// Nobody listens there.
        private let dead = #"{ "name": "dead", "type": "opensearch", "url": "http://127.0.0.1:9/", "index": "x" }"#

        @Test func `a run delivers what changed, and a delete where a document went`() async throws {
            let place = try place("[\(files)]")
            let first = try await place.potok("run")
            #expect(first.exitCode == 0)
            #expect(first.output.contains("sink files: 2 stored"))
            #expect(try lines(place).count == 2)
            try place.write("texts/a.txt", "first words, and more")
            let second = try await place.potok("run")
            #expect(second.output.contains("sink files: 1 stored"))
            let written = try lines(place)
            #expect(written.count == 3)
            let document = try #require(written.last?["document"] as? [String: Any])
            #expect(document["text"] as? String == "first words, and more")
            #expect(document["version"] as? Int == written.last?["version"] as? Int)
            let third = try await place.potok("run")
            #expect(third.exitCode == 0)
            #expect(third.output.contains("sink files: nothing to deliver"))
        }

        @Test func `a dead sink holds up neither the run nor another sink, and exits 4 with what is left`() async throws
        {
            let place = try place("[\(dead), \(files)]")
            let run = try await place.potok("run")
            #expect(run.exitCode == 4)
            #expect(run.output.contains("sink dead: 2 waiting"))
            #expect(run.output.contains("sink files: 2 stored"))
            let deliver = try await place.potok("deliver", "--json", "--sink", "dead")
            #expect(deliver.exitCode == 4)
            #expect(deliver.output.contains(#""waiting":2"#))
            let status = try await place.potok("status")
            #expect(status.output.contains("sink        dead: 2 waiting"))
            let check = try await place.potok("check")
            #expect(check.exitCode == 4)
            #expect(check.output.contains("files: ok"))
            let explain = try await place.potok("explain", "texts/a.txt")
            #expect(explain.output.contains("sink        dead waits for its upsert"))
        }

        @Test func `a sink that is no longer named frees its backlog, and a new one is told everything`() async throws {
            let place = try place("[\(dead)]")
            _ = try await place.potok("run")
            let text = try String(contentsOfFile: place.path("pipeline.json"), encoding: .utf8)
            try place.write("pipeline.json", text.replacing(dead, with: files))
            let run = try await place.potok("run")
            #expect(run.exitCode == 0)
            #expect(run.problems.contains("sink 'dead' is no longer in the pipeline"))
            #expect(run.output.contains("sink files: 2 stored"))
        }

        @Test func `deliveries to the standard output are all that is there`() async throws {
            let place = try place(
                #"[{ "name": "out", "type": "stdout", "fields": { "text": "body", "title": false } }]"#
            )
            let run = try await place.potok("run")
            #expect(run.exitCode == 0)
            let lines = run.output.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.allSatisfy { $0.hasPrefix(#"{"schema":"change.v1","kind":"upsert""#) })
            #expect(run.output.contains(#""body":"first words""#))
            #expect(!run.output.contains(#""title""#))
            #expect(run.problems.contains("sink out: 2 stored"))
        }

        @Test func `verify finds what differs, and repairs it`() async throws {
            let place = try place("[\(files)]")
            _ = try await place.potok("run")
            #expect(try await place.potok("sinks", "verify").output == "sink files: 2 equal\n")
            let path = place.folder.appending(path: "out/changes-0000000001.ndjson")
            // One is lost, one was never ours.
            let kept = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")[0]
            let foreign = DocumentKey(source: "x", identifier: "y").rawValue
            let extra = #"{"schema":"change.v1","kind":"upsert","key":"\#(foreign)","version":7,"document":{}}"#
            try Data("\(kept)\n\(extra)\n".utf8).write(to: path)
            let found = try await place.potok("sinks", "verify", "--json")
            #expect(found.exitCode == 4)
            #expect(found.output.contains(#""equal":1,"extra":1,"missing":1,"newer":0"#))
            let repaired = try await place.potok("sinks", "verify", "files", "--repair")
            #expect(repaired.exitCode == 0)
            #expect(repaired.output.contains("sink files: 1 stored, 1 removed"))
            #expect(try await place.potok("sinks", "verify").output == "sink files: 2 equal\n")
        }

        @Test func `what a sink holds in a newer version is an error, and gets a newer one yet`() async throws {
            let place = try place("[\(files)]")
            _ = try await place.potok("run")
            let path = place.folder.appending(path: "out/changes-0000000001.ndjson")
            let line = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")[0]
            let version = try #require(try lines(place)[0]["version"] as? Int)
            let newer = line.replacing("\"version\":\(version)", with: "\"version\":\(version + 1 << 30)")
            try (Data(contentsOf: path) + Data("\(newer)\n".utf8)).write(to: path)
            let found = try await place.potok("sinks", "verify")
            #expect(found.exitCode == 4)
            #expect(found.output.contains("1 newer than ours"))
            #expect(try await place.potok("sinks", "verify", "--repair").exitCode == 0)
            #expect(try await place.potok("sinks", "verify").output == "sink files: 2 equal\n")
        }

        @Test func `a rebuilding takes the place of the live one`() async throws {
            let place = try place("[\(files)]")
            _ = try await place.potok("run")
            try place.write("texts/c.txt", "third")
            _ = try await place.potok("run")
            let rebuild = try await place.potok("sinks", "rebuild", "files")
            #expect(rebuild.exitCode == 0)
            #expect(rebuild.output.contains("sink files: 3 stored"))
            #expect(try lines(place).count == 3)
            #expect(try await place.potok("sinks", "verify").output == "sink files: 3 equal\n")
            #expect(try await place.potok("sinks", "rebuild", "files", "--abandon").exitCode == 0)
            #expect(try await place.potok("sinks", "rebuild", "nobody").exitCode == 64)
        }

        @Test func `a transform changes, withholds and refuses; what it refused is put back on demand`() async throws {
            let script = """
                import json, sys
                for line in sys.stdin:
                    document = json.loads(line)
                    text = document["text"]
                    document["title"] = "redacted"
                    if "secret" in text: print("null")
                    elif "bad" in text: print(json.dumps({"error": "not fit to print"}))
                    else: print(json.dumps(document))
                """
            let sink = files.replacing(
                "}",
                with: #", "transform": { "command": ["python3", "transform.py"] } }"#
            )
            let place = try place(
                "[\(sink)]",
                texts: ["a": "good words", "b": "secret words here", "c": "bad words they are"]
            )
            try place.write("transform.py", script)
            let run = try await place.potok("run")
            #expect(run.exitCode == 4)
            #expect(run.output.contains("sink files: 1 stored, 1 removed, 1 refused"))
            let titles = try lines(place).compactMap { ($0["document"] as? [String: Any])?["title"] as? String }
            #expect(titles == ["redacted"])
            let show = try await place.potok("sinks", "show", "files")
            #expect(show.output.contains("texts/c.txt: not fit to print [transform]"))
            // Told once: what is refused waits for a person, not for the next run.
            #expect(try await place.potok("run").exitCode == 0)
            #expect(
                try await place.potok("sinks", "verify").output
                    == "sink files: 1 equal, 1 waiting or refused, 1 withheld by the transform\n"
            )
            try place.write("transform.py", script.replacing("bad", with: "worse"))
            #expect(try await place.potok("sinks", "redrive", "files").exitCode == 0)
            let deliver = try await place.potok("deliver")
            #expect(deliver.exitCode == 0)
            #expect(deliver.output.contains("sink files: 1 stored"))
        }

        @Test func `a transform that crashes loses nothing`() async throws {
            let sink = files.replacing("}", with: #", "transform": { "command": ["false"] } }"#)
            let place = try place("[\(sink)]")
            let run = try await place.potok("run")
            #expect(run.exitCode == 4)
            #expect(run.output.contains("2 waiting; the transform 'false' is no use: it ended with exit code 1"))
            let mended = try await place.potok("deliver", "--set", #"sinks.files.transform.command=["cat"]"#)
            _ = try await place.potok("sinks", "retry", "files")
            let again = try await place.potok("deliver", "--set", #"sinks.files.transform.command=["cat"]"#)
            #expect(mended.exitCode == 0 || again.exitCode == 0)
            #expect(try lines(place).count == 2)
        }

        @Test func `sinks are listed with what waits, and no secret is shown`() async throws {
            let secret = dead.replacing("}", with: #", "auth": { "apiKey": { "env": "SINK_KEY" } } }"#)
            let place = try place("[\(secret), \(files)]")
            let environment = ["SINK_KEY": "s3cret"]
            let before = try await place.potok("sinks", "list", environment: environment)
            #expect(before.output.contains("files  ndjson"))
            #expect(before.output.contains("not begun"))
            let run = try await place.potok("run", environment: environment)
            let list = try await place.potok("sinks", "list", environment: environment)
            let show = try await place.potok("sinks", "show", "dead", "--json", environment: environment)
            #expect(list.output.contains("2 waiting"))
            for result in [run, list, show] { #expect(!(result.output + result.problems).contains("s3cret")) }
            // Without its secret a sink cannot be delivered to, and the others can.
            try place.write("texts/c.txt", "third")
            let without = try await place.potok("run")
            #expect(without.exitCode == 4)
            #expect(without.output.contains("sink files: 1 stored"))
            #expect(without.output.contains("SINK_KEY"))
        }
    }
}
