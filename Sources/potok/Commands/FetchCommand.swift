import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokNormalize

struct FetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetch pages and print their text; no database is touched.",
        discussion: """
            With --json each page is a line, a document.v1; with normalize.split "section" each of its sections is another one
            after it. Other forms print pages whole.
            """
    )

    enum Form: String, EnumerableFlag {
        case text, markdown, html, json
    }

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "The pages.")
    var urls: [String]

    @Option(help: "A source of the pipeline, whose options and requests hold for the pages.")
    var source: String?

    @Flag(help: "How to print them.")
    var form = Form.text

    @Flag(name: .shortAndLong, help: "Tell what happens on the way: hops, status, time, bytes, cache.")
    var verbose = false

    @Flag(name: .customLong("allow-private"), help: "Also reach addresses of this machine and of private networks.")
    var allowPrivate = false

    func run() async throws {
        let pages = try urls.map(WebURL.init(argument:))
        let configuration = try pipeline.loadIfThere()
        let chosen = try source.map { try configuration.source(named: $0) }
        var options = chosen?.fetch ?? configuration.fetch
        if allowPrivate {
            options.allowAddresses = AddressGuard.everything
        }
        let client =
            if let chosen {
                try await OneOffFetch(fetch: options, source: chosen, of: configuration)
            } else {
                try OneOffFetch(fetch: options, normalize: configuration.normalize)
            }
        var failures: [PotokError] = []
        let isVerbose = verbose
        let log: @Sendable (TransferLog) -> Void = { exchange in
            if isVerbose { for line in exchange.lines { Terminal.error(line) } }
        }
        for (index, page) in pages.enumerated() {
            do {
                let found = try await client.document(
                    at: page,
                    as: TextForm(rawValue: form.rawValue) ?? .text,
                    tellsRemovals: verbose,
                    observe: log
                )
                if isVerbose {
                    Terminal.error("*   text   " + found.summary)
                    for note in found.notes { Terminal.error("*   note   \(note)") }
                }
                for removal in found.removals { Terminal.error("*   left out  \(removal.reason): \(removal.text)") }
                try print(found, isFirst: index == 0)
            } catch let error as PotokError {
                let isRefused = error.code == "fetch.address-refused"
                Terminal.problem(
                    "\(page): \(error.description)",
                    hint: isRefused
                        ? ["--allow-private reaches it all the same", error.hint].compactMap { $0 }.joined(
                            separator: "\n       "
                        )
                        : error.hint
                )
                failures.append(error)
            }
        }
        await client.shutdown()
        if !failures.isEmpty { finish(.tooManyFailures) }
    }

    private func print(_ found: OneOffFetch.Found, isFirst: Bool) throws {
        if form == .json {
            for document in [found.document] + found.sections { try JSONLine.output(document) }
            return
        }
        if !isFirst { Terminal.output("") }
        Terminal.output(TitledContent.text(title: found.document.title, content: found.content, form: form.rawValue))
    }
}

extension OneOffFetch.Found {
    /// How much text there is, in which language, and how sure it is that it is the main text.
    fileprivate var summary: String {
        var parts = ["\(document.text.utf8.count) bytes"]
        if let language = document.language { parts.append("language \(language)") }
        if let confidence = document.confidence { parts.append("confidence \(confidence)") }
        return parts.joined(separator: ", ")
    }
}

extension TransferLog {
    /// What happened in one exchange: who answered what, how long it took, and what it says to a cache.
    fileprivate var lines: [String] {
        var result = [status.map { "HTTP \($0)" } ?? "failed", url.description]
        if let location { result.append("-> \(DisplayText.safe(location))") }
        if let failure, location == nil { result.append(DisplayText.safe(failure)) }
        var lines = ["* " + result.joined(separator: "  ")]
        var course: [String] = []
        if !timing.address.isEmpty {
            course.append(timing.isReused ? "\(timing.address) again" : timing.address)
        }
        if !timing.httpVersion.isEmpty { course.append("HTTP/\(timing.httpVersion)") }
        if !timing.isReused {
            if timing.connected > .zero { course.append("connected \(timing.connected.milliseconds)") }
            if timing.secured > .zero { course.append("TLS \(timing.secured.milliseconds)") }
        }
        course.append("first byte \(timing.firstByte.milliseconds)")
        course.append("in all \(timing.total.milliseconds)")
        lines.append("*   time   " + course.joined(separator: ", "))
        guard status != nil else { return lines }
        var bytes = ["\(timing.bytes) with headers", "body \(encodedBytes)"]
        if let contentEncoding { bytes.append(DisplayText.safe(contentEncoding)) }
        if let decodedBytes { bytes.append("decoded \(decodedBytes)") }
        if let contentType { bytes.append(DisplayText.safe(contentType)) }
        lines.append("*   bytes  " + bytes.joined(separator: ", "))
        var cache: [String] = isConditional ? ["conditional request"] : []
        if let tag = validators.entityTag { cache.append("ETag \(DisplayText.safe(tag))") }
        if let date = validators.lastModified { cache.append("Last-Modified \(DisplayText.safe(date))") }
        if validators.isEmpty { cache.append("no validators") }
        cache.append(freshness.map { $0 > .zero ? "fresh for \($0.text)" : "not fresh" } ?? "no word on freshness")
        lines.append("*   cache  " + cache.joined(separator: ", "))
        return lines
    }
}

extension Duration {
    fileprivate var milliseconds: String { "\(Int((seconds * 1_000).rounded())) ms" }
}
