import Testing

@testable import PotokStreams

/// Each row: in this state, after this event, this is to be done, and this is what is left (buffered/producers/consumers).
@Suite struct BoundedStreamMachineTests {
    typealias Machine = BoundedStreamMachine<Int, String, String, String>

    struct Failure: Error {}

    enum Setting: String, CaseIterable {
        case empty, oneElement, full, producerWaits, consumersWait, watched
        case finished, finishedWithElement, finishedWithProducer
        case failed, failedWithElement, cancelled

        /// A machine for two elements, brought there by events; elements are 1, 2, 3 in order.
        var machine: Machine {
            var machine = Machine(capacity: 2)
            switch self {
            case .empty: break
            case .oneElement: _ = machine.send(1)
            case .full: for element in 1...2 { _ = machine.send(element) }
            case .producerWaits:
                for element in 1...2 { _ = machine.send(element) }
                _ = machine.send(3, waiter: (71, "p71"))
                _ = machine.send(4, waiter: (72, "p72"))
            case .consumersWait:
                _ = machine.next(waiter: (81, "c81"))
                _ = machine.next(waiter: (82, "c82"))
            case .watched: _ = machine.watch("w", batchIsEmpty: true)
            case .finished: _ = machine.finish()
            case .finishedWithElement:
                _ = machine.send(1)
                _ = machine.finish()
            case .finishedWithProducer:
                machine = Self.producerWaits.machine
                _ = machine.finish()
            case .failed: _ = machine.fail(Failure())
            case .failedWithElement:
                _ = machine.send(1)
                _ = machine.fail(Failure())
            case .cancelled: _ = machine.cancel()
            }
            return machine
        }
    }

    enum Event: String {
        case send, sendWaiting, next, nextWaiting, takeFirst, takeMore, takeTooHeavy
        case cancelProducer, cancelUnknownProducer, cancelConsumer, cancelUnknownConsumer
        case flush, finish, fail, cancel

        /// Lets it happen and says in words what is to be done.
        func apply(to machine: inout Machine) -> String {
            switch self {
            case .send: Self.words(machine.send(9))
            case .sendWaiting: Self.words(machine.send(9, waiter: (99, "p99")))
            case .next: Self.words(machine.next())
            case .nextWaiting: Self.words(machine.next(waiter: (99, "c99")))
            case .takeFirst: Self.words(machine.take(batchIsEmpty: true) { _ in false })
            case .takeMore: Self.words(machine.take(batchIsEmpty: false) { _ in true })
            case .takeTooHeavy: Self.words(machine.take(batchIsEmpty: false) { _ in false })
            case .cancelProducer: machine.cancelProducer(71) ?? "-"
            case .cancelUnknownProducer: machine.cancelProducer(5) ?? "-"
            case .cancelConsumer: machine.cancelConsumer(81) ?? "-"
            case .cancelUnknownConsumer: machine.cancelConsumer(5) ?? "-"
            case .flush: machine.flush() ?? "-"
            case .finish: Self.words(machine.finish())
            case .fail: Self.words(machine.fail(Failure()))
            case .cancel: Self.words(machine.cancel())
            }
        }

        static func words(_ action: Machine.SendAction) -> String {
            switch action {
            case .deliver(let consumer): "deliver \(consumer)"
            case .buffered(let watcher): "buffered \(watcher ?? "-")"
            case .full: "full"
            case .suspended: "suspended"
            case .closed: "closed"
            }
        }

        static func words(_ action: Machine.NextAction) -> String {
            switch action {
            case .element(let element, let producer): "\(element) \(producer ?? "-")"
            case .empty: "empty"
            case .suspended: "suspended"
            case .ended: "ended"
            case .failed: "failed"
            case .closed: "closed"
            }
        }

        static func words(_ action: Machine.TakeAction) -> String {
            switch action {
            case .element(let element, let producer): "\(element) \(producer ?? "-")"
            case .batchEnds: "batch ends"
            case .empty: "empty"
            case .ended: "ended"
            case .failed: "failed"
            case .closed: "closed"
            }
        }

        static func words(_ ending: Machine.Ending) -> String {
            "\(ending.consumers) \(ending.producers) \(ending.watcher ?? "-") \(ending.elements)"
                .replacing("\"", with: "")
        }
    }

    struct Row: CustomTestStringConvertible {
        let setting: Setting
        let event: Event
        let action: String
        let after: String

        init(_ setting: Setting, _ event: Event, _ action: String, _ after: String) {
            self.setting = setting
            self.event = event
            self.action = action
            self.after = after
        }

