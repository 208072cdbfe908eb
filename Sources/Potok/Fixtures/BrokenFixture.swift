public import PotokConfiguration
public import PotokCore

/// Why a fixture cannot be run.
public struct BrokenFixture: Error, Sendable, Hashable {
    /// What is wrong, and where.
    public var diagnostic: Diagnostic
}

extension PotokError.Code {
    /// A value in the description of a fixture is not what it should be.
    public static let fixtureValue = Self("fixture.value")
    /// A file of a fixture is missing or cannot be read, or there is nothing that it expects.
    public static let fixtureFiles = Self("fixture.files")
}
