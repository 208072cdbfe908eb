import PotokConfiguration
import PotokCore

/// Reads the file that describes a fixture; pure.
struct FixtureReader {
    /// A fixture, and where in its file the expectation stands.
    struct Reading {
        var fixture: Fixture
        /// The bytes of the value of `expect`; nil when it is not there.
        var expectation: Range<Int>?
        /// Behind the last member; nil when there is none.
        var end: Int?
    }

    private let text: SourceText
    private let sources: [String]

    /// - Parameters:
    ///   - text: the file.
    ///   - sources: the names of the sources of the pipeline.
    init(_ text: SourceText, sources: [String]) {
        self.text = text
        self.sources = sources
    }

    /// Reads the fixture.
    ///
    /// - Parameter mediaType: its Content-Type when the file says nothing of it.
    func read(name: String, mediaType: String?) throws(BrokenFixture) -> Reading {
        let result = JSONParser.parse(text.bytes, options: .withComments)
        if let problem = result.problems.first {
            throw broken(problem.code, problem.message, problem.hint, at: problem.range)
        }
        let value = result.value ?? JSONValue(.invalid)
        let members = try members(value, "a fixture", of: ["url", "contentType", "headers", "source", "expect"])
        var reading = Reading(
            fixture: Fixture(name: name, contentType: mediaType),
            end: members.last?.value.range.upperBound
        )
        for member in members {
            switch member.key {
            case "url": reading.fixture.url = try url(member.value)
            case "contentType": reading.fixture.contentType = try optionalString(member)
            case "headers": reading.fixture.headers = try headers(member.value)
            case "source": reading.fixture.source = try source(member.value)
            default:
                reading.expectation = member.value.range
                reading.fixture.expectation = try expectation(member.value)
            }
        }
        return reading
    }

    // MARK: Values

    private func url(_ value: JSONValue) throws(BrokenFixture) -> WebURL {
        guard let url = value.string.flatMap({ WebURL($0) }), url.isWeb else {
            throw broken("'url' is an http or https URL, not \(value.shown)", at: value.range)
        }
        return url
    }

    private func headers(_ value: JSONValue) throws(BrokenFixture) -> [String: String] {
        guard let members = value.members else {
            throw broken("'headers' is an object, not \(value.noun)", at: value.range)
        }
        var headers: [String: String] = [:]
        for member in members { headers[member.key.lowercased()] = try string(member) }
        return headers
    }

    private func source(_ value: JSONValue) throws(BrokenFixture) -> String {
        guard let name = value.string else { throw broken("'source' is text, not \(value.noun)", at: value.range) }
        guard sources.contains(name) else {
            let near = Suggestion.closest(to: name, among: sources)
            throw broken(
                "the pipeline has no source '\(DisplayText.safe(name))'",
                near.map { "did you mean '\($0)'?" },
                at: value.range
            )
        }
        return name
    }

    private func expectation(_ value: JSONValue) throws(BrokenFixture) -> FixtureExpectation? {
        let fields = FixtureExpectation.Field.allCases.map(\.rawValue)
        let members = try members(value, "'expect'", of: ["outcome"] + fields)
        guard !members.isEmpty else { return nil }
        var expectation = FixtureExpectation()
        for member in members {
            if let field = FixtureExpectation.Field(rawValue: member.key) {
                expectation.values[field] = try lines(member, of: field)
            } else {
                expectation.outcome = try outcome(member.value)
            }
        }
        if expectation.outcome != FixtureExpectation.document,
            let odd = members.first(where: { $0.key != "outcome" })
        {
            throw broken("a page with an 'outcome' like this has no '\(odd.key)'", at: odd.keyRange)
        }
        return expectation
    }

    private func outcome(_ value: JSONValue) throws(BrokenFixture) -> String {
        let known = [FixtureExpectation.document] + Outcome.Exclusion.allCases.map { "excluded.\($0.rawValue)" }
        guard let code = value.string, known.contains(code) else {
            let near = value.string.flatMap { Suggestion.closest(to: $0, among: known) }
            throw broken(
                "'outcome' is '\(FixtureExpectation.document)' or a code such as 'excluded.index', not \(value.shown)",
                near.map { "did you mean '\($0)'?" },
                at: value.range
            )
        }
        return code
    }

    private func lines(_ member: JSONMember, of field: FixtureExpectation.Field) throws(BrokenFixture) -> [String] {
        switch field {
        case .title, .language: return try optionalString(member).map { $0.isEmpty ? [] : [$0] } ?? []
        case .published:
            guard let text = try optionalString(member) else { return [] }
            guard let date = PublishedDate(text) else {
                throw broken(
                    "'published' is a date such as 2026-01-31, not \(member.value.shown)",
                    at: member.value.range
                )
            }
            return [date.text]
        case .authors, .text:
            if field == .text, let text = member.value.string { return FixtureExpectation.lines(text) }
            guard let elements = member.value.elements else {
                throw broken("'\(member.key)' is a list of texts, not \(member.value.noun)", at: member.value.range)
            }
            var lines: [String] = []
            for element in elements {
                guard let line = element.string else {
                    throw broken("'\(member.key)' is a list of texts, and this is \(element.noun)", at: element.range)
                }
                lines.append(line)
            }
            return field == .text ? FixtureExpectation.lines(lines.joined(separator: "\n")) : lines
        }
    }

    private func string(_ member: JSONMember) throws(BrokenFixture) -> String {
        guard let string = member.value.string else {
            throw broken("'\(DisplayText.safe(member.key))' is text, not \(member.value.noun)", at: member.value.range)
        }
        return string
    }

    private func optionalString(_ member: JSONMember) throws(BrokenFixture) -> String? {
        if case .null = member.value.content { return nil }
        return try string(member)
    }

    private func members(
        _ value: JSONValue,
        _ what: String,
        of keys: [String]
    ) throws(BrokenFixture) -> [JSONMember] {
        guard let members = value.members else {
            throw broken("\(what) is an object, not \(value.noun)", at: value.range)
        }
        if let unknown = members.first(where: { !keys.contains($0.key) }) {
            let near = Suggestion.closest(to: unknown.key, among: keys)
            throw broken(
                "\(what) has no key '\(DisplayText.safe(unknown.key))'",
                near.map { "did you mean '\($0)'?" } ?? "its keys are \(keys.joined(separator: ", "))",
                at: unknown.keyRange
            )
        }
        return members
    }

    // MARK: What is wrong

    private func broken(_ message: String, _ hint: String? = nil, at range: Range<Int>) -> BrokenFixture {
        broken(.fixtureValue, message, hint, at: range)
    }

    private func broken(
        _ code: PotokError.Code,
        _ message: String,
        _ hint: String?,
        at range: Range<Int>
    ) -> BrokenFixture {
        let (line, caret) = text.excerpt(range)
        return BrokenFixture(
            diagnostic: Diagnostic(
                .error,
                code,
                file: text.name,
                location: text.location(at: range.lowerBound),
                message: message,
                line: line,
                caret: caret,
                hint: hint
            )
        )
    }
}

extension JSONValue {
    /// A text as it is, anything else by what it is.
    fileprivate var shown: String { string.map { "'\(DisplayText.safe(String($0.prefix(60))))'" } ?? noun }
}
