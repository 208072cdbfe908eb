import PotokCore

/// Turns the JSON of pipeline.json and the overrides into a checked pipeline, and collects all that is wrong on the way.
struct ConfigurationReader {
    private(set) var text: SourceText
    let folder: String
    private let arguments: [String]

    /// How many diagnostics about the file are kept; nobody reads more.
    private static let maximumDiagnostics = 100

    private var fileDiagnostics: [(offset: Int, diagnostic: Diagnostic)] = []
    private var overrideDiagnostics: [Diagnostic] = []
    /// Whether a key that is not there was really left out, and not lost to a syntax error.
    private(set) var isStructureSound = true

    var topLevel = TopLevel()
    var pipeline: PipelineConfiguration

    /// Whether the file has to hold what every configuration needs: a version and sources.
    private let isWhole: Bool

    init(text: SourceText, overrides: [String], isWhole: Bool = true) {
        self.isWhole = isWhole
        self.text = text
        self.folder = ConfigurationPath.folder(of: text.name)
        self.arguments = overrides
        self.pipeline = PipelineConfiguration(folder: folder, database: "")
    }

    /// What was found: by its place in the file, then by the order of overrides.
    var diagnostics: [Diagnostic] {
        fileDiagnostics.enumerated()
            .sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
            .map(\.element.diagnostic) + overrideDiagnostics
    }

    /// Reads everything; what it gives is good only when no diagnostic is an error.
    mutating func read() -> PipelineConfiguration {
        let parsed = JSONParser.parse(text.bytes, options: .withComments)
        isStructureSound = parsed.isStructureSound
        if let root = parsed.value { text.hide(HiddenText.ranges(in: root)) }
        for problem in parsed.problems {
            report(problem.code, problem.message, at: problem.range, hint: problem.hint)
        }
        var members: [JSONMember] = []
        if let root = parsed.value {
            if let found = root.members {
                members = found
            } else if root.content != .invalid {
                report(
                    .configurationWrongType,
                    "a configuration is an object, not \(DisplayText.quote(root.noun))",
                    at: root.range,
                    hint: "begin with { and write \"version\": 1 first"
                )
                isStructureSound = false
            }
        }
        let (sources, sinks) = readTopLevel(members, root: parsed.value)
        let overrides = SortedOverrides(
            arguments,
            sourceNames: sources.compactMap { $0["name"]?.string },
            sinkNames: sinks.compactMap { $0["name"]?.string },
            reader: &self
        )
        for (override, target) in overrides.ofPipeline { apply(override, target) }
        pipeline.database = ConfigurationPath.resolve(topLevel.database, folder: folder)
        readSources(sources, overrides: overrides)
        readSinks(sinks, overrides: overrides)
        return pipeline
    }

    // MARK: Reporting

    mutating func report(_ code: PotokError.Code, _ message: String, at range: Range<Int>, hint: String? = nil) {
        guard fileDiagnostics.count < Self.maximumDiagnostics else { return }
        let isLast = fileDiagnostics.count == Self.maximumDiagnostics - 1
        let code = isLast ? .jsonTooManyProblems : code
        let message = isLast ? "there are more problems; only the first are shown" : message
        let hint = isLast ? nil : hint
        let excerpt = text.excerpt(range)
        fileDiagnostics.append(
            (
                isLast ? .max : range.lowerBound,
                Diagnostic(
                    .error,
                    code,
                    file: text.name,
                    location: text.location(at: range.lowerBound),
                    message: message,
                    line: excerpt.line,
                    caret: excerpt.caret,
                    hint: hint
                )
            )
        )
    }

    mutating func report(_ diagnostic: Diagnostic) {
        overrideDiagnostics.append(diagnostic)
    }

    mutating func reportMissing(_ option: OptionDeclaration, key: String, at range: Range<Int>) {
        guard isStructureSound else { return }
        report(
            .configurationMissingKey,
            "'\(key)' is missing: \(option.kind.expectation)",
            at: range,
            hint: option.summary
        )
    }

    // MARK: Values

