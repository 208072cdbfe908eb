/// An address that a listing names, on its way into the frontier.
public struct Discovery: Sendable, Hashable {
    /// Where it is.
    public var url: WebURL
    /// What is expected there.
    public var role: Request.Role
    /// How many listings lead to it, one after the other.
    public var depth: Int
    /// When the publisher says that it was changed last.
    public var modified: Timestamp?

    /// Makes a discovery.
    public init(url: WebURL, role: Request.Role = .page, depth: Int = 1, modified: Timestamp? = nil) {
        self.url = url
        self.role = role
        self.depth = depth
        self.modified = modified
    }
}
