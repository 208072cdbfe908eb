import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams

struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find documents by their words.",
        discussion: """
            All words must be there, in any form, in any case and with or without diacritics. "words in quotes" stand side by \
            side, -word must not be there, one OR other is enough, begin* is the beginning of a word, title:word and \
            text:word look there alone. site:, source:, lang:, author:, after: and before: narrow the search: \
            site:example.org after:2026-01. Put -- before a query that begins with a minus.
            """
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "What to look for.")
    var words: [String] = []

    @Flag(help: "One of the words is enough; the more the better.")
    var any = false

    @Option(name: .shortAndLong, help: "How many hits.")
    var limit = 10

    @Option(help: "How many hits to pass over.")
    var offset = 0

    @Option(help: "relevance: the best first; date: the newest first.")
    var sort = SortArgument.relevance

    @Option(
        help: ArgumentHelp(
            "Prefer what is new: a document of this age counts three quarters of a new one, however old it is a half.",
            valueName: "age"
        )
    )
    var freshness: AgeArgument?

    @Flag(help: "Typed JSON lines.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing; exit 0 when there is a hit, 1 when there is none.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            "Answer a file of queries, one JSON object a line with id and query, - for standard input.",
            discussion:
                "Prints id and hits, a list of URLs or identifiers, a line each. With --any queries are plain words.",
            valueName: "file"
        )
    )
    var batch: String?

    func validate() throws {
        guard limit > 0, offset >= 0 else { throw ValidationError("--limit must be at least 1, --offset at least 0") }
        guard limit <= 100_000, offset <= 10_000_000 else {
            throw ValidationError("--limit must be at most 100000, --offset at most 10000000")
        }
        guard words.isEmpty != (batch == nil) else { throw ValidationError("give words to look for, or --batch") }
        guard !(json && quiet) else { throw ValidationError("--json and --quiet exclude each other") }
    }

    func run() async throws {
        let options = SearchOptions(
            limit: limit,
            offset: offset,
            order: sort.order,
            freshness: freshness.map { SearchOptions.Freshness(age: $0.duration, now: SystemClock.now()) }
        )
        let mode: SearchQuery.Mode = any ? .any : .all
        let query = batch == nil ? try SearchQuery(words.joined(separator: " "), mode: mode) : nil
        let path = try pipeline.loadIfThere().database
        let store = try await BlockingWork.run { try Store(path: path, mode: .read) }
        if let batch {
            try await SearchBatch(store: store, options: options, mode: mode).run(file: batch)
            return
        }
        guard let query else { return }
        let answer = try await store.search(query, options)
        if quiet {
            if answer.hits.isEmpty { throw ArgumentParser.ExitCode(1) }
            return
        }
        for (index, hit) in answer.hits.enumerated() {
            if json { try JSONLine.output(HitJSON(hit)) } else { print(hit, rank: offset + index + 1) }
        }
        if answer.hits.isEmpty {
            Terminal.error("potok: no document has \(words.joined(separator: " "))")
            if let suggestion = answer.suggestion { Terminal.error("       did you mean: \(suggestion)") }
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
        if hit.similar > 0 { facts.append("+\(hit.similar) similar") }
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

/// The order of hits as the command line names it.
enum SortArgument: String, ExpressibleByArgument, CaseIterable {
    case relevance
    case date

    var order: SearchOptions.Order { self == .relevance ? .relevance : .date }
}

/// A length of time as pipeline.json writes it: `30 d`.
struct AgeArgument: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        guard let duration = Duration(text: argument), duration > .zero else { return nil }
        self.duration = duration
    }
}

private struct HitJSON: Encodable {
    var type = "hit"
    var score: Double
    var similar: Int
    var snippet: String
    /// Where matched words stand in the snippet: first code point, and the one behind the last.
    var matches: [[Int]]
    var document: DocumentV1

    init(_ hit: SearchHit) {
        score = hit.score
        similar = hit.similar
        snippet = hit.snippet.text
        let bytes = Array(hit.snippet.text.utf8)
        func codePoints(before place: Int) -> Int { bytes[..<place].count { $0 & 0xC0 != 0x80 } }
        matches = hit.snippet.matches.map { [codePoints(before: $0.lowerBound), codePoints(before: $0.upperBound)] }
        document = hit.document.document
    }
}
