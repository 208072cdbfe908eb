import PotokConfiguration
import PotokCore

/// Writes the file that describes a fixture, so that a person can read the differences of two versions of it; pure.
enum FixtureWriter {
    /// The whole file.
    static func text(_ fixture: Fixture) -> String {
        var members: [String] = []
        if let url = fixture.url { members.append("\"url\": \(JSONWriter.quoted(url.description))") }
        members.append("\"contentType\": \(fixture.contentType.map(JSONWriter.quoted) ?? "null")")
        if !fixture.headers.isEmpty {
            let lines = fixture.headers.sorted { $0.key < $1.key }
                .map { "\(JSONWriter.quoted($0.key)): \(JSONWriter.quoted($0.value))" }
            members.append("\"headers\": " + block(lines, "{", "}", indent: "  "))
        }
        if let source = fixture.source { members.append("\"source\": \(JSONWriter.quoted(source))") }
        if let expectation = fixture.expectation { members.append("\"expect\": \(text(expectation))") }
        return block(members, "{", "}", indent: "") + "\n"
    }

    /// The file with another expectation; all else stays as a person has written it.
    static func replacing(
        _ bytes: [UInt8],
        _ reading: FixtureReader.Reading,
        _ expectation: FixtureExpectation
    ) -> [UInt8] {
        let text = text(expectation)
        if let range = reading.expectation {
            return bytes[..<range.lowerBound] + Array(text.utf8) + bytes[range.upperBound...]
        }
        if let end = reading.end { return bytes[..<end] + Array(",\n  \"expect\": \(text)".utf8) + bytes[end...] }
        return Array("{\n  \"expect\": \(text)\n}\n".utf8)
    }

    /// The value of `expect`, to stand in an object that is indented by two spaces.
    private static func text(_ expectation: FixtureExpectation) -> String {
        guard expectation.outcome == FixtureExpectation.document else {
            return block(["\"outcome\": \(JSONWriter.quoted(expectation.outcome))"], "{", "}", indent: "  ")
        }
        let members = FixtureExpectation.Field.allCases.compactMap { field -> String? in
            guard let lines = expectation.values[field] else { return nil }
            return "\"\(field.rawValue)\": \(value(lines.map(JSONWriter.quoted), of: field))"
        }
        return block(members, "{", "}", indent: "  ")
    }

    private static func value(_ lines: [String], of field: FixtureExpectation.Field) -> String {
        switch field {
        case .title, .published, .language: lines.first ?? "null"
        case .authors: "[\(lines.joined(separator: ", "))]"
        case .text: lines.isEmpty ? "[]" : block(lines, "[", "]", indent: "    ")
        }
    }

    private static func block(_ items: [String], _ opening: String, _ closing: String, indent: String) -> String {
        let lines = items.map { "\(indent)  \($0)" }.joined(separator: ",\n")
        return "\(opening)\n\(lines)\n\(indent)\(closing)"
    }
}
