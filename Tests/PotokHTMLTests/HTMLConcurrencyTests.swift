import Testing

@testable import PotokHTML

/// Run with the thread sanitizer: `swift test --sanitize=thread --filter HTMLConcurrencyTests`.
struct HTMLConcurrencyTests {
    private static let pages = (0..<12).map { number in
        "<!DOCTYPE html><title>\(number)</title>"
            + String(
                repeating: "<p class=c\(number)>a &amp; <b>b</b><x-\(number) y=z>&lt;</x-\(number)><table><td>c",
                count: 20 + number
            )
    }

    @Test
    func `four tasks that parse at once get the trees that one gets`() async {
        let expected = Self.pages.map { HTMLParser().parse($0).root.outerHTML }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let parser = HTMLParser()
                    for _ in 0..<10 {
                        for (page, markup) in zip(Self.pages, expected)
                        where parser.parse(page).root.outerHTML != markup {
                            return false
                        }
                    }
                    return true
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }

    @Test
    func `tasks may read one tree while its parser goes on`() async throws {
        let parser = HTMLParser()
        let tree = parser.parse(Self.pages[3])
        let selector = try HTMLSelector("p.c3 > b")
        async let first = tree.select(selector).count
        async let second = tree.root.text.utf8.count
        async let third = tree.root.outerHTML.utf8.count
        for page in Self.pages { _ = parser.parse(page) }
        let counts = await (first, second, third)
        #expect(counts.0 == 23)
        #expect(counts.1 > 0)
        #expect(counts.2 > counts.1)
    }
}
