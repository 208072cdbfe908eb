/// The reference page of pipeline.json in Markdown, made from the declarations of options.
public enum Reference {
    /// The whole page, with a line end.
    public static func markdown() -> String {
        var lines = [
            "# pipeline.json", "",
            "One JSON object; `//` comments are allowed. Durations, sizes and shares are text with a unit: `\"2 s\"`,",
            "`\"64 MiB\"`, `\"20 %\"`. Units of durations: \(list(QuantityUnits.duration)); of sizes: \(list(QuantityUnits.byteCount)).",
            "An unknown key or a wrong value is an error. `--set KEY=VALUE` puts a value in place of the file's:",
            "`--set fetch.delay=2s`, `--set sources.NAME.fetch.delay=2s`, `--set sinks.NAME.batchAge=2s`.", "",
        ]
        lines += ["## The top", ""]
        for option in TopLevel.declarations { lines += entry(option) }
        lines += [
            "## sources", "",
            "Where documents come from: a list of objects, at least one. Their order decides which of several equal documents",
            "represents them. Beside the keys below, a source may have "
                + list(LegalKeys.stagesOfSource.map(\.name)) + " of its own;",
            "what it leaves out, it has from the pipeline.", "",
        ]
        for option in SourceTypes.common { lines += entry(option) }
        var told: [any SourceType.Type] = []
        for type in SourceTypes.all {
            lines += ["### Sources of type `\(type.name)`", "", type.summary, ""]
            lines += self.entries(type.name, type.declarations, before: told.map { ($0.name, $0.declarations) })
            told.append(type)
        }
        lines += [
            "## sinks", "",
            "The places that are told of every change: a list of objects, none when it is left out. Beside the keys below, a sink",
            "may have " + list(SinkTypes.sections.map(\.name))
                + " of its own; what it leaves out, it has from the pipeline.", "",
        ]
        for option in SinkTypes.common { lines += entry(option) }
        var toldSinks: [any SinkType.Type] = []
        for type in SinkTypes.all {
            lines += ["### Sinks of type `\(type.name)`", "", type.summary, ""]
            lines += self.entries(type.name, type.declarations, before: toldSinks.map { ($0.name, $0.declarations) })
            toldSinks.append(type)
        }
        for section in StageSection.all {
            lines += ["## \(section.name)", "", section.summary, ""]
            for option in section.options { lines += entry(option) }
        }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The options of a type; what an earlier type has in the same way is named only.
    private static func entries(
        _ type: String,
        _ declarations: [OptionDeclaration],
        before told: [(name: String, declarations: [OptionDeclaration])]
    ) -> [String] {
        var lines: [String] = []
        var same: [String: [String]] = [:]
        for option in declarations {
            if let owner = told.first(where: { $0.declarations.contains(option) }) {
                same[owner.name, default: []].append(option.name)
            } else {
                let isKnown = told.contains { $0.declarations.contains { $0.name == option.name } }
                var text = entry(option)
                if isKnown { text[0] += " of type `\(type)`" }
                lines += text
            }
        }
        for owner in told {
            guard let names = same[owner.name] else { continue }
            lines += ["Also \(list(names)), as for type `\(owner.name)`.", ""]
        }
        return lines
    }

    private static func entry(_ option: OptionDeclaration) -> [String] {
        let isOfType =
            option.section == "sources[]" && !SourceTypes.common.contains(option)
            || option.section == "sinks[]" && !SinkTypes.common.contains(option)
        var text = option.summary
        if !option.explanation.isEmpty { text += " " + option.explanation }
        var lines = ["\(isOfType ? "####" : "###") `\(option.key)`", "", text, ""]
        lines.append("- Value: \(option.kind.expectation)")
        if case .choice(let choices) = option.kind {
            for choice in choices { lines.append("  - `\"\(choice.name)\"`: \(choice.meaning)") }
        }
        lines.append("- Default: \(option.defaultDescription)")
        if !option.section.hasSuffix("[]") { lines.append("- Per source: \(option.isPerSource ? "yes" : "no")") }
        return lines + [""]
    }

    private static func list(_ words: [String]) -> String {
        words.map { "`\($0)`" }.joined(separator: ", ")
    }
}
