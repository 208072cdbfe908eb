import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

@Suite
struct TypesenseRebuildingTests {
    @Test
    func `a collection is filled beside the live one, and the alias then stands for it`() async throws {
        let collection = try TypesenseCollection()
        try await collection.sink.prepare()
        #expect(
            await collection.sink.deliver([Sample.upsert(Sample.document(1)), Sample.upsert(Sample.document(2))])
                .delivered == 2
        )
        try await collection.ask(
            "PUT",
            "/collections/\(collection.name)/synonyms/turtles",
            #"{"synonyms": ["żółw", "turtle"]}"#
        )
        try await collection.ask(
            "PATCH",
            "/collections/\(collection.name)_1",
            #"{"fields": [{"name": "remark", "type": "string", "optional": true}]}"#
        )
        let new = try #require(collection.sink.rebuilding("r1"))
        try await new.prepare()
        #expect(await new.deliver([Sample.upsert(Sample.document(3, version: 2))]).delivered == 1)
        #expect(try await collection.sink.count() == 2)
        // An interrupted rebuilding goes on where it stopped.
        let again = try #require(collection.sink.rebuilding("r1"))
        try await again.prepare()
        #expect(try await again.count() == 1)
        try await again.swap()
        try await again.swap()
        #expect(try await collection.sink.holdings(after: nil, limit: 9) == [Holding(key: Sample.key(3), version: 2)])
        // What somebody has added is still there, the old collection is not, and the live one is not thrown away.
        let made = try #require(try await collection.server.collection(collection.name))
        #expect(made["name"]?.string == "\(collection.name)_r1")
        #expect(made["fields"]?.elements?.contains { $0["name"]?.string == "remark" } == true)
        let synonyms = try await collection.ask("GET", "/collections/\(collection.name)/synonyms")
        #expect(synonyms?["synonyms"]?.elements?.count == 1)
        #expect(try await collection.server.collection("\(collection.name)_1") == nil)
        await #expect(throws: SinkFailure.self) { try await again.discard() }
        #expect(try await collection.sink.count() == 1)
    }

    @Test
    func `what was filled is removed, and can be removed twice`() async throws {
        let collection = try TypesenseCollection()
        try await collection.sink.prepare()
        let new = try #require(collection.sink.rebuilding("r1"))
        try await new.prepare()
        try await new.discard()
        try await new.discard()
        #expect(try await collection.server.collection("\(collection.name)_r1") == nil)
        #expect(try await collection.sink.count() == 0)
    }

    @Test
    func `a collection that is no alias cannot be replaced in one step, and is not`() async throws {
        let collection = try TypesenseCollection()
        try await collection.server.create(TypesenseSchema(.identity).creation(named: collection.name))
        let new = try #require(collection.sink.rebuilding("r1"))
        let failure = await #expect(throws: SinkFailure.self) { try await new.prepare() }
        #expect(failure?.kind == .mismatch)
        #expect(failure?.code == "alias")
        #expect(try await collection.sink.count() == 0)
    }
}
