import Foundation
import Testing

extension EndToEndSuite {
    /// A source that is taken out of pipeline.json keeps its documents until somebody says otherwise.
    @Suite(.serialized) struct LeftSourceTests {
        private let place: Workplace

        init() throws {
            place = try Workplace()
            for number in 0..<4 { try place.write("one/\(number).txt", MadeUpTexts.text(number)) }
            for number in 2..<7 { try place.write("two/\(number).txt", MadeUpTexts.text(number)) }
        }

        private func writePipeline(_ names: [String]) throws {
            let sources = names.map { "{ \"name\": \"\($0)\", \"type\": \"files\", \"paths\": [\"\($0)\"] }" }
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "sources": [\(sources.joined(separator: ", "))],
                  "sinks": [ { "name": "lines", "type": "ndjson", "folder": "out" } ] }
                """
            )
        }

        /// The kinds of the newest lines of all documents in the sink.
        private func delivered() throws -> [String: String] {
            var kinds: [String: String] = [:]
            let folder = place.folder.appending(path: "out")
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            where file.hasSuffix(".ndjson") {
                let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                for line in text.split(separator: "\n") {
                    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                    kinds[try #require(object?["key"] as? String)] = object?["kind"] as? String
                }
            }
            return kinds
        }

        private func runs(_ count: Int = 1) async throws {
            for _ in 0..<count {
                let run = try await place.potok("run")
                #expect(run.exitCode == 0, "\(run)")
            }
        }

        @Test func `what is taken out of the pipeline stays, is told, and goes by a person's word`() async throws {
            try writePipeline(["one", "two"])
            try await runs()
            let corpus = try await place.corpus()
            #expect(corpus.entries.count == 9)
            #expect(corpus.entries.count { $0.duplicateOf != nil } == 2)

            let inUse = try await place.potok("sources", "forget", "one", "--yes")
            #expect(inUse.exitCode == 1 && inUse.problems.contains("[sources.in-use]"), "\(inUse)")

            try writePipeline(["two"])
            try await runs(2)
            #expect(Set(try await place.corpus().byKey.keys) == Set(corpus.byKey.keys))
            #expect(try delivered().values.allSatisfy { $0 == "upsert" })
            let status = try await place.potok("status")
            #expect(status.output.contains("left over   one: not in pipeline.json any more"), "\(status)")
            #expect(!status.output.contains("left over   two"), "\(status)")

            let unasked = try await place.potok("sources", "forget", "one")
            #expect(unasked.exitCode == 1 && unasked.problems.contains("[sources.confirm]"), "\(unasked)")
            #expect(unasked.problems.contains("4 documents and 4 addresses would go"), "\(unasked)")
            #expect(try await place.corpus().entries.count == 9)

            let forgotten = try await place.potok("sources", "forget", "one", "--yes", "--json")
            #expect(forgotten.exitCode == 0, "\(forgotten)")
            #expect(try forgotten.jsonLines().first?["documents"] as? Int == 4, "\(forgotten)")
            let left = try await place.corpus()
            #expect(left.entries.map(\.source) == Array(repeating: "two", count: 5))
            // What only repeated a document that went stands for itself now.
            #expect(left.entries.allSatisfy { $0.duplicateOf == nil })
            let gone = Set(corpus.entries.filter { $0.source == "one" }.map(\.key))
            for (key, kind) in try delivered() { #expect(kind == (gone.contains(key) ? "delete" : "upsert")) }
            #expect(try await place.status().addresses == 5)
            #expect(try await place.potok("status").output.contains("left over") == false)
            try await place.expectSound()

            // In the pipeline again, it begins anew.
            try writePipeline(["one", "two"])
            try await runs()
            #expect(Set(try await place.corpus().byKey.keys) == Set(corpus.byKey.keys))
            #expect(try delivered().values.allSatisfy { $0 == "upsert" })
            try await place.expectSound()
        }

        @Test func `a source that nobody knows is an error`() async throws {
            try writePipeline(["one"])
            try await runs()
            let unknown = try await place.potok("sources", "forget", "three", "--yes")
            #expect(unknown.exitCode == 64 && unknown.problems.contains("[usage.source]"), "\(unknown)")
        }
    }
}
