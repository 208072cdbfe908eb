import PotokCore

extension ConfigurationReader {
    /// Reads the sinks into the pipeline, whose own options must be complete by now.
    mutating func readSinks(_ values: [JSONValue], overrides: SortedOverrides) {
        var lines: [String: Int] = [:]
        for (index, value) in values.enumerated() {
            if case .invalid = value.content { continue }
            guard let members = value.members else {
                report(
                    .configurationWrongType,
                    "a sink is an object, not \(DisplayText.quote(value.noun))",
                    at: value.range
                )
                continue
            }
            if let name = value["name"], let text = name.string {
                if let line = lines[text] {
                    report(
                        .configurationDuplicateSink,
                        "the sink of line \(line) is named '\(DisplayText.quote(text))' too",
                        at: name.range,
                        hint: "names are unique among sinks"
                    )
                } else {
                    lines[text] = self.text.location(at: name.range.lowerBound).line
                }
            }
            readSink(members, value.range, index: index, overrides: overrides)
        }
    }

    private mutating func readSink(
        _ members: [JSONMember],
        _ range: Range<Int>,
        index: Int,
        overrides: SortedOverrides
    ) {
        var sink = SinkOptions(name: "", kind: .standardOutput)
        sink.transform = pipeline.transform
        var type: (any SinkType.Type)?
        let opening = range.lowerBound..<range.lowerBound + 1
        let title = members.first { $0.key == "name" }?.value.string
        let key = title.map { "sinks.\(DisplayText.quote($0))" } ?? "sinks[\(index)]"
        for option in SinkTypes.identity {
            for member in members where member.key == option.name {
                guard case .text(let text)? = value(of: option, key: "\(key).\(option.name)", member.value) else {
                    continue
                }
                if option.name == "name" { sink.name = text } else { type = SinkTypes.named(text) }
            }
        }
        // The keys that are there, or that a wrong one stands for.
        var present = Set(members.map(\.key))
        for member in members {
            if let section = SinkTypes.sections.first(where: { $0.name == member.key }) {
                for (option, value) in values(of: section, member.value, key: "\(key).\(section.name)") {
                    section.setInSink(&sink, option, resolved(value, section.options[option]))
                }
            } else if let field = SinkTypes.fields.first(where: { $0.name == member.key }),
                let option = SinkTypes.common.first(where: { $0.name == member.key })
            {
                if let value = value(of: option, key: "\(key).\(member.key)", member.value) { field.set(&sink, value) }
            } else if !SinkTypes.identity.contains(where: { $0.name == member.key }) {
                if let meant = checkPlace(of: member, in: type, key: key) { present.insert(meant) }
            }
        }
        for option in SinkTypes.identity where !present.contains(option.name) {
            reportMissing(option, key: "\(key).\(option.name)", at: opening)
        }
        let own = sink.name.isEmpty ? [] : overrides.ofSinks[sink.name] ?? []
        for (override, target) in own {
            switch target {
            case .section(let section, let option):
                if let value = value(of: section.options[option], override) {
                    section.setInSink(&sink, option, resolved(value, section.options[option]))
                }
            case .common(let index):
                let field = SinkTypes.fields[index]
                guard let option = SinkTypes.common.first(where: { $0.name == field.name }) else { continue }
                if let value = value(of: option, override) { field.set(&sink, value) }
            case .ofType: break
            }
        }
        if let type {
            readKind(type, into: &sink, members, key: key, opening: opening, present: present, overrides: own)
        }
        pipeline.sinks.append(sink)
    }

    /// Reports a key that is neither common to sinks nor of the sink's type.
    ///
    /// - Returns: the key that was perhaps meant.
    private mutating func checkPlace(of member: JSONMember, in type: (any SinkType.Type)?, key: String) -> String? {
        if let type, type.declarations.contains(where: { $0.name == member.key }) { return nil }
        if let owner = SinkTypes.all.first(where: { $0.declarations.contains { $0.name == member.key } }) {
            // Without a type nobody knows which keys are right.
            guard let type else { return nil }
            report(
                .configurationMisplacedKey,
                "'\(member.key)' is for sinks of type '\(owner.name)', and '\(key)' is of type '\(type.name)'",
                at: member.keyRange
            )
            return nil
        }
        if LegalKeys.topLevel.contains(member.key) {
            report(
                .configurationMisplacedKey,
                "'\(member.key)' is for the whole pipeline and cannot be set for one sink",
                at: member.keyRange,
                hint: "move it out of 'sinks', to the top of the configuration"
            )
            return nil
        }
        let types = type.map { [$0] } ?? SinkTypes.all
        return reportUnknown(
            member,
            at: "'\(key)'",
            legal: SinkTypes.common.map(\.name) + types.flatMap { $0.declarations.map(\.name) }
                + SinkTypes.sections.map(\.name),
            elsewhere: SinkTypes.sections.flatMap { $0.options.map(\.key) }
        )
    }

    /// Reads the options of a sink's type.
    private mutating func readKind<Sink: SinkType>(
        _ type: Sink.Type,
        into options: inout SinkOptions,
        _ members: [JSONMember],
        key: String,
        opening: Range<Int>,
        present: Set<String>,
        overrides: [(ConfigurationOverride, SortedOverrides.SinkTarget)]
    ) {
        var sink = Sink()
        var present = present
        let declarations = Sink.declarations
        let fields = Sink.fields
        for member in members {
            guard let index = declarations.firstIndex(where: { $0.name == member.key }) else { continue }
            if let value = value(of: declarations[index], key: "\(key).\(member.key)", member.value) {
                fields[index].set(&sink, value)
            }
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
            present.insert(option)
            if let value = value(of: declarations[index], override) { fields[index].set(&sink, value) }
        }
        for option in declarations where option.isRequired && !present.contains(option.name) {
            reportMissing(option, key: "\(key).\(option.name)", at: opening)
        }
        let folder = folder
        options.kind = sink.kind { ConfigurationPath.resolve($0, folder: folder) }
    }
}
