import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokFetch

struct FetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetch pages and print their text; no database is touched."
    )

    enum Form: String, EnumerableFlag {
        case text, markdown, json
    }

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "The pages.")
    var urls: [String]

    @Flag(help: "How to print them.")
    var form = Form.text

    @Flag(name: .shortAndLong, help: "Tell what happens on the way: hops, status, time, bytes.")
    var verbose = false

    @Flag(name: .customLong("allow-private"), help: "Also reach addresses of this machine and of private networks.")
    var allowPrivate = false

    func run() async throws {
        let pages = try urls.map { text in
            guard let url = WebURL(text) ?? WebURL("https://\(text)"), url.isWeb else {
                throw PotokError("usage.url", "'\(text)' is no http or https URL")
            }
            return url
        }
        let configuration = try pipeline.loadIfThere()
        var options = configuration.fetch
        if allowPrivate {
            options.allowAddresses = [AddressRange("0.0.0.0/0"), AddressRange("::/0")].compactMap { $0 }
        }
        let client = try OneOffFetch(fetch: options, normalize: configuration.normalize)
        var failures: [PotokError] = []
        let isVerbose = verbose
        let log: @Sendable (TransferLog) -> Void = { exchange in
            if isVerbose { Terminal.error(exchange.line) }
        }
        for (index, page) in pages.enumerated() {
            do {
                let document = try await client.document(at: page, observe: log)
                try print(document, isFirst: index == 0)
            } catch let error as PotokError {
                let isRefused = error.code == "fetch.address-refused"
                Terminal.problem(
                    "\(page): \(error.description)",
                    hint: isRefused ? "--allow-private reaches it all the same" : error.hint
                )
                failures.append(error)
            }
        }
        await client.shutdown()
        if !failures.isEmpty { finish(.tooManyFailures) }
    }

    private func print(_ document: DocumentV1, isFirst: Bool) throws {
        switch form {
        case .json: try JSONLine.output(document)
        case .text, .markdown:
            if !isFirst { Terminal.output("") }
            if !document.title.isEmpty { Terminal.output((form == .markdown ? "# " : "") + document.title + "\n") }
            Terminal.output(document.text)
        }
    }
}

extension TransferLog {
    /// What happened in one exchange, in one line.
    fileprivate var line: String {
        var parts = [status.map { "HTTP \($0)" } ?? "failed", url.description, ByteCount(encodedBytes).rounded]
        if let contentEncoding { parts.append(contentEncoding) }
        if isConditional { parts.append("conditional") }
        if let failure { parts.append(failure) }
        if !timing.address.isEmpty { parts.append(timing.isReused ? "\(timing.address) again" : timing.address) }
        parts.append("first byte \(timing.firstByte.milliseconds), in all \(timing.total.milliseconds)")
        return "* " + parts.joined(separator: "  ")
    }
}

extension Duration {
    fileprivate var milliseconds: String { "\(Int((seconds * 1_000).rounded())) ms" }
}