    /// The value of an option in the file; nil when it is wrong, which is then reported.
    mutating func value(of option: OptionDeclaration, key: String, _ json: JSONValue) -> OptionValue? {
        switch option.kind.read(json) {
        case .success(let value):
            return value
        case .failure(let problems):
            for problem in problems.list {
                report(problem.code, "'\(key)' \(problem.message)", at: problem.range, hint: problem.hint)
            }
            return nil
        }
    }

    /// The value that an override gives to an option; nil when it is wrong, which is then reported.
    mutating func value(of option: OptionDeclaration, _ override: ConfigurationOverride) -> OptionValue? {
        let (json, problems) = override.value(for: option.kind)
        for problem in problems {
            report(
                ConfigurationOverride.diagnostic(
                    problem.code,
                    problem.message,
                    in: override.text,
                    at: problem.range,
                    hint: problem.hint
                )
            )
        }
        guard problems.isEmpty else { return nil }
        switch option.kind.read(json) {
        case .success(let value):
            return value
        case .failure(let problems):
            for problem in problems.list {
                report(
                    ConfigurationOverride.diagnostic(
                        problem.code,
                        "'\(DisplayText.quote(override.key))' \(problem.message)",
                        in: override.text,
                        at: problem.range,
                        hint: problem.hint
                    )
                )
            }
            return nil
        }
    }

    // MARK: The top and its sections

    /// Reads all but the sources and the sinks, which it gives.
    private mutating func readTopLevel(
        _ members: [JSONMember],
        root: JSONValue?
    ) -> (sources: [JSONValue], sinks: [JSONValue]) {
        var sources: [JSONValue] = []
        var sinks: [JSONValue] = []
        var given: Set<String> = []
        for member in members {
            given.insert(member.key)
            if let index = TopLevel.declarations.firstIndex(where: { $0.name == member.key }) {
                if let value = value(of: TopLevel.declarations[index], key: member.key, member.value) {
                    TopLevel.fields[index].set(&topLevel, value)
                }
            } else if let section = StageSection.all.first(where: { $0.name == member.key }) {
                readSection(section, member.value, key: section.name) { $0.setInPipeline(&$1, $2, $3) }
            } else if member.key == "sources" {
                sources += readSourceList(member.value)
            } else if member.key == "sinks" {
                sinks += readSinkList(member.value)
            } else {
                let meant = reportUnknown(
                    member,
                    at: "the top of the configuration",
                    legal: LegalKeys.topLevel,
                    elsewhere: LegalKeys.ofSections
                )
                if let meant { given.insert(meant) }
            }
        }
        guard isWhole, let root, root.members != nil else { return (sources, sinks) }
        let opening = root.range.lowerBound..<root.range.lowerBound + 1
        for option in TopLevel.declarations where option.isRequired && !given.contains(option.name) {
            reportMissing(option, key: option.key, at: opening)
        }
        if !given.contains("sources"), isStructureSound {
            report(
                .configurationNoSource,
                "'sources' is missing: where documents come from",
                at: opening,
                hint: "write \"sources\": [{ \"name\": \"texts\", \"type\": \"files\", \"paths\": [\"texts\"] }]"
            )
        }
        return (sources, sinks)
    }

    private mutating func readSinkList(_ value: JSONValue) -> [JSONValue] {
        if case .invalid = value.content { return [] }
        if let elements = value.elements { return elements }
        report(
            .configurationWrongType,
            "'sinks' must be a list of objects, not \(DisplayText.quote(value.noun))",
            at: value.range,
            hint: value.members == nil ? nil : "put [ and ] around it"
        )
        return []
    }

    private mutating func readSourceList(_ value: JSONValue) -> [JSONValue] {
        if case .invalid = value.content { return [] }
        guard let elements = value.elements else {
            report(
                .configurationWrongType,
                "'sources' must be a list of objects, not \(DisplayText.quote(value.noun))",
                at: value.range,
                hint: value.members == nil ? nil : "put [ and ] around it"
            )
            return []
        }
        if elements.isEmpty, isStructureSound {
            report(
                .configurationNoSource,
                "'sources' is empty, so there is nothing to read",
                at: value.range,
                hint: "write [{ \"name\": \"texts\", \"type\": \"files\", \"paths\": [\"texts\"] }]"
            )
        }
        return elements
    }