        var testDescription: String { "\(setting) + \(event)" }
    }

    static let producers = [
        Row(.empty, .send, "buffered -", "1/0/0"), Row(.oneElement, .send, "buffered -", "2/0/0"),
        Row(.full, .send, "full", "2/0/0"), Row(.full, .sendWaiting, "suspended", "2/1/0"),
        Row(.producerWaits, .send, "full", "2/2/0"), Row(.producerWaits, .sendWaiting, "suspended", "2/3/0"),
        Row(.consumersWait, .send, "deliver c81", "0/0/1"), Row(.consumersWait, .sendWaiting, "deliver c81", "0/0/1"),
        Row(.watched, .send, "buffered w", "1/0/0"), Row(.oneElement, .sendWaiting, "buffered -", "2/0/0"),
        Row(.finished, .send, "closed", "0/0/0"), Row(.finishedWithElement, .sendWaiting, "closed", "1/0/0"),
        Row(.finishedWithProducer, .sendWaiting, "closed", "2/2/0"), Row(.failed, .send, "closed", "0/0/0"),
        Row(.cancelled, .send, "closed", "0/0/0"), Row(.cancelled, .sendWaiting, "closed", "0/0/0"),
        Row(.producerWaits, .cancelProducer, "p71", "2/1/0"), Row(.producerWaits, .cancelUnknownProducer, "-", "2/2/0"),
        Row(.finishedWithProducer, .cancelProducer, "p71", "2/1/0"), Row(.full, .cancelProducer, "-", "2/0/0"),
    ]

    static let consumers = [
        Row(.empty, .next, "empty", "0/0/0"), Row(.empty, .nextWaiting, "suspended", "0/0/1"),
        Row(.oneElement, .next, "1 -", "0/0/0"), Row(.full, .nextWaiting, "1 -", "1/0/0"),
        Row(.producerWaits, .next, "1 p71", "2/1/0"), Row(.consumersWait, .nextWaiting, "suspended", "0/0/3"),
        Row(.finished, .next, "ended", "0/0/0"), Row(.finished, .nextWaiting, "ended", "0/0/0"),
        Row(.finishedWithElement, .next, "1 -", "0/0/0"), Row(.finishedWithProducer, .next, "1 p71", "2/1/0"),
        Row(.failed, .next, "failed", "0/0/0"), Row(.failedWithElement, .next, "1 -", "0/0/0"),
        Row(.cancelled, .next, "closed", "0/0/0"), Row(.cancelled, .nextWaiting, "closed", "0/0/0"),
        Row(.consumersWait, .cancelConsumer, "c81", "0/0/1"), Row(.consumersWait, .cancelUnknownConsumer, "-", "0/0/2"),
        Row(.empty, .cancelConsumer, "-", "0/0/0"),
    ]

    static let batches = [
        Row(.empty, .takeFirst, "empty", "0/0/0"), Row(.oneElement, .takeFirst, "1 -", "0/0/0"),
        Row(.oneElement, .takeMore, "1 -", "0/0/0"), Row(.oneElement, .takeTooHeavy, "batch ends", "1/0/0"),
        Row(.producerWaits, .takeMore, "1 p71", "2/1/0"), Row(.finished, .takeFirst, "ended", "0/0/0"),
        Row(.finished, .takeMore, "batch ends", "0/0/0"), Row(.failed, .takeFirst, "failed", "0/0/0"),
        Row(.failed, .takeMore, "batch ends", "0/0/0"), Row(.cancelled, .takeFirst, "closed", "0/0/0"),
        Row(.cancelled, .takeMore, "batch ends", "0/0/0"), Row(.watched, .flush, "w", "0/0/0"),
        Row(.empty, .flush, "-", "0/0/0"),
    ]

    static let endings = [
        Row(.empty, .finish, "[] [] - []", "0/0/0"), Row(.oneElement, .finish, "[] [] - []", "1/0/0"),
        Row(.producerWaits, .finish, "[] [] - []", "2/2/0"),
        Row(.consumersWait, .finish, "[c81, c82] [] - []", "0/0/0"),
        Row(.watched, .finish, "[] [] w []", "0/0/0"), Row(.cancelled, .finish, "[] [] - []", "0/0/0"),
        Row(.consumersWait, .fail, "[c81, c82] [] - []", "0/0/0"), Row(.watched, .fail, "[] [] w []", "0/0/0"),
        Row(.finishedWithElement, .fail, "[] [] - []", "1/0/0"), Row(.full, .cancel, "[] [] - [1, 2]", "0/0/0"),
        Row(.producerWaits, .cancel, "[] [p71, p72] - [1, 2]", "0/0/0"),
        Row(.consumersWait, .cancel, "[c81, c82] [] - []", "0/0/0"), Row(.watched, .cancel, "[] [] w []", "0/0/0"),
        Row(.finishedWithProducer, .cancel, "[] [p71, p72] - [1, 2]", "0/0/0"),
        Row(.failedWithElement, .cancel, "[] [] - [1]", "0/0/0"), Row(.cancelled, .cancel, "[] [] - []", "0/0/0"),
    ]

