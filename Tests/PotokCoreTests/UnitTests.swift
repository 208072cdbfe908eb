import PotokCore
import Testing

@Suite struct UnitTests {
    @Test(arguments: [
        ("0", 0), ("512", 512), ("10 MB", 10_000_000), ("64KiB", 65_536), ("1.5 MiB", 1_572_864),
        ("2 gb", 2_000_000_000),
    ])
    func `byte counts are read with their units`(text: String, bytes: Int) {
        #expect(ByteCount(text)?.bytes == bytes)
    }

    @Test(arguments: ["", "MB", "-1 MB", "1 XB", "1e400 MB", "9999999999 TB", "1 MB extra"])
    func `what is no byte count is refused`(text: String) { #expect(ByteCount(text) == nil) }

    @Test(arguments: [0, 1, 1_000, 1_024, 65_536, 10_000_000, 1 << 30])
    func `a byte count reads back from its own text`(bytes: Int) {
        #expect(ByteCount(ByteCount(bytes).description)?.bytes == bytes)
    }

    @Test(arguments: [(999, "999 B"), (1_400, "1.4 kB"), (56_000, "56 kB"), (1_234_567, "1.2 MB")])
    func `byte counts are rounded for reading`(bytes: Int, text: String) { #expect(ByteCount(bytes).rounded == text) }

    @Test(arguments: [
        ("0", 0), ("250 ms", 250), ("2s", 2_000), ("1.5 h", 5_400_000), ("30 days", 2_592_000_000),
        ("1 w", 604_800_000),
    ])
    func `durations are read with their units`(text: String, milliseconds: Int) {
        #expect(Duration(text: text) == .milliseconds(milliseconds))
    }

    @Test(arguments: ["", "5", "s", "-2 s", "1 fortnight", "nan s", "inf s"])
    func `what is no duration is refused`(text: String) { #expect(Duration(text: text) == nil) }

    @Test(arguments: [0, 1, 999, 1_000, 90_000, 3_600_000, 86_400_000])
    func `a duration reads back from its own text`(milliseconds: Int) {
        #expect(Duration(text: Duration.milliseconds(milliseconds).text) == .milliseconds(milliseconds))
    }
}

@Suite struct PublishedDateTests {
    @Test(arguments: [
        ("2022", "2022", PublishedDate.Precision.year), ("2022-01", "2022-01", .month),
        ("2022-01-09", "2022-01-09", .day),
        ("2022-01-09T10:30:00Z", "2022-01-09T10:30:00Z", .second),
        ("2022-01-09T10:30", "2022-01-09T10:30:00Z", .second),
        ("2022-01-09 10:30:15.250+02:00", "2022-01-09T08:30:15Z", .second),
        ("2022-01-01T00:30:00+0100", "2021-12-31T23:30:00Z", .second),
    ])
    func `a date keeps exactly the precision of its source`(
        text: String,
        expected: String,
        precision: PublishedDate.Precision
    ) {
        let date = PublishedDate(text)
        #expect(date?.text == expected)
        #expect(date?.precision == precision)
    }

    @Test(arguments: [
        "", "22", "2022-13", "2022-00", "2022-02-30", "2023-02-29", "2022-01-09T25:00", "2022-01-09Tx", "0000",
        "2022/01/09",
        "2022-01-09T10:30:00Zjunk", "2022-01-09T10:30:00+99:00",
    ])
    func `what is no date of the calendar is refused`(text: String) { #expect(PublishedDate(text) == nil) }

    @Test func `a leap day is a day only in leap years`() {
        #expect(PublishedDate(year: 2024, month: 2, day: 29) != nil)
        #expect(PublishedDate(year: 2000, month: 2, day: 29) != nil)
        #expect(PublishedDate(year: 1900, month: 2, day: 29) == nil)
    }

    @Test func `a month comes before the days in it`() throws {
        let month = try #require(PublishedDate("2022-01"))
        let day = try #require(PublishedDate("2022-01-02"))
        #expect(month < day)
        #expect(month.earliest == 1_640_995_200)
    }
}

@Suite struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_640_995_199, "2021-12-31T23:59:59Z"),
        (-1, "1969-12-31T23:59:59Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
    func `seconds become RFC 3339 text`(seconds: Int, text: String) {
        #expect(Timestamp(secondsSince1970: seconds).text == text)
    }
}
