import Foundation
import PotokConfiguration
import PotokCore
import PotokNormalize

/// The Swift side of `benchmark.py`: normalizes a pack of pages and prints figures, one `name value` a line.
///
///     normalize-benchmark speed PACK ROUNDS    CPU seconds of each round of normalizing all pages
///     normalize-benchmark pages PACK           milliseconds of CPU a page: median, p99, the worst with its number
///     normalize-benchmark hostile BYTES [NAME] milliseconds of CPU for pages made to hurt
///     normalize-benchmark digest PACK          a hash of all that each page becomes, to see whether a change changes anything
///
/// A pack is a file of pages: the address and the bytes, each after its length as 32 bits, little endian.
@main
enum NormalizeBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2 else {
            return print("normalize-benchmark speed PACK ROUNDS | pages PACK | hostile BYTES [NAME] | digest PACK")
        }
        switch arguments[1] {
        case "speed": try speed(arguments[2], rounds: arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3)
        case "pages": try pages(arguments[2])
        case "hostile": hostile(size: Int(arguments[2]) ?? 1_000_000, only: arguments.count > 3 ? arguments[3] : nil)
        case "digest": try digest(arguments[2])
        default: print("unknown: \(arguments[1])")
        }
    }

    private static let rules = NormalizeRules(NormalizeOptions())

    private static func read(_ path: String) throws -> [Page] {
        let data = [UInt8](try Data(contentsOf: URL(filePath: path)))
        var index = 0
        func next() -> [UInt8] {
            var length = 0
            for offset in 0..<4 { length |= Int(data[index + offset]) << (offset * 8) }
            index += 4 + length
            return Array(data[index - length..<index])
        }
        var pages: [Page] = []
        while index + 4 <= data.count {
            let address = String(decoding: next(), as: UTF8.self)
            pages.append(page(next(), address))
        }
        return pages
    }

    private static func page(_ body: [UInt8], _ address: String) -> Page {
        let locator = WebURL(address).map { Locator.url($0) } ?? .file(path: "", identifier: "page")
        return Page(
            request: Request(claim: Request.Claim(rawValue: 0), source: "bench", locator: locator),
            locator: locator,
            body: body,
            contentType: "text/html",
            observedAt: Timestamp(secondsSince1970: 0)
        )
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @discardableResult
    private static func run(_ normalizer: Normalizer, _ page: Page) -> Int {
        guard case .next(let output) = normalizer.normalize(page, rules: rules, agent: nil) else { return 0 }
        return output.document.text.utf8.count
    }

    private static func speed(_ path: String, rounds: Int) throws {
        let pages = try read(path)
        let normalizer = Normalizer()
        var bytes = 0
        // Tables and the model are made with the first page, and count for none.
        if let first = pages.first { run(normalizer, first) }
        for _ in 0..<rounds {
            let start = seconds()
            for page in pages { bytes += run(normalizer, page) }
            print("round", seconds() - start)
        }
        print("text", bytes / rounds)
    }

    private static func pages(_ path: String) throws {
        let pages = try read(path)
        let normalizer = Normalizer()
        if let first = pages.first { run(normalizer, first) }
        var times: [(milliseconds: Double, number: Int)] = []
        for (number, page) in pages.enumerated() {
            let start = seconds()
            run(normalizer, page)
            times.append(((seconds() - start) * 1_000, number))
        }
        times.sort { $0.milliseconds < $1.milliseconds }
        guard let worst = times.last else { return }
        print("median", times[times.count / 2].milliseconds)
        print("p99", times[times.count * 99 / 100].milliseconds)
        print("worst", worst.milliseconds)
        print("worst-page", worst.number)
    }

    /// Prints number, outcome and the hash of everything of each page, then of all hostile shapes.
    private static func digest(_ path: String) throws {
        let normalizer = Normalizer()
        let form = Normalizer.Form(keepsMarks: true, keepsImages: true, tellsRemovals: true)
        func tell(_ name: String, _ page: Page) {
            var described = ""
            for form in [form, Normalizer.Form()] {
                switch normalizer.normalize(page, rules: rules, agent: "potok", form: form) {
                case .settled(let outcome): described += "\(outcome)"
                case .next(let output):
                    described += "\(output.document)\n\(output.metadata)\n\(output.removals)\n"
                    described += output.blocks.markdown + output.blocks.html
                }
            }
            print(name, Hash.of(Array(described.utf8)))
        }
        for (number, page) in try read(path).enumerated() { tell("page \(number)", page) }
        for (name, make) in shapes { tell(name, page(Array(make(50_000).prefix(50_000)), "https://example.com/a")) }
    }

    // MARK: Hostile pages

    private static func hostile(size: Int, only: String?) {
        let normalizer = Normalizer()
        run(normalizer, page(Array("<p>A page.".utf8), "https://example.com/"))
        for (name, make) in shapes where only == nil || only == name {
            let body = Array(make(size).prefix(size))
            let page = page(body, "https://example.com/a")
            let start = seconds()
            let text = run(normalizer, page)
            print(name, body.count, (seconds() - start) * 1_000, text)
        }
    }

    private static func filled(_ part: String, _ size: Int, before: String = "", after: String = "") -> [UInt8] {
        let count = max(1, (size - before.utf8.count - after.utf8.count) / part.utf8.count)
        return Array((before + String(repeating: part, count: count) + after).utf8)
    }

    private static func numbered(_ size: Int, _ part: (Int) -> String) -> [UInt8] {
        var output: [UInt8] = []
        var number = 0
        while output.count < size {
            output += Array(part(number).utf8)
            number += 1
        }
        return output
    }

    private static let sentence = "The otter swims in the river and catches fish all through the year. "

    private static var shapes: [(String, (Int) -> [UInt8])] {
        [
            ("text", { filled(sentence, $0) }), ("no-spaces", { filled("x", $0, before: "<p>") }),
            ("spaces", { filled(" ", $0, before: "<p>a", after: "b") }), ("breaks", { filled("a<br>", $0) }),
            ("breaks-twice", { filled("a<br><br>", $0) }), ("paragraphs", { filled("<p>\(sentence)", $0) }),
            ("short-paragraphs", { filled("<p>a", $0) }), ("deep-div", { filled("<div>a", $0) }),
            ("deep-list", { filled("<ul><li>a", $0) }), ("deep-quote", { filled("<blockquote>a", $0) }),
            ("deep-table", { filled("<table><tr><td>a", $0) }), ("deep-inline", { filled("<b><i><a href=x>a", $0) }),
            ("wide-list", { filled("<li>a", $0, before: "<ul>") }),
            ("cells", { filled("<td>a", $0, before: "<table><tr>") }),
            ("rows", { filled("<tr><td>a<td>b", $0, before: "<table>") }),
            ("spans", { filled("<td colspan=1000>a", $0, before: "<table><tr><td>a<tr>") }),
            ("headings", { numbered($0) { "<h2 id=h\($0)>Heading \($0)</h2>" } }),
            ("links", { numbered($0) { "<a href=/\($0)>Link \($0)</a> " } }),
            ("code", { filled("\n", $0, before: "<pre>a", after: "b") }), ("pre-blocks", { filled("<pre>a", $0) }),
            ("quotations", { numbered($0) { "<p>\"\(sentence)\" said \($0)" } }),
            ("one-quotation", { filled("<p>\"\(sentence)\"", $0) }), ("phrases", { filled("<p>Reklama", $0) }),
            ("phrase-lines", { filled("Read more<br>", $0, before: "<p>") }),
            ("posts", { filled("<div class=post>a", $0) }),
            ("flat-posts", { filled("<div class=\"post comment\"><b class=author>x</b>a</div>", $0) }),
            ("comments", { filled("<!--a-->", $0) }), ("references", { filled("&amp;&nbsp;", $0) }),
            ("soft-hyphens", { filled("a&shy;", $0) }), ("marks", { filled("e\u{301}\u{323}", $0) }),
            ("one-base", { filled("\u{301}", $0, before: "<p>e") }),
            ("invisible", { filled("\u{200B}", $0, before: "<p>a") }),
            ("invalid", { size in [UInt8](repeating: 0xFF, count: size) }),
            ("invalid-mixed", { size in (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 151 | 0x80) } }),
            ("times", { filled("<time datetime=2024-05-06>6 May 2024</time> ", $0) }),
            ("metas", { filled("<meta property=article:tag content=a>", $0) }),
            ("json-deep", { filled("[", $0, before: "<script type=application/ld+json>", after: "</script><p>a") }),
            (
                "json-wide",
                {
                    filled(
                        "{\"@type\":\"Article\",\"author\":\"A\"},",
                        $0,
                        before: "<script type=application/ld+json>["
                    )
                }
            ),
            (
                "json-text",
                {
                    filled(
                        sentence,
                        $0,
                        before: "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleBody\":\"",
                        after: "\"}</script>"
                    )
                }
            ),
            ("scripts", { filled("<script>a</script>", $0) }), ("noscript", { filled("<noscript>a</noscript>", $0) }),
            ("attributes", { numbered($0) { "\($0 == 0 ? "<div" : "") a\($0)=1" } }),
            ("classes", { filled("a ", $0, before: "<div class=\"", after: "\">a") }),
            ("long-address", { filled("a/../", $0, before: "<a href=\"", after: "\">a") }),
            ("images", { filled("<img src=a.png>", $0) }),
            ("figures", { filled("<figure><img src=a><figcaption>a", $0) }),
            ("formatting", { filled("<font><p>", $0) }), ("select", { filled("<select><option>a", $0) }),
            ("svg", { filled("<svg><g>a", $0) }), ("templates", { filled("<template>a", $0) }),
            ("dates", { filled("6 May 2024 ", $0, before: "<p>") }),
            ("letters", { filled("A. ", $0, before: "<p>By ") }),
            ("chinese", { filled("水獭在河里游泳，全年捕鱼。", $0, before: "<p>") }),
        ]
    }
}