    @Test(arguments: producers + consumers + batches + endings)
    func `an event has its action and its next state`(row: Row) {
        var machine = row.setting.machine
        let action = row.event.apply(to: &machine)
        #expect(action == row.action)
        #expect(
            "\(machine.bufferedCount)/\(machine.suspendedProducers)/\(machine.suspendedConsumers)" == row.after
        )
    }

    @Test func `the first end counts`() {
        var finished = Setting.finished.machine
        _ = finished.fail(Failure())
        #expect(Event.next.apply(to: &finished) == "ended")
        var failed = Setting.failed.machine
        _ = failed.finish()
        #expect(Event.next.apply(to: &failed) == "failed")
    }

    @Test func `a stream is drained when it has ended and is empty`() {
        let drained = Setting.allCases.filter { $0.machine.isDrained }
        #expect(drained == [.finished, .failed, .cancelled])
    }

    @Test func `a flush ends the batch when everything sent before is in it`() {
        var machine = Setting.full.machine
        #expect(machine.flush() == nil)
        #expect(Event.takeFirst.apply(to: &machine) == "1 -")
        #expect(Event.takeMore.apply(to: &machine) == "2 -")
        #expect(machine.watch("w", batchIsEmpty: false) == true)
        #expect(Event.takeMore.apply(to: &machine) == "batch ends")
        #expect(Event.takeMore.apply(to: &machine) == "empty")
    }

    @Test func `a flush of an empty stream ends no later batch`() {
        var machine = Setting.empty.machine
        #expect(machine.flush() == nil)
        #expect(Event.takeFirst.apply(to: &machine) == "empty")
        _ = machine.send(1)
        #expect(Event.takeFirst.apply(to: &machine) == "1 -")
        #expect(Event.takeMore.apply(to: &machine) == "empty")
    }

    @Test(arguments: [Setting.oneElement, .full, .finished, .failed, .cancelled])
    func `a collector does not wait when there is something to learn`(setting: Setting) {
        var machine = setting.machine
        #expect(machine.watch("w", batchIsEmpty: true) == true)
        #expect(machine.cancelWatch() == nil)
    }

    @Test func `a capacity below one counts as one`() {
        var machine = Machine(capacity: 0)
        #expect(Event.send.apply(to: &machine) == "buffered -")
        #expect(Event.send.apply(to: &machine) == "full")
    }

    @Test(arguments: 1...20)
    func `elements and waiters are in one place at any time`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var machine = Machine(capacity: Int.random(in: 1...4, using: &random))
        var sent: Set<Int> = []
        var taken: [Int] = []
        var waiting: [String: Int] = [:]
        for step in 0..<5_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4:
                let name = "p\(step)"
                switch machine.send(step, waiter: (UInt64(step), name)) {
                case .deliver: taken.append(step); sent.insert(step)
                case .buffered: sent.insert(step)
                case .suspended: waiting[name] = step
                case .full, .closed: Issue.record("an open stream takes an element or lets its producer wait")
                }
            case 4..<8:
                if case .element(let element, let producer) = machine.next(waiter: (UInt64(step), "c")) {
                    taken.append(element)
                    if let producer, let element = waiting.removeValue(forKey: producer) { sent.insert(element) }
                }
            case 8:
                let victim = waiting.randomElement(using: &random)
                if let victim { #expect(machine.cancelProducer(UInt64(victim.value)) == victim.key) }
                if let victim { waiting[victim.key] = nil }
            default:
                _ = machine.cancelConsumer(UInt64(Int.random(in: 0..<max(1, step), using: &random)))
            }
            #expect(machine.bufferedCount <= machine.capacity)
            #expect(machine.suspendedProducers == 0 || machine.bufferedCount == machine.capacity)
            #expect(machine.suspendedConsumers == 0 || machine.bufferedCount == 0)
            #expect(machine.suspendedProducers == waiting.count)
        }
        let left = machine.cancel()
        #expect(Set(taken).count == taken.count)
        #expect(Set(taken).union(left.elements) == sent)
        #expect(Set(left.producers) == Set(waiting.keys))
    }
}
