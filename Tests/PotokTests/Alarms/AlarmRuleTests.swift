import PotokConfiguration
import PotokCore
import PotokStore
import Testing

@testable import Potok

/// When a source counts as silent or decayed.
@Suite struct AlarmRuleTests {
    private static let hour = 3_600
    private static let day = 86_400
    private static let start = 1_780_000_000

    private func time(_ seconds: Int) -> Timestamp { Timestamp(secondsSince1970: Self.start + seconds) }

    /// Arrivals with these pauses in hours between them.
    private func arrivals(_ pauses: [Int]) -> [Timestamp] {
        var at = 0
        return [time(0)]
            + pauses.map {
                at += $0 * Self.hour
                return time(at)
            }
    }

    @Test(
        arguments: [
            // Too few, and too short a time.
            ([Int](), nil), ([24, 24, 24, 24, 24, 24, 24], nil), ([Int](repeating: 1, count: 100), nil),
            // Four days for what comes daily, and a day at least.
            ([Int](repeating: 24, count: 8), 96), ([Int](repeating: 1, count: 200), 24),
            // The longest pause counts; among many it is an accident, and the next one counts.
            ([24, 24, 24, 24, 24, 24, 24, 72], 288), ([Int](repeating: 24, count: 19) + [300], 96),
            ([Int](repeating: 24, count: 18) + [72, 72], 288),
        ] as [([Int], Int?)]
    )
    func `the rhythm is four times the longest usual pause`(pauses: [Int], hours: Int?) {
        #expect(SourceRhythm.silentAfter(arrivals(pauses)) == hours.map { .seconds($0 * Self.hour) })
    }

    private func source(_ silentAfter: Duration = .zero, isOnWeb: Bool = true) -> SourceOptions {
        var source = SourceOptions(
            name: "news",
            kind: isOnWeb ? .listings(.feed, ListingOptions()) : .files(paths: [], include: [])
        )
        source.schedule.silentAfter = silentAfter
        return source
    }

    private func health(
        heard seconds: Int = 0,
        learned: Duration? = .seconds(4 * day),
        isComplete: Bool = true,
        samples: [SourceSample]? = nil,
        alarms: [SourceAlarm] = []
    ) -> SourceHealth {
        SourceHealth(
            name: "news",
            isComplete: isComplete,
            heardAt: time(seconds),
            silentAfter: learned,
            samples: samples,
            alarms: alarms
        )
    }

    @Test(
        arguments: [
            // Seconds of silence, what pipeline.json says, what was learned, whether on the web, whether it is an alarm.
            (4 * day - 1, 0, 4 * day, true, false), (4 * day, 0, 4 * day, true, true), (4 * day, 0, nil, true, false),
            (100 * day, 0, 4 * day, false, false), (2 * day, 2 * day, 4 * day, true, true),
            (2 * day, 2 * day, nil, false, true), (5 * day, 6 * day, 4 * day, true, false),
        ] as [(Int, Int, Int?, Bool, Bool)]
    )
    func `a source is silent after what pipeline.json says, or else what was learned`(
        silence: Int,
        said: Int,
        learned: Int?,
        isOnWeb: Bool,
        expected: Bool
    ) {
        let alarms = SourceAlarms.judge(
            [health(learned: learned.map { .seconds($0) })],
            [source(.seconds(said), isOnWeb: isOnWeb)],
            now: time(silence)
        )
        #expect(alarms.begun.map(\.kind) == (expected ? [.silent] : []))
        #expect(alarms.notices.map(\.code) == (expected ? ["source.silent"] : []))
    }

    @Test func `silence that was not listened to is no alarm, and one that stands is not told again`() {
        let now = time(10 * Self.day)
        #expect(SourceAlarms.judge([health(isComplete: false)], [source()], now: now) == SourceAlarms())
        let alarm = SourceAlarm(source: "news", kind: .silent, since: time(5 * Self.day), message: "")
        #expect(SourceAlarms.judge([health(alarms: [alarm])], [source()], now: now) == SourceAlarms())
        #expect(SourceAlarms.judge([health()], [], now: now) == SourceAlarms())
        let heard = SourceAlarms.judge([health(heard: 10 * Self.day, alarms: [alarm])], [source()], now: now)
        #expect(heard.begun.isEmpty && heard.ended.map(\.alarm) == [alarm])
        #expect(heard.notices.map(\.severity) == [.note])
    }

