import Foundation
import PotokConfiguration
import PotokCore
import PotokStreams
import PotokTesting
import Testing

@testable import Potok

/// Which sources take part in which run.
@Suite final class ScheduleTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "potok-schedule-\(UUID().uuidString)")
    private var time = Timestamp(secondsSince1970: 1_780_000_000)

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    private func run(
        every: Duration = .seconds(3_600),
        quiet: [String] = [],
        selection: Bool = false,
        budget: RunBudget = RunBudget()
    ) async throws -> RunReport {
        func source(_ name: String) -> SourceOptions {
            SourceOptions(name: name, kind: .files(paths: [folder.path + "/\(name)*.txt"], include: []))
        }
        var slow = source("slow")
        slow.schedule.every = every
        slow.schedule.quiet = quiet
        let configuration = PipelineConfiguration(
            folder: folder.path,
            database: folder.appending(path: "potok.db").path,
            sources: [slow, source("fast")]
        )
        let now = time
        return try await Ingestion(
            configuration,
            selection: selection ? .sources([slow]) : .everything,
            budget: budget,
            now: { now }
        ).run()
    }

    @Test func `a source takes part again when its time has come, and the others in between`() async throws {
        try write("slow1.txt", "The slow one.")
        try write("fast1.txt", "The fast one.")
        #expect(try await run().inputs == 2)
        try write("slow1.txt", "The slow one, which has changed.")
        try write("fast1.txt", "The fast one, which has changed.")
        time = time + .seconds(600)
        let second = try await run()
        #expect(second.inputs == 1 && second.count(.updated) == 1)
        #expect(second.resting == [.init(name: "slow", until: time + .seconds(3_000))])
        time = time + .seconds(3_000)
        let third = try await run()
        #expect(third.inputs == 1 && third.count(.updated) == 1 && third.resting.isEmpty)
    }

    @Test func `what a run has left over is done by the next one, and what is named takes part`() async throws {
        for number in 1...4 { try write("slow\(number).txt", "Text number \(number) of the slow one.") }
        #expect(try await run(budget: RunBudget(inputs: 3)).inputs == 3)
        time = time + .seconds(60)
        #expect(try await run().inputs == 1)
        try write("slow5.txt", "One more.")
        time = time + .seconds(60)
        #expect(try await run().inputs == 0)
        #expect(try await run(selection: true).inputs == 1)
    }

    @Test func `in its quiet time a source takes no part`() async throws {
        try write("slow1.txt", "The slow one.")
        // All of the day but the minute that is no part of it.
        let minute = { (time: Timestamp) -> String in
            var seconds = time_t(time.secondsSince1970)
            var parts = tm()
            localtime_r(&seconds, &parts)
            return "\(parts.tm_hour):\(parts.tm_min < 10 ? "0" : "")\(parts.tm_min)"
        }
        let quiet = ["\(minute(time + .seconds(-120)))-\(minute(time + .seconds(120)))"]
        let first = try await run(every: .zero, quiet: quiet)
        #expect(first.inputs == 0 && first.resting.map(\.name) == ["slow"])
        let until = try #require(first.resting.first?.until)
        #expect(until > time + .seconds(60) && until <= time + .seconds(120))
        time = until
        #expect(try await run(every: .zero, quiet: quiet).inputs == 1)
    }

    @Test func `chance moves a source by no more than its jitter, and always to the same time`() {
        var source = SourceOptions(name: "a", kind: .urls(urls: [], lists: []))
        source.schedule.every = .seconds(100)
        source.schedule.jitter = .seconds(1_000)
        let last = Timestamp(secondsSince1970: 0)
        let ends = (0..<200).map { number in
            source.name = "source \(number)"
            let schedule = Schedule(now: last, taken: [source.name: last])
            #expect(schedule.rests(source) == schedule.rests(source))
            return schedule.rests(source)?.secondsSince1970 ?? 0
        }
        #expect(ends.allSatisfy { (100...1_100).contains($0) })
        #expect(Set(ends).count > 150)
    }

    @Test(arguments: [
        ("22:00-06:00", 23 * 60, true), ("22:00-06:00", 6 * 60, false), ("22:00-06:00", 0, true),
        ("9:30-10:00", 9 * 60 + 30, true), ("9:30-10:00", 10 * 60, false), ("00:00-24:00", 12 * 60, true),
    ])
    func `a part of the day holds its minutes`(text: String, minute: Int, isIn: Bool) throws {
        #expect(try #require(DayTime(text)).contains(minute: minute) == isIn)
    }

    @Test(arguments: ["", "22:00", "22:00-", "25:00-26:00", "10:00-10:00", "1:0-2:00", "10:60-11:00", "-1:00-2:00"])
    func `what is no part of the day is none`(text: String) { #expect(DayTime(text) == nil) }
}
