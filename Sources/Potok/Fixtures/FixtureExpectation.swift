public import PotokCore
public import PotokNormalize

/// What a fixture says must come of its page.
///
/// Every value is held as its lines, so that all are compared and shown in one way. What a fixture leaves out is not compared.
public struct FixtureExpectation: Sendable, Hashable {
    /// What of a document is compared, in the order in which it is shown.
    public enum Field: String, Sendable, Hashable, CaseIterable {
        case title, authors, published, language, text
    }

    /// The outcome of a page that becomes a document.
    public static let document = Outcome.indexed.kind.rawValue

    /// `indexed` for a document, or the code of what keeps the page from being one, such as `excluded.index`.
    public var outcome: String
    /// The lines of each field that is compared; a value that is not there has none.
    public var values: [Field: [String]]

    /// Makes an expectation.
    public init(outcome: String = document, values: [Field: [String]] = [:]) {
        self.outcome = outcome
        self.values = values
    }

    /// All that came of a page.
    public init(_ step: Step<Normalizer.Output>) {
        switch step {
        case .settled(let outcome): self.init(outcome: outcome.code ?? outcome.kind.rawValue)
        case .next(let output):
            let document = output.document
            self.init(values: [
                .title: document.title.isEmpty ? [] : [document.title],
                .authors: document.authors,
                .published: document.published.map { [$0.text] } ?? [],
                .language: document.language.map { [$0] } ?? [],
                .text: Self.lines(document.text),
            ])
        }
    }

    /// A text by its lines; an empty one has none.
    static func lines(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }

    /// In what another expectation, which holds all that was found, differs from this one, field by field.
    ///
    /// Where the outcomes differ, the fields have nothing to say.
    public func differences(from found: FixtureExpectation) -> [FixtureDifference] {
        guard outcome == found.outcome else {
            return [FixtureDifference(field: "outcome", expected: [outcome], found: [found.outcome])]
        }
        return Field.allCases.compactMap { field in
            guard let expected = values[field] else { return nil }
            let value = found.values[field] ?? []
            // Strings are equal when they look alike; here every byte counts.
            let isEqual = expected.elementsEqual(value) { $0.utf8.elementsEqual($1.utf8) }
            return isEqual ? nil : FixtureDifference(field: field.rawValue, expected: expected, found: value)
        }
    }

    /// What is to be expected from now on: what was found, of the fields that were compared before.
    public func updated(to found: FixtureExpectation) -> FixtureExpectation {
        guard outcome == found.outcome, !values.isEmpty else { return found }
        return FixtureExpectation(outcome: outcome, values: found.values.filter { values[$0.key] != nil })
    }
}

/// A field of a fixture that is not what it should be.
public struct FixtureDifference: Sendable, Hashable {
    /// Its name: that of a field of the document, or `outcome`.
    public var field: String
    /// The lines that are expected.
    public var expected: [String]
    /// The lines that were found.
    public var found: [String]

    /// What has to go and to come, line by line, for the expected lines to become the found ones.
    public var lines: [LineDifference.Line] { LineDifference.lines(from: expected, to: found) }
}
