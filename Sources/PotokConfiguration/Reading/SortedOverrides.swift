import PotokCore

/// The overrides, each with the option it is for; what is for none has been reported.
struct SortedOverrides {
    /// An option of the whole pipeline.
    enum PipelineTarget {
        case topLevel(Int)
        case section(StageSection, Int)
    }

    /// An option of a source.
    enum SourceTarget {
        case stage(StageSection, Int)
        /// The name of an option of some type of source.
        case ofType(String)
    }

    /// Those for the whole pipeline, in their order.
    private(set) var ofPipeline: [(ConfigurationOverride, PipelineTarget)] = []
    /// Those for sources, by name of the source, in their order.
    private(set) var ofSources: [String: [(ConfigurationOverride, SourceTarget)]] = [:]

    /// Those for sinks, by name of the sink, in their order.
    private(set) var ofSinks: [String: [(ConfigurationOverride, SinkTarget)]] = [:]

    /// Finds the option of each `KEY=VALUE`.
    init(_ arguments: [String], sourceNames: [String], sinkNames: [String], reader: inout ConfigurationReader) {
        for argument in arguments {
            do throws(ConfigurationError) {
                let override = try ConfigurationOverride(argument)
                try sort(override, sourceNames: sourceNames, sinkNames: sinkNames)
            } catch {
                for diagnostic in error.diagnostics { reader.report(diagnostic) }
            }
        }
    }

    private mutating func sort(
        _ override: ConfigurationOverride,
        sourceNames: [String],
        sinkNames: [String]
    ) throws(ConfigurationError) {
        let parts = override.key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if parts[0] == "sources" {
            return try sortForSource(override, sourceNames: sourceNames)
        }
        if parts[0] == "sinks" {
            let found = try sinkTarget(override, sinkNames: sinkNames)
            ofSinks[found.name, default: []].append((override, found.target))
            return
        }
        if parts.count == 1, let index = TopLevel.declarations.firstIndex(where: { $0.name == parts[0] }) {
            ofPipeline.append((override, .topLevel(index)))
            return
        }
        if let section = StageSection.all.first(where: { $0.name == parts[0] }) {
            let rest = parts.dropFirst().joined(separator: ".")
            if let index = section.options.firstIndex(where: { $0.name == rest }) {
                ofPipeline.append((override, .section(section, index)))
                return
            }
            throw unknown(override, 1, rest, at: "'\(section.name)'", legal: section.options.map(\.name))
        }
        let legal =
            TopLevel.declarations.map(\.name) + LegalKeys.ofSections + ["sources", "sinks"]
            + StageSection.all.map(\.name)
        if parts.count > 1,
            let near = Suggestion.closest(to: parts[0], among: StageSection.all.map(\.name) + ["sources", "sinks"])
        {
            let first = override.keyRange.lowerBound..<override.keyRange.lowerBound + parts[0].utf8.count
            throw ConfigurationError([
                ConfigurationOverride.diagnostic(
                    .configurationUnknownKey,
                    "'\(DisplayText.quote(parts[0]))' is not known at the top of the configuration; did you mean '\(near)'?",
                    in: override.text,
                    at: first
                )
            ])
        }
        throw unknown(override, 0, override.key, at: "the top of the configuration", legal: legal)
    }

