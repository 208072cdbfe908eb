import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

@Suite
struct AnswerMutationTests {
    private let changes = (1...4).map { number in
        SinkChange(upsert: SinkDocuments.document(number, version: 1), key: SinkDocuments.key(number))
    }

    /// The same text with some bytes changed, cut or doubled.
    private func mutated(_ bytes: [UInt8], _ state: inout UInt64) -> [UInt8] {
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        var bytes = bytes
        for _ in 0...next(3) {
            let place = next(bytes.count)
            switch next(4) {
            case 0: bytes[place] = UInt8(next(256))
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(30)))
            case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + next(60))], at: place)
            default: bytes[place] = Array("\"{}[],:0e-".utf8)[next(10)]
            }
            if bytes.isEmpty { return [0x7B] }
        }
        return bytes
    }

    @Test
    func `a damaged answer never traps, and delivers nothing that it does not name`() throws {
        let items = changes.map { "{\"index\":{\"_id\":\"\($0.change.key)\",\"status\":201}}" }.joined(separator: ",")
        let bulk = Array("{\"errors\":false,\"items\":[\(items)]}".utf8)
        let results = changes.map { "{\"key\":\"\($0.change.key)\",\"status\":\"delivered\"}" }.joined(separator: ",")
        let hook = Array("{\"results\":[\(results)]}".utf8)
        let task = Array(
            "{\"uid\":7,\"status\":\"failed\",\"error\":{\"code\":\"internal\",\"type\":\"internal\"},\"finishedAt\":null}"
                .utf8
        )
        var state: UInt64 = 7
        var taken = 0
        for _ in 0..<1_500 {
            let answer = mutated(bulk, &state)
            let found = HTTPAnswer(status: 200, body: answer).json.flatMap { json in
                OpenSearchBulk.answers(json, to: changes, words: { $0 })
            }
            let told = WebhookMessage.answers(mutated(hook, &state), to: changes, words: { $0 })
            for count in [found?.count, told?.count] { #expect(count == nil || count == changes.count) }
            if let found {
                taken += 1
                let text = String(decoding: answer, as: UTF8.self)
                for (item, change) in zip(found, changes) where item == .settled(.delivered) {
                    // The key may be spelled with escapes, which no mutation makes by chance.
                    #expect(text.contains(change.change.key.rawValue))
                }
            }
            if let json = HTTPAnswer(status: 200, body: mutated(task, &state)).json {
                _ = MeilisearchTask(json)?.failure(words: { $0 })
            }
        }
        // Some mutations touch nothing that matters.
        #expect(taken > 0 && taken < 1_500)
    }
}
