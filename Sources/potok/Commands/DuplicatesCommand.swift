import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokDeduplicate
import PotokStore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

struct DuplicatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: "Find duplicates among texts on standard input, without a corpus.",
        discussion: """
            Takes one JSON object a line, {"id": …, "text": "…", "host": "…"} (host may be left out), and prints one a line for
            each text that is a duplicate of an earlier one: {"id": …, "of": …, "relation": "…", "score": …}. "of" is the text that
            it is most like; where that belongs to another text itself, "representative" is that one. Links are printed at the
            end, because later texts may show that what two texts share is the furniture of their site. Texts wait in a temporary
            file.
            """
    )

    @OptionGroup var pipeline: ConfigurationArguments

    func run() async throws {
        let options = try pipeline.loadIfThere().deduplicate
        let window = options.compact ? Fingerprinter.compactWindow : Fingerprinter.defaultWindow
        // What a corpus does with duplicates is its affair; a filter tells all of them.
        var rules = DuplicateRules(options)
        rules.ignored = []
        rules.dropped = []
        let filter = try DuplicateFilter(judge: ExactJudge(rules: rules), window: window)
        var sketcher = Sketcher(window: window)
        let decoder = JSONDecoder()
        var number = 0
        while let line = readLine() {
            number += 1
            guard line.utf8.contains(where: { $0 > 0x20 }) else { continue }
            let input: Line
            do {
                input = try decoder.decode(Line.self, from: Data(line.utf8))
            } catch {
                throw PotokError(
                    "duplicates.input",
                    "line \(number) of standard input is no object with \"id\" and \"text\"",
                    hint:
                        "each line is one JSON object, such as {\"id\": 1, \"text\": \"…\", \"host\": \"example.com\"}"
                )
            }
            let (sketch, hash) = sketcher.sketch(input.text)
            try filter.add(
                DuplicateFilter.Input(
                    identifier: input.id.json,
                    text: input.text,
                    site: input.host ?? "",
                    textHash: hash,
                    sketch: sketch
                )
            )
        }
        try filter.finish { link in
            let score = (link.score * 10_000).rounded() / 10_000
            Terminal.output(
                "{\"id\":\(link.identifier),\"of\":\(link.original),"
                    + "\"relation\":\"\(link.relation.rawValue)\",\"score\":\(score)"
                    + (link.representative == link.original ? "}" : ",\"representative\":\(link.representative)}")
            )
        }
    }

    private struct Line: Decodable {
        var id: Identifier
        var text: String
        var host: String?
    }

    /// A number or a text, as it stood in the input.
    private struct Identifier: Decodable {
        var json: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                json = String(number)
            } else {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.withoutEscapingSlashes]
                json = String(decoding: try encoder.encode(try container.decode(String.self)), as: UTF8.self)
            }
        }
    }
}
