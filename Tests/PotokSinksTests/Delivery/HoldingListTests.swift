import PotokCore
import Testing

@testable import PotokSinks

@Suite
struct HoldingListTests {
    private func key(_ text: String) throws -> DocumentKey {
        try #require(DocumentKey(rawValue: String(repeating: "0", count: 32 - text.count) + text))
    }

    @Test
    func `pages are in the order of keys and begin behind one`() throws {
        var list = HoldingList()
        let texts = ["f", "1", "ffffffffffffffff", "10000000000000000", "0", "ffffffffffffffffffffffffffffffff", "a0"]
        for (number, text) in texts.enumerated() { list.append(try key(text), version: Int64(number)) }
        list.sort()
        let sorted = try texts.map { try key($0) }.sorted()
        #expect(list.page(after: nil, limit: 100).map(\.key) == sorted)
        for (place, key) in sorted.enumerated() {
            #expect(list.page(after: key, limit: 2).map(\.key) == Array(sorted[(place + 1)...].prefix(2)))
        }
        #expect(list.page(after: try key("2"), limit: 1).map(\.version) == [0])
        #expect(list.page(after: nil, limit: 0).isEmpty)
        #expect(HoldingList().page(after: nil, limit: 5).isEmpty)
    }

    @Test
    func `of a document that is there twice the newest version stays`() throws {
        var list = HoldingList()
        for version in [3, 9, 5] as [Int64] { list.append(try key("7"), version: version) }
        list.append(try key("8"), version: 1)
        list.sort()
        #expect(list.page(after: nil, limit: 5).map(\.version) == [9, 1])
    }
}
