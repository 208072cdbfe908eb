import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check the pipeline; nothing is opened or fetched."
    )

    @OptionGroup var pipeline: ConfigurationArguments

    @Flag(help: "Typed JSON lines.")
    var json = false

    func run() async throws {
        do {
            let configuration = try pipeline.load()
            let ignored = configuration.sources.filter { $0.fetch.robots == .ignore }.map(\.name)
            if json {
                let names = configuration.sources.map(\.name)
                try JSONLine.output(Verdict(isValid: true, sources: names, robotsIgnored: ignored))
            } else {
                let names = configuration.sources.map(\.name).joined(separator: ", ")
                Terminal.output("the pipeline is valid: \(configuration.sources.count) sources (\(names))")
                if let note = ReportText.robots(ignored) { Terminal.output(note) }
            }
        } catch let error as ConfigurationError where json {
            for diagnostic in error.diagnostics { try JSONLine.output(DiagnosticJSON(diagnostic)) }
            finish(.configuration)
        }
    }

    private struct Verdict: Encodable {
        var type = "valid"
        var isValid: Bool
        var sources: [String]
        var robotsIgnored: [String]
    }

    private struct DiagnosticJSON: Encodable {
        var type = "diagnostic"
        var severity: String
        var code: String
        var file: String
        var line: Int?
        var column: Int?
        var message: String
        var hint: String?

        init(_ diagnostic: Diagnostic) {
            severity = diagnostic.severity.rawValue
            code = diagnostic.code.rawValue
            file = diagnostic.file
            line = diagnostic.location?.line
            column = diagnostic.location?.column
            message = diagnostic.message
            hint = diagnostic.hint
        }
    }
}
