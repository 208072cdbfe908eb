public import PotokConfiguration
public import PotokCore

/// What came of a fixture.
public struct FixtureResult: Sendable {
    /// How it ended.
    public enum Outcome: Sendable {
        /// The page gives what is expected.
        case equal
        /// It does not, in these fields; with the reason for which there is no document, if there is none.
        case differs([FixtureDifference], reason: String?)
        /// The fixture cannot be run.
        case broken(Diagnostic)
    }

    /// What is needed to write the expectation anew.
    struct Update: Sendable {
        var text: [UInt8]
        var reading: FixtureReader.Reading
        var found: FixtureExpectation
        var path: String
    }

    /// Its name.
    public var name: String
    /// The source whose options held; nil when those of the pipeline itself did.
    public var source: String?
    /// How it ended.
    public var outcome: Outcome
    /// Nil when the page was not looked at.
    var update: Update?

    func with(_ outcome: Outcome) -> FixtureResult {
        var result = self
        result.outcome = outcome
        return result
    }

    /// Makes the fixture expect what was found, where it expects something else or nothing; all else in its file stays.
    ///
    /// - Returns: whether something was written.
    /// - Throws: `file.cannot-write`.
    public func accept() throws(PotokError) -> Bool {
        guard let update else { return false }
        if case .equal = outcome { return false }
        let expectation = update.reading.fixture.expectation?.updated(to: update.found) ?? update.found
        let bytes = FixtureWriter.replacing(update.text, update.reading, expectation)
        try TextFile.write(bytes, to: update.path, replaces: true)
        return true
    }
}