    /// Reads a section of the pipeline.
    private mutating func readSection(
        _ section: StageSection,
        _ value: JSONValue,
        key: String,
        set: (StageSection, inout PipelineConfiguration, Int, OptionValue) -> Void
    ) {
        for (index, read) in values(of: section, value, key: key) {
            let option = section.options[index]
            guard option.onlyInSource != read else {
                reportOnlyInSource(option, at: value[option.name]?.range ?? value.range)
                continue
            }
            set(section, &pipeline, index, resolved(read, option))
        }
    }

    /// The value of an option of a section, with a relative path as one from the folder of the file.
    func resolved(_ value: OptionValue, _ option: OptionDeclaration) -> OptionValue {
        if option.kind == .heartbeat, case .secret(let secret) = value {
            return .secret(secret.resolving { [folder] in ConfigurationPath.resolve($0, folder: folder) })
        }
        guard option.kind == .path, value != option.defaultValue, case .text(let path) = value else { return value }
        return .text(ConfigurationPath.resolve(path, folder: folder))
    }

    private static func onlyInSource(_ option: OptionDeclaration) -> String {
        "'\(option.key)' cannot be \(option.onlyInSource.map { JSONWriter.pretty($0.json) } ?? "") for the whole pipeline:"
            + " that is decided source by source"
    }

    private mutating func reportOnlyInSource(_ option: OptionDeclaration, at range: Range<Int>) {
        let value = option.onlyInSource.map { JSONWriter.pretty($0.json) } ?? ""
        report(
            .configurationMisplacedKey,
            Self.onlyInSource(option),
            at: range,
            hint: "write \"\(option.section)\": { \"\(option.name)\": \(value) } in each source it is meant for"
        )
    }

    /// The values of a section, each with the index of its option.
    mutating func values(of section: StageSection, _ value: JSONValue, key: String) -> [(Int, OptionValue)] {
        if case .invalid = value.content { return [] }
        guard let members = value.members else {
            report(
                .configurationWrongType,
                "'\(key)' must be an object, not \(DisplayText.quote(value.noun))",
                at: value.range
            )
            return []
        }
        var found: [(Int, OptionValue)] = []
        for member in members {
            if let index = section.options.firstIndex(where: { $0.name == member.key }) {
                if let value = self.value(of: section.options[index], key: "\(key).\(member.key)", member.value) {
                    found.append((index, value))
                }
            } else {
                reportUnknown(
                    member,
                    at: "'\(key)'",
                    legal: section.options.map(\.name),
                    elsewhere: LegalKeys.ofSections
                )
            }
        }
        return found
    }

    /// Reports a key that is not known, with the legal one that was perhaps meant.
    ///
    /// - Parameters:
    ///   - place: where it stands, as it is told.
    ///   - legal: the keys that are legal there.
    ///   - elsewhere: the whole keys that are legal somewhere else, by which a key in the wrong place is recognised.
    /// - Returns: the key that was perhaps meant, so that it is not missed as well.
    @discardableResult
    mutating func reportUnknown(
        _ member: JSONMember,
        at place: String,
        legal: [String],
        elsewhere: [String]
    ) -> String? {
        let meant = LegalKeys.meant(by: member.key, legal: legal, elsewhere: elsewhere)
        report(
            .configurationUnknownKey,
            "'\(DisplayText.quote(member.key))' is not known at \(place)\(LegalKeys.question(meant))",
            at: member.keyRange
        )
        return meant
    }

    // MARK: Overrides

    private mutating func apply(_ override: ConfigurationOverride, _ target: SortedOverrides.PipelineTarget) {
        switch target {
        case .topLevel(let index):
            if let value = value(of: TopLevel.declarations[index], override) {
                TopLevel.fields[index].set(&topLevel, value)
            }
        case .section(let section, let index):
            let option = section.options[index]
            guard let value = value(of: option, override) else { return }
            guard option.onlyInSource != value else {
                report(
                    ConfigurationOverride.diagnostic(
                        .configurationMisplacedKey,
                        Self.onlyInSource(option),
                        in: override.text,
                        at: override.keyRange,
                        hint: "for one source: --set sources.NAME.\(option.key)=\(value.text)"
                    )
                )
                return
            }
            section.setInPipeline(&pipeline, index, resolved(value, option))
        }
    }
}
