import Testing

@testable import PotokStreams

@Suite struct QueueTests {
    @Test(arguments: 1...10)
    func `it gives out what an array would`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var queue = Queue<Int>()
        var model: [Int] = []
        for step in 0..<3_000 {
            switch Int.random(in: 0..<(step < 1_500 ? 6 : 9), using: &random) {
            case 0..<4:
                queue.append(step)
                model.append(step)
            case 4:
                let victim = model.randomElement(using: &random) ?? -1
                #expect(queue.removeFirst { $0 == victim } == model.firstIndex(of: victim).map { model.remove(at: $0) })
            default:
                #expect(queue.popFirst() == (model.isEmpty ? nil : model.removeFirst()))
            }
            #expect(queue.count == model.count && queue.first == model.first && queue.isEmpty == model.isEmpty)
        }
        #expect(queue.elements == model)
        #expect(queue.removeAll() == model)
        #expect(queue.isEmpty)
    }
}
