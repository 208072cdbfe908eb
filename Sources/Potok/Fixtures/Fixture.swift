public import PotokCore

/// A page that a person has kept, with what must come of it.
public struct Fixture: Sendable {
    /// Its name: the path of its files below the folder, without what they end with.
    public var name: String
    /// The source whose options hold for it; nil to go by its URL.
    public var source: String?
    /// Where the page came from; nil for a file.
    public var url: WebURL?
    /// The Content-Type of the response; nil when it had none.
    public var contentType: String?
    /// The other headers of the response that count, by lower-case name.
    public var headers: [String: String]
    /// What must come of it; nil when nobody has said.
    public var expectation: FixtureExpectation?

    /// Makes a fixture.
    public init(
        name: String,
        source: String? = nil,
        url: WebURL? = nil,
        contentType: String? = nil,
        headers: [String: String] = [:],
        expectation: FixtureExpectation? = nil
    ) {
        self.name = name
        self.source = source
        self.url = url
        self.contentType = contentType
        self.headers = headers
        self.expectation = expectation
    }

    /// The headers beside Content-Type that decide what becomes of a page, by lower-case name.
    public static let headerNames = ["content-language", "link", "tdm-reservation", "x-robots-tag"]

    /// The page as a fetch would bring it.
    func page(_ body: [UInt8], source: String) -> Page {
        let locator = url.map { Locator.url($0) } ?? .file(path: "", identifier: name)
        return Page(
            request: Request(claim: Request.Claim(rawValue: 0), source: source, locator: locator),
            locator: locator,
            body: body,
            contentType: contentType,
            headers: headers,
            observedAt: Timestamp(secondsSince1970: 0)
        )
    }
}
