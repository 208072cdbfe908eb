import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

@Suite
struct TypesenseSchemaTests {
    @Test
    func `a collection and its alias are made once and then left alone`() async throws {
        let collection = try TypesenseCollection()
        let before = try await collection.sink.check()
        #expect(
            before
                == SinkHealth(
                    server: "Typesense 0.24.1",
                    notes: ["the collection \(collection.name) is made by the first delivery"]
                )
        )
        #expect(try await collection.server.collection(collection.name) == nil)
        try await collection.sink.prepare()
        let made = try #require(try await collection.server.collection(collection.name))
        #expect(made["name"]?.string == "\(collection.name)_1")
        #expect(made["fields"]?.elements?.count == TypesenseSchema(.identity).fields.count)
        try await collection.sink.prepare()
        #expect(try await collection.server.collection(collection.name)?.members == made.members)
        #expect(try await collection.sink.check() == SinkHealth(server: "Typesense 0.24.1"))
    }

    @Test(arguments: [
        (#"{"name": "version", "type": "int64"}"#, "the field `keyNumber` of type int64 is missing"),
        (
            #"{"name": "keyNumber", "type": "int64"}, {"name": "version", "type": "int32"}"#,
            "the field `version` is of type int32 and not int64"
        ),
        (
            #"{"name": "keyNumber", "type": "int64"}, {"name": "version", "type": "int64"}, {"name": "title", "type": "string[]"}"#,
            "the field `title` is of type string[] and not string"
        ),
        (
            #"{"name": "keyNumber", "type": "int64"}, {"name": "version", "type": "int64"}, {"name": "rank", "type": "int32"}"#,
            "the field `rank` is asked for, but not sent"
        ),
    ])
    func `a collection that does not fit is told, and not changed`(fields: String, complaint: String) async throws {
        let collection = try TypesenseCollection()
        try await collection.ask("POST", "/collections", #"{"name": "\#(collection.name)", "fields": [\#(fields)]}"#)
        let before = try await collection.server.collection(collection.name)
        for attempt in [{ try await collection.sink.prepare() }, { _ = try await collection.sink.check() }] {
            let failure = await #expect(throws: SinkFailure.self) { try await attempt() }
            #expect(failure?.kind == .mismatch)
            #expect(failure?.message.contains(complaint) == true, "\(failure?.message ?? "")")
        }
        #expect(try await collection.server.collection(collection.name) == before)
    }

    @Test
    func `a collection that somebody has made with fewer fields is used, and said so`() async throws {
        let collection = try TypesenseCollection()
        let fields =
            #"{"name": "keyNumber", "type": "int64"}, {"name": "version", "type": "int64"}, {"name": "title", "type": "string"}"#
        try await collection.ask("POST", "/collections", #"{"name": "\#(collection.name)", "fields": [\#(fields)]}"#)
        try await collection.sink.prepare()
        let notes = try await collection.sink.check().notes
        #expect(notes.count == 1)
        #expect(notes.first?.contains("text") == true)
        #expect(await collection.sink.deliver([Sample.upsert(Sample.document(1))]).delivered == 1)
        #expect(try await collection.document(Sample.key(1))?["text"]?.string == "Some text.")
    }

    @Test
    func `a key that may not do what is needed is denied, and never shown`() async throws {
        let collection = try TypesenseCollection()
        let readerKey = try await collection.key(actions: ["documents:search", "collections:get"])
        let reader = TypesenseSink(try TypesenseCollection.client(key: readerKey), name: collection.name)
        let unmade = await #expect(throws: SinkFailure.self) { try await reader.check() }
        #expect(unmade?.kind == .denied)
        try await collection.sink.prepare()
        let failure = await #expect(throws: SinkFailure.self) { try await reader.check() }
        #expect(failure?.kind == .denied)
        #expect(failure?.message.contains(readerKey) == false)
        #expect(await reader.deliver([Sample.upsert(Sample.document(1))]).retryKind == .denied)
        // One that may write to these collections alone is enough for delivering.
        let writerKey = try await collection.key(actions: ["documents:*", "collections:get"])
        let writer = TypesenseSink(try TypesenseCollection.client(key: writerKey), name: collection.name)
        #expect(try await writer.check().server == "Typesense of a version that the key may not ask for")
        try await writer.prepare()
        #expect(await writer.deliver([Sample.upsert(Sample.document(1)), Sample.delete(2, version: 1)]).delivered == 2)
        #expect(try await writer.holdings(after: nil, limit: 10).count == 1)
    }

    @Test
    func `a collection that goes while changes are sent stops the sink`() async throws {
        let collection = try TypesenseCollection()
        #expect(await collection.sink.deliver([Sample.upsert(Sample.document(1))]).retryKind == .mismatch)
        #expect(await collection.sink.deliver([Sample.delete(1, version: 1)]).retryKind == .mismatch)
        await #expect(throws: SinkFailure.self) { try await collection.sink.count() }
    }
}
