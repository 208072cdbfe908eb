import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams

struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find documents by their words.",
        discussion:
            "All words must be there, in any case and with or without diacritics; \"words in quotes\" stand side by side."
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "What to look for.")
    var words: [String]

    @Option(name: .shortAndLong, help: "How many hits.")
    var limit = 10

    @Option(help: "How many hits to pass over.")
    var offset = 0

    @Flag(help: "Typed JSON lines.")
    var json = false

    func validate() throws {
        guard limit > 0, offset >= 0 else { throw ValidationError("--limit must be at least 1, --offset at least 0") }
    }

    func run() async throws {
        let query = try SearchQuery(words.joined(separator: " "))
        let path = try pipeline.loadIfThere().database
        let store = try await BlockingWork.run { try Store(path: path, mode: .read) }
        let answer = try await store.search(query, limit: limit, offset: offset)
        for (index, hit) in answer.hits.enumerated() {
            if json { try JSONLine.output(HitJSON(hit)) } else { print(hit, rank: offset + index + 1) }
        }
        if answer.hits.isEmpty {
            Terminal.error("potok: no document has \(words.joined(separator: " "))")
        } else if answer.total > offset + answer.hits.count, !json {
            Terminal.error("\(answer.total) hits in all; --offset \(offset + answer.hits.count) shows the next")
        }
    }

    private func print(_ hit: SearchHit, rank: Int) {
        let document = hit.document.document
        let (bold, dim, plain) = Terminal.isColoured ? ("\u{1B}[1m", "\u{1B}[2m", "\u{1B}[0m") : ("", "", "")
        Terminal.output("\(rank). \(bold)\(document.title)\(plain)")
        var facts = ["document \(hit.document.number)", document.source, document.url ?? document.identifier ?? ""]
        if let date = document.publishedAt { facts.append(date) }
        if hit.similar > 0 { facts.append("+\(hit.similar) with the same text") }
        Terminal.output("   \(dim)\(facts.joined(separator: " · "))\(plain)")
        Terminal.output("   \(highlighted(hit.snippet, bold, plain))")
    }

    private func highlighted(_ snippet: Snippet, _ start: String, _ end: String) -> String {
        let bytes = Array(snippet.text.utf8)
        var text = ""
        var place = 0
        for match in snippet.matches {
            text += String(decoding: bytes[place..<match.lowerBound], as: UTF8.self)
            text += start + String(decoding: bytes[match], as: UTF8.self) + end
            place = match.upperBound
        }
        return text + String(decoding: bytes[place...], as: UTF8.self)
    }
}

private struct HitJSON: Encodable {
    var type = "hit"
    var score: Double
    var similar: Int
    var snippet: String
    var document: DocumentV1

    init(_ hit: SearchHit) {
        score = hit.score
        similar = hit.similar
        snippet = hit.snippet.text
        document = hit.document.document
    }
}
