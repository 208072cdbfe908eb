/// A request of a sink.
public struct HTTPRequest: Sendable, Hashable {
    /// The method, such as `POST`.
    public var method: String
    /// What comes behind the target's base: a path that begins with a slash, and a query; already escaped.
    public var path: String
    /// Header lines such as `Content-Type: application/json`.
    public var headers: [String]
    /// The body; nil for none.
    public var body: [UInt8]?
    /// How long it may take; nil for as long as the target's requests may.
    public var timeout: Duration?

    /// Makes a request.
    public init(
        _ method: String,
        _ path: String,
        headers: [String] = [],
        body: [UInt8]? = nil,
        timeout: Duration? = nil
    ) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }

    /// A request with a body of JSON.
    public static func json(_ method: String, _ path: String, _ body: [UInt8]) -> HTTPRequest {
        HTTPRequest(method, path, headers: ["Content-Type: application/json"], body: body)
    }

    /// A request with a body of JSON.
    public static func json(_ method: String, _ path: String, _ body: String) -> HTTPRequest {
        json(method, path, Array(body.utf8))
    }
}
