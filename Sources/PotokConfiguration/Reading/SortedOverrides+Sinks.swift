import PotokCore

extension SortedOverrides {
    /// An option of a sink.
    enum SinkTarget {
        case section(StageSection, Int)
        /// The index of an option that every sink has.
        case common(Int)
        /// The name of an option of some type of sink.
        case ofType(String)
    }

    /// The sink and the option that `sinks.NAME.OPTION` means.
    func sinkTarget(
        _ override: ConfigurationOverride,
        sinkNames: [String]
    ) throws(ConfigurationError) -> (name: String, target: SinkTarget) {
        let rest = String(override.key.dropFirst("sinks.".count))
        // Names may have dots: the longest one that fits is meant.
        let fitting = sinkNames.filter { rest.hasPrefix($0 + ".") && !$0.isEmpty }.sorted { $0.count > $1.count }
        var failure: ConfigurationError?
        for name in fitting {
            do throws(ConfigurationError) {
                return (name, try target(in: name, String(rest.dropFirst(name.count + 1)), override))
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        let first = rest.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        let near = Suggestion.closest(to: first, among: sinkNames)
        let isComplete = rest.contains(".") && !first.isEmpty
        let range = override.range(fromComponent: 1)
        throw ConfigurationError([
            ConfigurationOverride.diagnostic(
                isComplete ? .configurationUnknownSink : .configurationBadOverride,
                isComplete
                    ? "there is no sink named '\(DisplayText.quote(first))'\(LegalKeys.question(near))"
                    : "sinks can be set only by name and option",
                in: override.text,
                at: isComplete ? range.lowerBound..<range.lowerBound + first.utf8.count : override.keyRange,
                hint: isComplete
                    ? nil
                    : "for example --set sinks.\(sinkNames.first.map(DisplayText.quote) ?? "NAME").batchDocuments=100"
            )
        ])
    }

    private func target(
        in name: String,
        _ key: String,
        _ override: ConfigurationOverride
    ) throws(ConfigurationError) -> SinkTarget {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let depth = 1 + name.split(separator: ".", omittingEmptySubsequences: false).count
        if let section = SinkTypes.sections.first(where: { $0.name == parts[0] }) {
            let rest = parts.dropFirst().joined(separator: ".")
            if let index = section.options.firstIndex(where: { $0.name == rest }) { return .section(section, index) }
        }
        if let index = SinkTypes.fields.firstIndex(where: { $0.name == key }) { return .common(index) }
        let ofTypes = SinkTypes.all.flatMap { $0.declarations }
        if let option = ofTypes.first(where: { $0.name == parts[0] }) {
            if !option.kind.mayHoldSecret, parts.count == 1 { return .ofType(key) }
            if option.kind.mayHoldSecret {
                // Its value may be a secret, and so it is not shown.
                let argument = SourceText(
                    name: "--set sinks.\(name).\(parts[0])=\(Secret.veil)",
                    bytes: Array(override.text.bytes[..<override.keyRange.upperBound])
                )
                throw ConfigurationError([
                    ConfigurationOverride.diagnostic(
                        .configurationBadOverride,
                        "'\(parts[0])' of a sink can be set only in the file",
                        in: argument,
                        at: override.range(fromComponent: depth),
                        hint: "a command line is seen by everybody on the machine"
                    )
                ])
            }
        }
        if SinkTypes.identity.contains(where: { $0.name == key }) {
            throw ConfigurationError([
                ConfigurationOverride.diagnostic(
                    .configurationBadOverride,
                    "the \(key) of a sink can be set only in the file",
                    in: override.text,
                    at: override.range(fromComponent: depth)
                )
            ])
        }
        throw unknown(
            override,
            depth,
            key,
            at: "'sinks.\(DisplayText.quote(name))'",
            legal: SinkTypes.fields.map(\.name) + ofTypes.filter { !$0.kind.mayHoldSecret }.map(\.name)
                + SinkTypes.sections.flatMap { $0.options.map(\.key) }
        )
    }
}
