import PotokConfiguration
import PotokCore
import Testing

@Suite struct MutationTests {
    /// Pseudo-random numbers that are the same in every run (SplitMix64).
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let pieces: [[UInt8]] =
        [
            "{", "}", "[", "]", ",", ":", "\"", "'", "\\", "\n", "\r\n", "\t", "//", "/*", "#", "NaN", "-", "1e999",
            "\\u", "\\ud800",
            "null", "„", "\u{FEFF}", "\u{A0}", "ż", "\u{301}", "👩‍👩‍👧", "\u{2028}", "=", ";", "true", "0",
            "99999999999999999999", "sources",
        ].map { Array($0.utf8) } + [[0xFF], [0xC5], [0x00], [0xED, 0xA0, 0x80]]

    /// A text with some bytes taken out, doubled, exchanged or put in.
    private func mutate(_ bytes: [UInt8], _ generator: inout Generator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let start = Int.random(in: 0...bytes.count, using: &generator)
            let stop = min(bytes.count, start + Int.random(in: 0...12, using: &generator))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes.removeSubrange(start..<stop)
            case 1: bytes.insert(contentsOf: bytes[start..<stop], at: start)
            case 2:
                bytes.replaceSubrange(
                    start..<min(stop, start + 1),
                    with: [UInt8.random(in: 0...255, using: &generator)]
                )
            case 3: bytes.removeSubrange(start...)
            default: bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: start)
            }
        }
        return bytes
    }

    /// What is wrong with a report itself, if anything.
    private func fault(_ report: ConfigurationReport, _ bytes: [UInt8], _ path: String) -> String? {
        if report.configuration == nil, report.diagnostics.isEmpty { return "neither value nor diagnostic" }
        if report.configuration != nil, !report.diagnostics.isEmpty { return "both value and error" }
        let source = SourceText(name: path, bytes: bytes)
        for diagnostic in report.diagnostics {
            if diagnostic.file != path { continue }
            guard let location = diagnostic.location else { return "no place: \(diagnostic)" }
            if location.line < 1 || location.line > source.lineCount { return "line outside: \(diagnostic)" }
            if location.column < 1 || location.column > source.columnCount(line: location.line) + 1 {
                return "column outside: \(diagnostic)"
            }
            guard let line = diagnostic.line, let caret = diagnostic.caret else { return "no excerpt: \(diagnostic)" }
            if (line + caret).contains(where: \.isNewline) { return "excerpt of several lines: \(diagnostic)" }
            if !caret.contains("^") { return "no caret: \(diagnostic)" }
        }
        return nil
    }

    @Test(arguments: 0..<8)
    func `a file with random damage is a value or diagnostics with places in it`(seed: UInt64) {
        var generator = Generator(state: seed)
        let original = Array(sample.utf8)
        var broken = 0
        for _ in 0..<250 {
            let bytes = mutate(original, &generator)
            let report = PipelineConfiguration.check(bytes: bytes, path: "p.json", overrides: ["fetch.delay=1s"])
            if report.configuration == nil { broken += 1 }
            if let fault = fault(report, bytes, "p.json") {
                Issue.record("\(fault)\n\(String(decoding: bytes, as: UTF8.self))")
                return
            }
        }
        #expect(broken > 100)
    }

    @Test func `a file cut anywhere is never taken for whole`() {
        let original = Array(sample.utf8)
        for length in 0..<original.count - 1 {
            let bytes = Array(original[..<length])
            let report = PipelineConfiguration.check(bytes: bytes, path: "p.json")
            #expect(report.configuration == nil)
            if let fault = fault(report, bytes, "p.json") {
                Issue.record("\(fault)")
                return
            }
        }
    }

    @Test func `random overrides are values or diagnostics`() {
        var generator = Generator(state: 99)
        let arguments = [
            "sources.news.pl.fetch.delay=0s", "fetch.delay=1 s", #"normalize.dropLines=["a", "b"]"#,
            "sources.książki.paths=x",
        ]
        for _ in 0..<1_000 {
            let argument = mutate(Array((arguments.randomElement(using: &generator) ?? "").utf8), &generator)
            let text = String(decoding: argument, as: UTF8.self)
            let report = check(sample, [text])
            #expect((report.configuration == nil) == !report.diagnostics.isEmpty)
        }
    }
}
