import PotokCore
import PotokHTML
import PotokText
import Testing

@testable import PotokNormalize

struct PageMetadataTests {
    private func read(
        _ page: String,
        url: String = "https://www.example.com/a",
        headers: [String: String] = [:]
    ) -> PageMetadata {
        PageMetadata.read(HTMLParser().parse(page), url: WebURL(url), headers: headers)
    }

    private func linked(_ json: String) -> String { "<script type='application/ld+json'>\(json)</script>" }

    // MARK: Title

    @Test func `the main heading is the title when another title bears it out`() {
        let page = """
            <title>Budget passed | Example News</title><meta property="og:title" content="Budget passed after a long night">
            <h1>Example News</h1><article><h1>Budget passed after long night</h1>
            """
        #expect(read(page).title == Sourced("Budget passed after long night", .heading))
    }

    @Test(arguments: [
        ("Budget passed | Example News", "Budget passed"),
        ("Example News: Budget passed", "Budget passed"),
        ("Budget passed – by night – Example", "Budget passed – by night"),
        ("Self-made: how to do it", "Self-made: how to do it"),
        ("Budget passed - Sport", "Budget passed - Sport"),
    ])
    func `the name of the site is taken off the title by evidence`(_ title: String, _ expected: String) {
        let page = "<title>\(title)</title><meta property=og:site_name content='Example News'>"
        #expect(read(page).title == Sourced(expected, .titleElement))
    }

    @Test func `a kicker within the heading is no part of the title`() {
        let page =
            "<meta property=og:title content='The council passed the budget'><h1><span>Politics</span> The council passed the budget</h1>"
        #expect(read(page).title?.value == "The council passed the budget")
    }

    @Test func `a heading that only names the site is not the title`() {
        let page =
            "<meta property=og:site_name content='Example News'><title>Budget passed</title><h1>Example News</h1>"
        #expect(read(page).title?.value == "Budget passed")
    }

