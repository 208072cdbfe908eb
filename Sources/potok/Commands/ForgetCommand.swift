import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Remove documents for good, here and at all sinks, and keep them from ever coming back.",
        discussion: """
            Texts, old versions, outcomes and terms of the index are removed from the database file itself; files that sinks have written are \
            written anew without them. What was forgotten is remembered by hashes in a file beside the database (its name with `.forgotten`): \
            keep it with your backups, `potok db restore` and every run go by it. Exits 4 when a sink could not be told.
            """
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Argument(help: "URLs, also such as were never seen; identifiers, keys or numbers of documents.")
    var names: [String] = []

    @Option(help: "Everything of a host, by its exact name.")
    var host: String?

    @Option(help: "Everything of a source.")
    var source: String?

    @Flag(help: "The other documents of their clusters too; their texts may come under no other address.")
    var duplicates = false

    @Option(help: "Why: kept with the receipt, and told whenever something tries to come back.")
    var reason: String?

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Only tell what would go.")
    var dryRun = false

    @Flag(help: "Print the receipts.")
    var list = false

    @Option(help: "Let what a receipt names come again; nothing is brought back.")
    var undo: String?

    @Flag(
        help: "Carry out receipts that the database does not know, and remove traces from its file, as every run does."
    )
    var finish = false

    @Flag(help: "One JSON object a line.")
    var json = false

    private var isNaming: Bool { !names.isEmpty || host != nil || source != nil }

    func validate() throws {
        guard [isNaming, list, undo != nil, finish].count(where: { $0 }) == 1 else {
            throw ValidationError("name what to forget, or say --list, --undo or --finish")
        }
        guard isNaming else {
            guard !duplicates, !dryRun, reason == nil else {
                throw ValidationError("--reason, --duplicates and --dry-run go with what is to be forgotten")
            }
            return
        }
        if !dryRun, (reason ?? "").allSatisfy(\.isWhitespace) {
            throw ValidationError("say why with --reason; it is kept with the receipt")
        }
        if host?.isEmpty == true { throw ValidationError("--host needs the name of a host") }
    }

    func run() async throws {
        let configuration = try pipeline.loadIfThere()
        if list { return try await printReceipts(configuration) }
        let forgetting = Forgetting(configuration, listener: NoticePrinter(isQuiet: false))
        if let undo {
            let receipt = try await forgetting.lift(undo)
            return json
                ? try JSONLine.output(ReceiptJSON(receipt)) : Terminal.output(ForgetText.lifted(receipt))
        }
        if finish {
            let count = try await forgetting.finish()
            return Terminal.error("\(count) receipts carried out; the file of the database holds no traces")
        }
        try await forget(configuration, forgetting)
    }

    private func forget(_ configuration: PipelineConfiguration, _ forgetting: Forgetting) async throws {
        var request = ForgetRequest(reason: reason ?? "")
        (request.names, request.duplicates) = (names, duplicates)
        request.host = try host.map(Self.hostName)
        request.source = source
        let plan = try await forgetting.plan(request)
        if dryRun {
            return json ? try JSONLine.output(ForgetPlanJSON(plan)) : ForgetText.plan(plan).forEach(Terminal.output)
        }
        if !yes { try confirm(plan) }
        let result = try await forgetting.carryOut(request)
        if json {
            try JSONLine.output(ReceiptJSON(result.plan.receipt, result.plan))
            for report in result.deliveries { try JSONLine.output(DeliveryJSON(report)) }
        } else {
            for line in ForgetText.receipt(result.plan) { Terminal.output(line) }
            for report in result.deliveries { Terminal.output(DeliveryText.line(report)) }
        }
        if let unfinished = result.unfinished { throw unfinished }
        let code = Potok.ExitCode(result.deliveries, isStopped: false)
        if code != .done { Glibc.exit(code.rawValue) }
    }

    /// Asks whoever is at the terminal.
    private func confirm(_ plan: ForgetPlan) throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw PotokError(
                "forget.confirm",
                "forgetting cannot be undone, and nobody is there to be asked",
                hint: "`--dry-run` tells what would go; `--yes` does it"
            )
        }
        for line in ForgetText.plan(plan) { Terminal.error(line) }
        Terminal.error("Forget all of this for good? Type yes:")
        guard readLine() == "yes" else {
            throw PotokError("forget.confirm", "nothing was forgotten", hint: nil)
        }
    }

    private static func hostName(_ text: String) throws -> String {
        guard let host = WebURL("http://\(text)/")?.host, !text.contains("/"), !text.contains("@"), !text.contains(":")
        else { throw ValidationError("'\(DisplayText.safe(text))' is no name of a host") }
        return host
    }

    private func printReceipts(_ configuration: PipelineConfiguration) async throws {
        let store = try await BlockingWork.run { try Store(path: configuration.database, mode: .read) }
        for receipt in try await store.forgetReceipts() {
            if json {
                try JSONLine.output(ReceiptJSON(receipt))
            } else {
                Terminal.output(ForgetText.line(receipt))
            }
        }
    }
}