    private mutating func sortForSource(
        _ override: ConfigurationOverride,
        sourceNames: [String]
    ) throws(ConfigurationError) {
        let rest = String(override.key.dropFirst("sources.".count))
        // Names may have dots: the longest one that fits is meant.
        let fitting = sourceNames.filter { rest.hasPrefix($0 + ".") && !$0.isEmpty }.sorted { $0.count > $1.count }
        var failure: ConfigurationError?
        for name in fitting {
            do throws(ConfigurationError) {
                let target = try target(in: name, String(rest.dropFirst(name.count + 1)), override)
                ofSources[name, default: []].append((override, target))
                return
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        let first = rest.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        let near = Suggestion.closest(to: first, among: sourceNames).map { "; did you mean '\($0)'?" } ?? ""
        let isComplete = rest.contains(".") && !first.isEmpty
        let range = override.range(fromComponent: 1)
        throw ConfigurationError([
            ConfigurationOverride.diagnostic(
                isComplete ? .configurationUnknownSource : .configurationBadOverride,
                isComplete
                    ? "there is no source named '\(DisplayText.quote(first))'\(near)"
                    : "sources can be set only by name and option",
                in: override.text,
                at: isComplete ? range.lowerBound..<range.lowerBound + first.utf8.count : override.keyRange,
                hint: isComplete
                    ? nil
                    : "for example --set sources.\(sourceNames.first.map(DisplayText.quote) ?? "NAME").fetch.delay=2s"
            )
        ])
    }

    private func target(
        in name: String,
        _ key: String,
        _ override: ConfigurationOverride
    ) throws(ConfigurationError) -> SourceTarget {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let depth = 1 + name.split(separator: ".", omittingEmptySubsequences: false).count
        let place = "'sources.\(DisplayText.quote(name))'"
        if let stage = LegalKeys.stagesOfSource.first(where: { $0.name == parts[0] }) {
            let rest = parts.dropFirst().joined(separator: ".")
            if let index = stage.options.firstIndex(where: { $0.name == rest }) { return .stage(stage, index) }
            throw unknown(override, depth + 1, rest, at: place, legal: stage.options.map(\.name))
        }
        if parts[0] == "request" {
            // Its value may hold a secret, and so it is not shown.
            let argument = SourceText(
                name: "--set sources.\(name).\(parts[0])=\(Secret.veil)",
                bytes: Array(override.text.bytes[..<override.keyRange.upperBound])
            )
            throw ConfigurationError([
                ConfigurationOverride.diagnostic(
                    .configurationBadOverride,
                    "the request of a source can be set only in the file",
                    in: argument,
                    at: override.range(fromComponent: depth),
                    hint: "a command line is seen by everybody on the machine"
                )
            ])
        }
        let ofTypes = SourceTypes.all.flatMap { $0.declarations.map(\.name) }
        if ofTypes.contains(key) { return .ofType(key) }
        if SourceTypes.common.contains(where: { $0.name == key }) {
            throw ConfigurationError([
                ConfigurationOverride.diagnostic(
                    .configurationBadOverride,
                    "the \(key) of a source can be set only in the file",
                    in: override.text,
                    at: override.range(fromComponent: depth)
                )
            ])
        }
        if LegalKeys.topLevel.contains(parts[0]) {
            throw ConfigurationError([
                ConfigurationOverride.diagnostic(
                    .configurationMisplacedKey,
                    "'\(parts[0])' is for the whole pipeline and cannot be set for one source",
                    in: override.text,
                    at: override.range(fromComponent: depth),
                    hint: "leave 'sources.\(DisplayText.quote(name)).' out"
                )
            ])
        }
        throw unknown(
            override,
            depth,
            key,
            at: place,
            legal: ofTypes + LegalKeys.stagesOfSource.flatMap { $0.options.map(\.key) }
                + LegalKeys.stagesOfSource.map(\.name)
        )
    }

    func unknown(
        _ override: ConfigurationOverride,
        _ component: Int,
        _ key: String,
        at place: String,
        legal: [String]
    ) -> ConfigurationError {
        let message: String
        if key.isEmpty {
            message = "an option of \(place) is missing"
        } else {
            message = "'\(DisplayText.quote(key))' is not known at \(place)"
        }
        return ConfigurationError([
            ConfigurationOverride.diagnostic(
                .configurationUnknownKey,
                message
                    + LegalKeys.question(LegalKeys.meant(by: key, legal: legal, elsewhere: LegalKeys.ofSections)),
                in: override.text,
                at: key.isEmpty ? override.keyRange : override.range(fromComponent: component)
            )
        ])
    }
}
