import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSinks
import Testing

@Suite struct SinkFactoryTests {
    @Test func `the fields of the configuration are those of documents`() {
        #expect(SinkFields.legal == DocumentField.allCases.map(\.rawValue))
        #expect(SinkFields.needed == DocumentField.allCases.filter(\.isNeeded).map(\.rawValue))
    }

    @Test func `names of fields go out as the sink has them`() throws {
        var fields = SinkFields()
        fields.names = ["text": "body"]
        fields.omitted = ["bodyHash"]
        let mapping = try FieldMapping(fields)
        #expect(mapping.name(of: .text) == "body")
        #expect(mapping.name(of: .bodyHash) == nil)
        #expect(mapping.name(of: .title) == "title")
        fields.names = ["text": "title"]
        #expect(throws: PotokError.self) { try FieldMapping(fields) }
    }

    @Test func `each kind of sink is made`() throws {
        let vault = SecretVault(environment: [:])
        let files = try SinkFactory.make(SinkOptions(name: "a", kind: .ndjson(NDJSONSinkOptions())), vault: vault)
        #expect(files is NDJSONSink)
        let output = try SinkFactory.make(SinkOptions(name: "b", kind: .standardOutput), vault: vault)
        #expect(output is StandardOutputSink)
    }
}
