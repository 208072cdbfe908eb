import PotokCore
import PotokSinks
import Testing

@Suite
struct SinkChangeTests {
    @Test
    func `a delete carries no document`() throws {
        let key = try #require(DocumentKey(rawValue: "0123456789abcdef0123456789abcdef"))
        let change = SinkChange(delete: key, version: 7)
        #expect(change.change.kind == .delete)
        #expect(change.document == nil)
    }
}
