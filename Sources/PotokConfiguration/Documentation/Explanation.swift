/// What a key of pipeline.json means, made from the declarations of options.
public enum Explanation {
    /// Every key that can be explained, in the order of the reference: options and sections.
    public static let keys: [String] =
        TopLevel.declarations.map(\.key) + ["sources"] + SourceTypes.all.map { "sources.\($0.name)" }
        + SourceTypes.options.map(\.key) + ["sinks"] + SinkTypes.all.map { "sinks.\($0.name)" }
        + SinkTypes.options.map(\.key)
        + StageSection.all.flatMap { [$0.name] + $0.options.map(\.key) }

    /// The text about a key or section, over several lines without a line end; nil when there is no such key.
    ///
    /// `fetch.delay` and, for what a source may set, `sources[].fetch.delay` and `sources.NAME.fetch.delay` are the same option.
    public static func of(_ key: String) -> String? {
        if key == "sources" { return sources() }
        if let type = SourceTypes.all.first(where: { "sources.\($0.name)" == key }) {
            return section(key, type.summary, type.declarations, isPerSource: nil)
        }
        if key == "sinks" { return sinks() }
        if let type = SinkTypes.all.first(where: { "sinks.\($0.name)" == key }) {
            return section(key, type.summary, type.declarations, isPerSource: nil)
        }
        if let section = StageSection.all.first(where: { $0.name == key }) {
            return self.section(key, section.summary, section.options, isPerSource: section.isPerSource)
        }
        let top = TopLevel.declarations + SourceTypes.options + SinkTypes.options + StageSection.all.flatMap(\.options)
        if let option = top.first(where: { $0.key == key }) { return self.option(option) }
        let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if parts.count >= 2, parts[0] == "sources[]" || (parts[0] == "sources" && parts.count >= 3) {
            let rest = parts[0] == "sources" ? parts.dropFirst(2) : parts.dropFirst(1)
            let name = rest.joined(separator: ".")
            if let option = SourceTypes.options.first(where: { $0.name == name }) { return self.option(option) }
            if let option = LegalKeys.stagesOfSource.flatMap(\.options).first(where: { $0.key == name }) {
                return self.option(option)
            }
        }
        if parts.count >= 2, parts[0] == "sinks[]" || (parts[0] == "sinks" && parts.count >= 3) {
            let name = parts.dropFirst(parts[0] == "sinks" ? 2 : 1).joined(separator: ".")
            let options = SinkTypes.options.first { $0.name == name }
            if let option = options ?? SinkTypes.sections.flatMap(\.options).first(where: { $0.key == name }) {
                return self.option(option)
            }
        }
        return nil
    }

    /// The key nearest to one that is not known.
    public static func suggestion(for key: String) -> String? {
        if let near = Suggestion.closest(to: key, among: keys) { return near }
        let wanted = key.lowercased()
        return keys.first { $0.split(separator: ".").last?.lowercased() == wanted }
    }

    private static func option(_ option: OptionDeclaration) -> String {
        var lines = [option.key, "  \(option.summary)"]
        if !option.explanation.isEmpty { lines.append("  \(option.explanation)") }
        lines.append("")
        lines.append("  value       \(option.kind.expectation)")
        if case .choice(let choices) = option.kind {
            for choice in choices { lines.append("              \"\(choice.name)\": \(choice.meaning)") }
        }
        lines.append("  default     \(option.defaultDescription)")
        if option.section != "sinks[]" { lines.append("  per source  \(option.isPerSource ? "yes" : "no")") }
        return lines.joined(separator: "\n")
    }

    private static func section(
        _ key: String,
        _ summary: String,
        _ options: [OptionDeclaration],
        isPerSource: Bool?
    ) -> String {
        var lines = [key, "  \(summary)"]
        if let isPerSource {
            lines.append(
                isPerSource
                    ? "  A source may have the section too; what it leaves out, it has from here."
                    : "  It holds for the whole pipeline."
            )
        }
        if !options.isEmpty { lines.append("") }
        let width = options.map(\.name.count).max() ?? 0
        for option in options {
            lines.append(
                "  \(option.name)\(String(repeating: " ", count: width - option.name.count))  \(option.summary)"
            )
        }
        return lines.joined(separator: "\n")
    }

    private static func sinks() -> String {
        var lines = ["sinks", "  The places that are told of every change: a list of objects.", ""]
        let all = SinkTypes.options
        let width = (all.map(\.name.count) + SinkTypes.sections.map(\.name.count)).max() ?? 0
        func line(_ name: String, _ summary: String) {
            lines.append("  \(name)\(String(repeating: " ", count: width - name.count))  \(summary)")
        }
        for option in SinkTypes.common { line(option.name, option.summary) }
        for type in SinkTypes.all {
            lines.append("  of type \(type.name): \(type.summary)")
            for option in type.declarations { line(option.name, option.summary) }
        }
        lines.append("  the pipeline's, changed for this sink:")
        for section in SinkTypes.sections { line(section.name, section.summary) }
        return lines.joined(separator: "\n")
    }

    private static func sources() -> String {
        var lines = ["sources", "  Where documents come from, in their order: a list of objects.", ""]
        let all = SourceTypes.common + SourceTypes.all.flatMap { $0.declarations }
        let stages = LegalKeys.stagesOfSource
        let width = (all.map(\.name.count) + stages.map(\.name.count)).max() ?? 0
        func line(_ name: String, _ summary: String) {
            lines.append("  \(name)\(String(repeating: " ", count: width - name.count))  \(summary)")
        }
        for option in SourceTypes.common { line(option.name, option.summary) }
        for type in SourceTypes.all {
            lines.append("  of type \(type.name): \(type.summary)")
            for option in type.declarations { line(option.name, option.summary) }
        }
        lines.append("  the pipeline's, changed for this source:")
        for stage in stages { line(stage.name, stage.summary) }
        return lines.joined(separator: "\n")
    }
}

extension OptionDeclaration {
    /// The default as it is told to a person.
    var defaultDescription: String {
        if isRequired { return "none: the key must be there" }
        guard let defaultValue else { return "none" }
        if defaultValue.json.elements?.isEmpty == true { return "an empty list" }
        return JSONWriter.pretty(defaultValue.json)
    }
}

extension SourceTypes {
    /// The options of sources: the common ones and those of each type.
    static let options: [OptionDeclaration] = common + all.flatMap { $0.declarations }
}
