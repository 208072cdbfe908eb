import PotokCore
import Testing

@testable import PotokText

struct DateReaderTests {
    private func first(_ text: String, order: DateReader.Order = .dayFirst) -> String? {
        DateReader.first(in: Array(text.utf8), order: order)?.date.text
    }

    @Test(arguments: [
        ("2022-01-09", "2022-01-09"),
        ("2022-01", "2022-01"),
        ("2022", "2022"),
        ("2022-01-09T23:30:00-05:00", "2022-01-09T23:30:00-05:00"),
        ("2022-01-09T23:30:00.123Z", "2022-01-09T23:30:00Z"),
        ("2022-01-09T10:20+0100", "2022-01-09T10:20:00+01:00"),
        ("2022-01-09 10:20:30 +01", "2022-01-09T10:20:30+01:00"),
        ("2022-01-09T10:20:30", "2022-01-09T10:20:30"),
        ("20220109T103000Z", "2022-01-09T10:30:00Z"),
        ("20220109", "2022-01-09"),
        ("Fri, 20 Nov 2026 10:00:00 GMT", "2026-11-20T10:00:00Z"),
        ("20 Nov 26 10:00 EST", "2026-11-20T10:00:00-05:00"),
        ("Fri Nov 20 10:00:00 2026", "2026-11-20"),
        ("1641724200", "2022-01-09T10:30:00Z"),
        ("1641724200000", "2022-01-09T10:30:00Z"),
        ("01/09/2022", "2022-01-09"),
        ("2022/01/09 at 3:05 p.m. CET", "2022-01-09T15:05:00+01:00"),
    ])
    func `values for programs`(_ text: String, _ expected: String) {
        #expect(DateReader.value(text)?.text == expected)
    }

    @Test(arguments: [
        ("Opublikowano 9 stycznia 2022, 10:30", "2022-01-09T10:30:00"),
        ("9 października 2023 r.", "2023-10-09"),
        ("Stand: 3. März 2021, 14.05 Uhr", "2021-03-03T14:05:00"),
        ("Publié le 1er août 2020 à 18h45", "2020-08-01T18:45:00"),
        ("Lunes, 4 de diciembre de 2023", "2023-12-04"),
        ("Pubblicato il 12 luglio 2019 alle 09:15", "2019-07-12T09:15:00"),
        ("25 de março de 2022", "2022-03-25"),
        ("Geplaatst op 7 mei 2018", "2018-05-07"),
        ("15. září 2021", "2021-09-15"),
        ("5 мая 2020, 12:00", "2020-05-05T12:00:00"),
        ("January 9th, 2022", "2022-01-09"),
        ("By Ann on Sept. 3, 2021 at 4 p.m.", "2021-09-03T16:00:00"),
        ("the 9th of January, 2022", "2022-01-09"),
        ("2022年1月9日 08:00", "2022-01-09T08:00:00"),
        ("2022년 1월 9일", "2022-01-09"),
        ("09.01.2022", "2022-01-09"),
        ("9-Jan-2022", "2022-01-09"),
        ("January 2022", "2022-01"),
        ("13/02/2022", "2022-02-13"),
        ("02/13/2022", "2022-02-13"),
    ])
    func `texts for readers, in ten languages and without words`(_ text: String, _ expected: String) {
        #expect(first(text) == expected)
    }

    @Test func `what could be read both ways is read as asked`() {
        #expect(first("03/04/2022", order: .dayFirst) == "2022-04-03")
        #expect(first("03/04/2022", order: .monthFirst) == "2022-03-04")
        #expect(first("03.04.2022", order: .monthFirst) == "2022-04-03")
    }

    @Test(arguments: [
        "", "no date", "32.01.2022", "2022-13-01", "version 1.2.3", "12:30", "call 555-01-2022-11",
        "192.168.20.2022", "1234567890", "in 5 minutes", "99999999999999999999999999",
    ])
    func `what is no date gives none`(_ text: String) {
        #expect(first(text) == nil)
    }

    @Test(arguments: ["6417242002", "16417242002", "1234", "164172420012345"])
    func `numbers that are no times of the web give none`(_ text: String) {
        #expect(DateReader.value(text) == nil)
    }

    @Test func `a date with a day is taken before one without`() {
        #expect(first("Issue of May 2021, published 3 June 2021") == "2021-06-03")
    }

    @Test func `the place of a date is told`() {
        let text = Array("Posted 9 January 2022 by Ann".utf8)
        let found = DateReader.first(in: text)
        #expect(found.map { String(decoding: text[$0.range], as: UTF8.self) } == "9 January 2022")
    }

    @Test func `all dates come in their order`() {
        let found = DateReader.all(in: Array("1.2.2020 – 3.4.2021, updated 5.6.2022".utf8))
        #expect(found.map(\.date.text) == ["2020-02-01", "2021-04-03", "2022-06-05"])
    }

    @Test func `a day is told by the page's own calendar`() {
        let date = DateReader.value("2022-01-09T23:30:00-05:00")
        #expect(date?.date.text == "2022-01-10T04:30:00Z")
        #expect(date?.day?.text == "2022-01-09")
        #expect(date?.offset == -300)
    }
}
