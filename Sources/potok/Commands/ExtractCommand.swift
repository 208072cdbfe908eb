import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokNormalize
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct ExtractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Print the main text of a page on standard input; a pure filter.",
        discussion: """
            Standard input is a page, or NDJSON: one object a line with "html", and perhaps "id" and "url". NDJSON gives
            NDJSON: one object a line in the same order, with "id", "url", "title", "author", "date", "language", "confidence"
            and "text"; with normalize.split "section" also "sections". A line that is none is told on standard error, the
            others go on, and the exit code is 3.
            """
    )

    enum Form: String, EnumerableFlag {
        case text, markdown, html, json
    }

    @OptionGroup var pipeline: ConfigurationArguments

    @Option(help: "A source of the pipeline, whose options hold for the page.")
    var source: String?

    @Flag(help: "How to print it; of NDJSON, what \"text\" holds.")
    var form = Form.text

    @Option(help: "Where the page comes from; addresses in it are relative to this.")
    var url: String?

    @Option(name: .customLong("type"), help: "The Content-Type of the page (default: by its bytes).")
    var contentType: String?

    @Flag(name: .shortAndLong, help: "Tell what is left out of the page, and why.")
    var verbose = false

    func run() async throws {
        let address = try url.map { text in
            guard let url = WebURL(text) else { throw PotokError("usage.url", "'\(text)' is no URL") }
            return url
        }
        let configuration = try pipeline.loadIfThere()
        let textForm = TextForm(rawValue: form.rawValue) ?? .text
        let normalize = try source.map { try configuration.source(named: $0).normalize } ?? configuration.normalize
        let extractor = PageExtractor(normalize, form: textForm)
        let limit = configuration.fetch.maxBody
        let input = StandardInput(limit: limit)
        if try await BlockingWork.run({ try input.isNDJSON() }) {
            try await filter(extractor, input, limit, workers: configuration.limits.workers)
        } else {
            let body = try await BlockingWork.run { try input.readAll() }
            try await printPage(body, address, extractor, textForm)
        }
    }

    private func printPage(
        _ body: [UInt8],
        _ address: WebURL?,
        _ extractor: PageExtractor,
        _ textForm: TextForm
    ) async throws {
        if form == .json {
            let type = contentType
            let page = await BlockingWork.run { extractor.extract(body, url: address, contentType: type) }
            try JSONLine.output(page)
            if let reason = page.reason {
                Terminal.problem("there is no document: \(reason) [\(page.outcome ?? "")]")
                finish(.tooManyFailures)
            }
            return
        }
        var needs = textForm.needs
        needs.tellsRemovals = verbose
        let (type, form) = (contentType, needs)
        switch await BlockingWork.run({ extractor.normalize(body, url: address, contentType: type, form: form) }) {
        case .settled(let outcome):
            let reason = outcome.reason ?? outcome.kind.rawValue
            Terminal.problem("there is no document: \(reason) [\(outcome.code ?? outcome.kind.rawValue)]")
            finish(.tooManyFailures)
        case .next(let output):
            for removal in output.removals { Terminal.error("* left out  \(removal.reason): \(removal.text)") }
            let content = output.content(as: textForm)
            Terminal.output(TitledContent.text(title: output.document.title, content: content, form: textForm.rawValue))
        }
    }

    private func filter(
        _ extractor: PageExtractor,
        _ input: StandardInput,
        _ limit: ByteCount,
        workers: Int
    ) async throws {
        let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        // JSON may write a byte of a page as six of its own.
        let longest = ByteCount(limit.bytes.multipliedReportingOverflow(by: 2).partialValue)
        let filter = ExtractionFilter(extractor, workers: workers > 0 ? workers : cores, longestLine: longest)
        var malformed = 0
        try await filter.run(descriptor: STDIN_FILENO, after: input.head) { result in
            switch result {
            case .page(let page): try JSONLine.output(page)
            case .malformed(let line, let error):
                malformed += 1
                Terminal.problem("line \(line) \(error.description)", hint: error.hint)
            }
        }
        if malformed > 0 { finish(.tooManyFailures) }
    }
}
