import PotokCore

extension ConfigurationReader {
    /// Reads the sources into the pipeline, whose own options must be complete by now.
    mutating func readSources(_ values: [JSONValue], overrides: SortedOverrides) {
        var lines: [String: Int] = [:]
        for (index, value) in values.enumerated() {
            if case .invalid = value.content { continue }
            guard let members = value.members else {
                report(
                    .configurationWrongType,
                    "a source is an object, not \(DisplayText.quote(value.noun))",
                    at: value.range
                )
                continue
            }
            if let name = value["name"], let text = name.string {
                if let line = lines[text] {
                    report(
                        .configurationDuplicateSource,
                        "the source of line \(line) is named '\(DisplayText.quote(text))' too",
                        at: name.range,
                        hint: "names are unique in a pipeline"
                    )
                } else {
                    lines[text] = self.text.location(at: name.range.lowerBound).line
                }
            }
            readSource(members, value.range, index: index, overrides: overrides)
        }
    }

    private mutating func readSource(
        _ members: [JSONMember],
        _ range: Range<Int>,
        index: Int,
        overrides: SortedOverrides
    ) {
        var name = ""
        var type: (any SourceType.Type)?
        let opening = range.lowerBound..<range.lowerBound + 1
        let title = members.first { $0.key == "name" }?.value.string
        let key = title.map { "sources.\(DisplayText.quote($0))" } ?? "sources[\(index)]"
        for option in SourceTypes.common {
            for member in members where member.key == option.name {
                guard case .text(let text)? = value(of: option, key: "\(key).\(option.name)", member.value) else {
                    continue
                }
                if option.name == "name" { name = text } else { type = SourceTypes.named(text) }
            }
        }
        var source = SourceOptions(
            name: name,
            kind: .files(paths: [], include: []),
            fetch: pipeline.fetch,
            normalize: pipeline.normalize,
            deduplicate: pipeline.deduplicate,
            schedule: pipeline.schedule,
            retention: pipeline.retention
        )
        // The keys that are there, or that a wrong one stands for.
        var present = Set(members.map(\.key))
        for member in members {
            if let stage = LegalKeys.stagesOfSource.first(where: { $0.name == member.key }) {
                for (option, value) in values(of: stage, member.value, key: "\(key).\(stage.name)") {
                    stage.setInSource(&source, option, resolved(value, stage.options[option]))
                }
            } else if !SourceTypes.common.contains(where: { $0.name == member.key }) {
                if let meant = checkPlace(of: member, in: type, key: key) { present.insert(meant) }
            }
        }
        for option in SourceTypes.common where !present.contains(option.name) {
            reportMissing(option, key: "\(key).\(option.name)", at: opening)
        }
        let own = name.isEmpty ? [] : overrides.ofSources[name] ?? []
        for (override, target) in own {
            if case .stage(let stage, let option) = target, let value = value(of: stage.options[option], override) {
                stage.setInSource(&source, option, resolved(value, stage.options[option]))
            }
        }
        if let type {
            let nameRange = members.first { $0.key == "name" }?.value.range ?? opening
            readKind(
                type,
                into: &source,
                members,
                key: key,
                nameRange: nameRange,
                meant: present.subtracting(members.map(\.key)),
                overrides: own
            )
        }
        pipeline.sources.append(source)
    }

    /// Reports a key that is neither common to sources nor of the source's type.
    ///
    /// - Returns: the key that was perhaps meant.
    private mutating func checkPlace(
        of member: JSONMember,
        in type: (any SourceType.Type)?,
        key: String
    ) -> String? {
        if let type, type.declarations.contains(where: { $0.name == member.key }) { return nil }
        if let owner = SourceTypes.all.first(where: { $0.declarations.contains { $0.name == member.key } }) {
            // Without a type nobody knows which keys are right.
            guard let type else { return nil }
            report(
                .configurationMisplacedKey,
                "'\(member.key)' is for sources of type '\(owner.name)', and '\(key)' is of type '\(type.name)'",
                at: member.keyRange
            )
            return type.oneOf.first
        }
        if LegalKeys.topLevel.contains(member.key) {
            report(
                .configurationMisplacedKey,
                "'\(member.key)' is for the whole pipeline and cannot be set for one source",
                at: member.keyRange,
                hint: "move it out of 'sources', to the top of the configuration"
            )
            return nil
        }
        let types = type.map { [$0] } ?? SourceTypes.all
        return reportUnknown(
            member,
            at: "'\(key)'",
            legal: SourceTypes.common.map(\.name) + types.flatMap { $0.declarations.map(\.name) }
                + LegalKeys.stagesOfSource.map(\.name),
            elsewhere: LegalKeys.stagesOfSource.flatMap { $0.options.map(\.key) }
        )
    }

    /// Reads the options of a source's type.
    private mutating func readKind<Source: SourceType>(
        _ type: Source.Type,
        into options: inout SourceOptions,
        _ members: [JSONMember],
        key: String,
        nameRange: Range<Int>,
        meant: Set<String>,
        overrides: [(ConfigurationOverride, SortedOverrides.SourceTarget)]
    ) {
        var source = Source()
        let declarations = Source.declarations
        let fields = Source.fields
        // Options that hold something, or would if they were right.
        var filled = meant
        func fills(_ value: OptionValue?) -> Bool {
            value?.json.elements?.isEmpty != true
        }
        for member in members {
            guard let index = declarations.firstIndex(where: { $0.name == member.key }) else { continue }
            let value = value(of: declarations[index], key: "\(key).\(member.key)", member.value)
            if let value { fields[index].set(&source, value) }
            if fills(value) { filled.insert(member.key) }
        }
        for (override, target) in overrides {
            guard case .ofType(let option) = target else { continue }
            guard let index = declarations.firstIndex(where: { $0.name == option }) else {
                report(
                    ConfigurationOverride.diagnostic(
                        .configurationMisplacedKey,
                        "'\(key)' is of type '\(type.name)', which has no '\(option)'",
                        in: override.text,
                        at: override.keyRange
                    )
                )
                continue
            }
            let value = value(of: declarations[index], override)
            if let value { fields[index].set(&source, value) }
            if fills(value) { filled.insert(option) } else { filled.remove(option) }
        }
        if isStructureSound, filled.isDisjoint(with: type.oneOf) {
            let keys = type.oneOf.map { "'\($0)'" }.joined(separator: " or ")
            report(
                .configurationNoSource,
                "'\(key)' has nothing to read",
                at: nameRange,
                hint: "give it \(keys)"
            )
        }
        let folder = folder
        options.kind = source.kind { ConfigurationPath.resolve($0, folder: folder) }
        options.request = source.request.resolving { ConfigurationPath.resolve($0, folder: folder) }
    }
}