    @Test func `references and tags in a title are decoded`() {
        #expect(
            read("<meta property=og:title content='Bread &amp;amp; &lt;b&gt;butter&lt;/b&gt;'>").title?.value
                == "Bread & butter"
        )
    }

    @Test func `a page without a title has none`() {
        #expect(read("<p>text").title == nil)
        #expect(read("").title == nil)
    }

    // MARK: Authors

    @Test(arguments: [
        ("By Ann Lee", ["Ann Lee"]),
        ("Written by Ann Lee and Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("Von Anna Groß, Bernd Klein und Cem Yıldız", ["Anna Groß", "Bernd Klein", "Cem Yıldız"]),
        ("Autor: Jan Kowalski", ["Jan Kowalski"]),
        ("Ann Lee, MD, Ph.D.", ["Ann Lee, MD, Ph.D."]),
        ("Ann Lee, Chief Technology Officer", ["Ann Lee"]),
        ("The Telegram & Gazette", ["The Telegram & Gazette"]),
        ("Ann Lee | Example News", ["Ann Lee"]),
        ("ANN LEE Published 3 May 2021", ["ANN LEE"]),
    ])
    func `bylines become names`(_ byline: String, _ names: [String]) {
        #expect(PersonName.names(in: byline, isMarked: true) == names)
    }

    @Test(arguments: [
        "admin", "https://example.com/ann", "@annlee", "ann@example.com", "", "by", "page.head.author", "12345", "<b>",
    ])
    func `what is no name gives none`(_ byline: String) {
        #expect(PersonName.names(in: byline, isMarked: true) == [])
    }

    @Test func `authors come from JSON-LD first`() {
        let page =
            linked(#"{"@type": "Article", "author": [{"name": "Ann Lee"}, {"name": "Bob Ray"}, "ann lee"]}"#)
            + "<meta name=author content=Other>"
        #expect(read(page).authors == [Sourced("Ann Lee", .jsonLD), Sourced("Bob Ray", .jsonLD)])
    }

    @Test func `where programs are told only the site, the byline counts`() {
        let page =
            "<meta property=og:site_name content='Example News'><meta name=author content='Example News'><h1>Title</h1><p class=byline>By <a>Ann Lee</a>"
        #expect(read(page).authors == [Sourced("Ann Lee", .visibleText)])
        let bare = "<meta property=og:site_name content='Example News'><meta name=author content='Example News'>"
        #expect(read(bare).authors == [Sourced("Example News", .meta)])
    }

    @Test func `names in comments are not those of authors`() {
        let page = "<h1>Title</h1><div class=comments><span class=author>Ann Lee</span></div>"
        #expect(read(page).authors == [])
    }

    @Test func `rel=author and microdata name authors`() {
        #expect(read("<h1>T</h1><a rel=author href=/a>Ann Lee</a>").authors == [Sourced("Ann Lee", .link)])
        let page = "<h1>T</h1><span itemprop=author itemscope><b>About</b><span itemprop=name>Ann Lee</span></span>"
        #expect(read(page).authors == [Sourced("Ann Lee", .microdata)])
    }

    // MARK: Dates

    @Test func `dates come from JSON-LD, with the zone of the page`() {
        let page = linked(
            #"{"@type": "NewsArticle", "datePublished": "2022-01-09T23:30:00-05:00", "dateModified": "2022-01-10"}"#
        )
        #expect(read(page).published?.value.text == "2022-01-09T23:30:00-05:00")
        #expect(read(page).modified?.value.text == "2022-01-10")
        #expect(read(page).published?.provenance == .jsonLD)
    }

    @Test func `a date in UTC gives way to the day that readers see`() {
        let page = linked(#"{"@type": "NewsArticle", "datePublished": "2023-12-23T01:48:19Z"}"#)
        let shown = read(page, url: "https://example.com/2023/12/22/vetoed").published
        #expect(shown?.value.text == "2023-12-22")
        #expect(shown?.provenance == .url)
        #expect(
            read(page, url: "https://example.com/2023/12/01/vetoed").published?.value.text == "2023-12-23T01:48:19Z"
        )
    }

    @Test(arguments: [
        ("<meta property='article:published_time' content='2022-01-09'>", Provenance.openGraph),
        ("<meta name=dc.date content='2022-01-09'>", .meta),
        ("<h1>T</h1><span itemprop=datePublished content='2022-01-09'>now</span>", .microdata),
        ("<h1>T</h1><time datetime='2022-01-09'>now</time>", .timeElement),
        ("<h1>T</h1><p class=post-date>9 stycznia 2022</p>", .visibleText),
        ("<h1>T</h1><p>Ann Lee, 9 January 2022</p>", .visibleText),
        ("<h1>T</h1><p>Text</p><p>Stand: <b>9. Januar 2022</b></p>", .visibleText),
    ])
    func `dates come from many places`(_ page: String, _ provenance: Provenance) throws {
        #expect(read(page).published == Sourced(PageDate(try #require(PublishedDate("2022-01-09"))), provenance))
    }

    @Test func `the address tells a day or a month`() {
        #expect(read("<p>x", url: "https://example.com/2022/01/09/a").published?.value.text == "2022-01-09")
        #expect(read("<p>x", url: "https://example.com/2022/01/a").published?.value.text == "2022-01")
        #expect(read("<p>x", url: "https://example.com/2022/13/a").published == nil)
    }

    @Test func `a date of change is taken where nothing else is given, and dates of comments are not`() {
        let page =
            "<h1>T</h1><div class=comments><time datetime='2023-05-05'></time></div><meta property=og:updated_time content='2022-01-09'>"
        #expect(read(page).published == read(page).modified)
        #expect(read(page).published?.value.text == "2022-01-09")
    }

    @Test func `clocks that were not set are not believed`() {
        #expect(read("<meta name=date content='1970-01-01'>").published == nil)
    }

    // MARK: The rest

    @Test func `simple values tell where they are from`() {
        let page = """
            <html lang=pl-PL><head><base href=/b/><link rel=canonical href="x?y#z"><link rel=license href="//cc.example/by">
            <link rel=alternate type="application/rss+xml" href=/feed title=News><link rel=alternate type="application/rss+xml" href=/feed>
            <meta property=og:image content=i.png><meta name=description content=" Short
             text "><meta property=og:type content=article><meta name=keywords content="one, two,ONE"><meta property=og:site_name content=Site>
            """ + linked(#"{"@type": ["NewsArticle", "schema:Thing"]}"#)
        let metadata = read(page)
        #expect(metadata.canonicalURL == Sourced("https://www.example.com/b/x?y", .link))
        #expect(metadata.licence == Sourced("https://cc.example/by", .link))
        #expect(
            metadata.feeds == [
                .init(url: "https://www.example.com/feed", mediaType: "application/rss+xml", title: "News")
            ]
        )
        #expect(metadata.image == Sourced("https://www.example.com/b/i.png", .openGraph))
        #expect(metadata.description == Sourced("Short text", .meta))
        #expect(metadata.language == Sourced("pl-pl", .rootElement))
        #expect(metadata.tags.map(\.value) == ["one", "two"])
        #expect(metadata.siteName == Sourced("Site", .openGraph))
        #expect(metadata.types.map(\.value) == ["article", "NewsArticle", "Thing"])
    }

    @Test func `a faulty script is told and harms nothing`() {
        let metadata = read(linked("{oops") + "<title>T</title>")
        #expect(metadata.notes.count == 1)
        #expect(metadata.title?.value == "T")
    }

    @Test func `hostile pages are read in bounded work`() {
        let many = String(repeating: "<time class='date author byline' datetime=x><a rel=author>A</a>", count: 20_000)
        _ = read(many)
        _ = read(String(repeating: "<meta property=og:title content=''>", count: 20_000))
        _ = read(String(repeating: "<h1>a", count: 20_000))
        _ = read("<title>" + String(repeating: "| ", count: 100_000))
        _ = read("<meta name=author content='" + String(repeating: "by and , ", count: 50_000) + "'>")
        _ = read(linked("[" + String(repeating: "{\"@type\":\"Article\",\"author\":[", count: 5_000)))
    }
}
