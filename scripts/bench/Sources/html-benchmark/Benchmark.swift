import Foundation
import PotokHTML

/// The Swift side of `benchmark.py`: parses a pack of pages and prints figures, one `name value` a line.
///
///     html-benchmark speed PACK ROUNDS     CPU seconds of each round of parsing all pages
///     html-benchmark walk PACK ROUNDS      the same with a walk over all nodes and text bytes
///     html-benchmark memory PACK           memory of the trees as a multiple of the size of the page
///     html-benchmark hostile BYTES         milliseconds and memory for pages made to hurt
///     html-benchmark serialize PAGE        the tree of a page as markup, to compare it with that of another parser
///     html-benchmark peak PAGE             how much the process grows by parsing one page
///
/// A pack is a file of pages, each after its length as 32 bits, little endian.
@main
enum Benchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2 else {
            return print("html-benchmark speed|walk PACK ROUNDS | memory PACK | peak PAGE | hostile BYTES")
        }
        switch arguments[1] {
        case "speed": try speed(arguments[2], rounds: number(arguments, 3) ?? 3, walks: false)
        case "walk": try speed(arguments[2], rounds: number(arguments, 3) ?? 3, walks: true)
        case "memory": try memory(arguments[2])
        case "peak": try peak(arguments[2])
        case "serialize": print(HTMLParser().parse(try contents(arguments[2])).root.outerHTML, terminator: "")
        case "hostile": hostile(size: number(arguments, 2) ?? 1_000_000)
        default: print("unknown: \(arguments[1])")
        }
    }

    private static func number(_ arguments: [String], _ index: Int) -> Int? {
        arguments.count > index ? Int(arguments[index]) : nil
    }

    private static func pages(_ path: String) throws -> [[UInt8]] {
        let data = [UInt8](try Data(contentsOf: URL(filePath: path)))
        var pages: [[UInt8]] = []
        var index = 0
        while index + 4 <= data.count {
            var length = 0
            for offset in 0..<4 { length |= Int(data[index + offset]) << (offset * 8) }
            index += 4
            pages.append(Array(data[index..<index + length]))
            index += length
        }
        return pages
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func speed(_ path: String, rounds: Int, walks: Bool) throws {
        let pages = try pages(path)
        let parser = HTMLParser()
        var nodes = 0
        var bytes = 0
        for _ in 0..<rounds {
            let start = seconds()
            for page in pages {
                let tree = parser.parse(page)
                nodes &+= tree.nodeCount
                if walks { bytes &+= textBytes(tree) }
            }
            print("round", seconds() - start)
        }
        print("nodes", nodes / rounds)
        if walks { print("letters", bytes / rounds) }
    }

    /// Counts the letters of all texts outside scripts and styles, as a reader of main text would look at them.
    private static func textBytes(_ tree: HTMLTree) -> Int {
        var letters = 0
        var next: UInt32? = 0
        while let index = next {
            let name = tree.htmlName(ofNode: index)
            if name == .script || name == .style || name == .template {
                next = tree.nextSkippingChildren(after: index)
                continue
            }
            if tree.kind(ofNode: index) == .text {
                tree.withBytes(ofNode: index) { bytes in
                    for position in bytes.indices where bytes[position] > 0x40 { letters &+= 1 }
                }
            }
            next = tree.nextInDocument(after: index)
        }
        return letters
    }

    private static func memory(_ path: String) throws {
        var ratios: [Double] = []
        var tree = 0
        var total = 0
        for page in try pages(path) where page.count >= 20_000 {
            let parsed = HTMLParser().parse(page)
            ratios.append(Double(parsed.memory) / Double(page.count))
            tree += parsed.memory
            total += page.count
        }
        ratios.sort()
        print("pages", ratios.count)
        print("mean", Double(tree) / Double(total))
        print("median", ratios[ratios.count / 2])
        print("p99", ratios[ratios.count * 99 / 100])
        print("worst", ratios[ratios.count - 1])
    }

    private static func peak(_ path: String) throws {
        let page = try contents(path)
        // Code and tables are loaded by now, and count for no page.
        _ = HTMLParser().parse(Array(page.prefix(20_000))).memory + anonymousMemory()
        let before = anonymousMemory()
        let tree = HTMLParser().parse(page)
        let after = withExtendedLifetime(tree) { anonymousMemory() }
        print("bytes", page.count)
        print("nodes", tree.nodeCount)
        print("tree", tree.memory)
        print("growth", after - before)
    }

    /// Reads a file without leaving memory behind that the parser could use.
    private static func contents(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw CocoaError(.fileReadNoSuchFile) }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let size = ftell(file)
        rewind(file)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = fread(buffer.baseAddress, 1, size, file)
        }
    }

    /// The memory of the process that is not code, in bytes (Linux).
    ///
    /// Buffers grow in place, so nothing that the parser holds in between is larger than what it holds at the end; the
    /// peak that the kernel counts has code pages in it, which are more than most pages need.
    private static func anonymousMemory() -> Int {
        let summary = (try? String(contentsOfFile: "/proc/self/smaps_rollup", encoding: .utf8)) ?? ""
        let line = summary.split(separator: "\n").first { $0.hasPrefix("Anonymous:") } ?? ""
        return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }

    // MARK: Hostile pages

    private static func hostile(size: Int) {
        for (name, page) in hostilePages(size: size) {
            let parser = HTMLParser()
            _ = parser.parse("<p>warm")
            let start = seconds()
            let tree = parser.parse(page)
            let milliseconds = (seconds() - start) * 1000
            print(name, page.count, tree.nodeCount, tree.memory, milliseconds, tree.limitsReached.rawValue)
        }
    }

    private static func repeated(_ text: String, to size: Int) -> [UInt8] {
        let unit = Array(text.utf8)
        var page: [UInt8] = []
        page.reserveCapacity(size + unit.count)
        while page.count < size { page.append(contentsOf: unit) }
        return page
    }

    /// Text in which `#` is a different number each time.
    private static func numbered(_ text: String, to size: Int) -> [UInt8] {
        let parts = text.split(separator: "#", omittingEmptySubsequences: false).map { Array($0.utf8) }
        var page: [UInt8] = []
        page.reserveCapacity(size + 100)
        var count = 0
        while page.count < size {
            for (index, part) in parts.enumerated() {
                if index > 0 { page.append(contentsOf: String(count, radix: 36).utf8) }
                page.append(contentsOf: part)
            }
            count += 1
        }
        return page
    }

    private static func hostilePages(size: Int) -> [(String, [UInt8])] {
        [
            ("nested-div", repeated("<div>", to: size)),
            ("nested-div-closed", repeated("<div>", to: size / 2) + repeated("</div>", to: size / 2)),
            ("nested-b", repeated("<b>", to: size)),
            ("nested-unknown", repeated("<x>", to: size)),
            ("unknown-unmatched-end", repeated("<x></y>", to: size)),
            ("nested-p-in-object", repeated("<p><object>", to: size)),
            ("p-then-divs", Array("<p><span>".utf8) + repeated("<button><div>", to: size)),
            ("formatting-unclosed", repeated("<p><b><i><u><font>", to: size)),
            ("formatting-different", numbered("<p><b a=#>x</p>", to: size)),
            ("formatting-font", numbered("<font color=#>x", to: size)),
            ("formatting-attributes", numbered("<b a=1 b=2 c=3 d=#>", to: size)),
            ("a-in-a", repeated("<a href=x>y", to: size)),
            ("a-div", repeated("<a><div>", to: size)),
            ("adoption", repeated("<b><div>", to: size / 2) + repeated("</b>", to: size / 2)),
            ("adoption-mixed", repeated("<b><i><p>x</b>", to: size)),
            ("adoption-nobr", repeated("<nobr><div>", to: size)),
            (
                "adoption-wide",
                repeated("<b>", to: 30) + Array("<div>".utf8) + repeated("x<br>", to: size) + repeated("</b>", to: 200)
            ),
            ("attributes-on-one-tag", Array("<p ".utf8) + numbered("a#=b ", to: size)),
            ("attributes-same", Array("<p ".utf8) + repeated("a=b ", to: size)),
            ("html-attributes", numbered("<html a#=b>", to: size)),
            ("table-soup", repeated("<table><tr><td><table>x</td></table>y", to: size)),
            ("table-foster", repeated("<table>a<td>b&amp;</td>", to: size)),
            ("table-foster-text", Array("<table>".utf8) + repeated("a<td>b</td>", to: size)),
            ("table-foster-b", Array("<table>".utf8) + repeated("<b>x<tr>", to: size)),
            ("table-nested", repeated("<table><td>", to: size)),
            ("entities", repeated("&amp;", to: size)),
            ("entities-numeric", repeated("&#x41;", to: size)),
            ("entities-unknown", repeated("&abcdefgh", to: size)),
            ("entities-ampersands", repeated("&", to: size)),
            ("entities-attribute", Array("<p a=\"".utf8) + repeated("&lt;", to: size) + Array("\">".utf8)),
            ("nul", [UInt8](repeating: 0, count: size)),
            ("nul-text", repeated("a\0", to: size)),
            ("nul-svg", Array("<svg>".utf8) + repeated("a\0", to: size)),
            ("nul-names", repeated("<a\0 b\0=\0>", to: size)),
            ("names", numbered("<y#>", to: size)),
            ("names-end", numbered("<y#></y#>", to: size)),
            ("less-than", repeated("<", to: size)),
            ("comments", repeated("<!---->", to: size)),
            ("comment-dashes", Array("<!--".utf8) + repeated("-!-", to: size)),
            ("script-escape", Array("<script>".utf8) + repeated("<!--<script>", to: size)),
            ("rcdata", Array("<title>".utf8) + repeated("</titl", to: size)),
            ("svg-nested", repeated("<svg><g>", to: size)),
            ("svg-scripts", Array("<svg>".utf8) + repeated("<script>", to: size)),
            ("noscript", repeated("<noscript>", to: size)),
            ("svg-integration", repeated("<svg><foreignObject><p>", to: size)),
            ("svg-breakout", repeated("<svg><p>", to: size)),
            ("select-options", repeated("<select><option>", to: size)),
            ("li", repeated("<ul><li>", to: size)),
            ("li-inline", Array("<ul>".utf8) + repeated("<li><span>", to: size)),
            ("dd", repeated("<dl><dd>", to: size)),
            ("headings", repeated("<h1><p>", to: size)),
            ("templates", repeated("<template>", to: size)),
            ("templates-tables", repeated("<template><tr>", to: size)),
            ("frameset", repeated("<frameset>", to: size)),
            ("text-merge", repeated("a</x>", to: size)),
            ("text-merge-nested", Array("<div>".utf8) + repeated("&lt;</x>", to: size)),
            ("invalid-utf8", repeated("\u{7F}", to: 10) + [UInt8](repeating: 0xFF, count: size)),
            ("carriage-returns", repeated("\r", to: size)),
            ("ruby", repeated("<ruby><rt>", to: size)),
            ("forms", repeated("<form><button>", to: size)),
        ]
    }
}