    /// Samples, some with a date, some of them good.
    private static func samples(
        _ count: Int,
        length: Int = 2_000,
        dated: Double = 1,
        good: Double = 1
    ) -> [SourceSample] {
        (0..<count).map { index in
            let share = Double(index) / Double(count)
            let isDocument = share < good
            return SourceSample(
                length: isDocument ? length : nil,
                isDated: isDocument && share < dated * good,
                isGood: isDocument
            )
        }
    }

    @Test(
        arguments: [
            ("the same", samples(50), []), ("a little shorter", samples(50, length: 1_001), []),
            ("half as long", samples(50, length: 1_000), ["median"]), ("fewer dates", samples(50, dated: 0.52), []),
            ("half the dates", samples(50, dated: 0.5), ["date"]), ("fewer good ones", samples(50, good: 0.52), []),
            ("half good ones", samples(50, good: 0.5), ["good"]), ("none", samples(50, good: 0), ["good"]),
            ("all at once", samples(50, length: 10, dated: 0, good: 0.2), ["good", "median", "date"]),
        ] as [(String, [SourceSample], [String])]
    )
    func `the newest pages are decayed when they have half of what was before`(
        name: String,
        newest: [SourceSample],
        expected: [String]
    ) {
        let finding = DecayRule.judge(Self.samples(200) + newest)
        let parts = finding?.message.split(separator: ";") ?? []
        #expect(parts.count == expected.count, "\(name): \(finding?.message ?? "")")
        for (part, word) in zip(parts, expected) { #expect(part.contains(word), "\(part)") }
    }

    @Test func `few pages, short ones and rare dates are no measure`() {
        #expect(DecayRule.judge(Self.samples(99) + Self.samples(50, length: 10)) == nil)
        #expect(DecayRule.judge(Self.samples(200, length: 150) + Self.samples(50, length: 10)) == nil)
        #expect(DecayRule.judge(Self.samples(200, dated: 0.3) + Self.samples(50, dated: 0)) == nil)
    }

    @Test func `decay ends when the pages are as they were, or after a month, and not when they are the usual`() throws
    {
        let decayed = Self.samples(200) + Self.samples(50, length: 500)
        let begun = SourceAlarms.judge([health(samples: decayed)], [source()], now: time(0))
        let alarm = try #require(begun.begun.first)
        #expect(alarm.kind == .decay && alarm.baseline == SampleFigures(Self.samples(200)))
        func judge(_ samples: [SourceSample]?, after days: Int) -> SourceAlarms {
            SourceAlarms.judge(
                [health(heard: days * Self.day, samples: samples, alarms: [alarm])],
                [source()],
                now: time(days * Self.day)
            )
        }
        // All that is kept is short by now: it is still not what it was.
        #expect(judge(Self.samples(250, length: 500), after: 20) == SourceAlarms())
        #expect(judge(nil, after: 29) == SourceAlarms())
        let better = judge(Self.samples(200, length: 500) + Self.samples(50, length: 1_600), after: 3)
        #expect(better.ended.map(\.isAccepted) == [false])
        #expect(judge(nil, after: 30).ended.map(\.isAccepted) == [true])
    }

    @Test(arguments: [([Int](), 0.0), ([3], 3), ([1, 2], 1.5), ([9, 1, 2], 2)] as [([Int], Double)])
    func `the median is that of the documents`(lengths: [Int], expected: Double) throws {
        let documents = lengths.map { SourceSample(length: $0, isDated: false, isGood: true) }
        let none = SourceSample(length: nil, isDated: false, isGood: false)
        #expect(SampleFigures(documents + [none])?.medianLength == expected)
    }
}
