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
    /// The group of addresses that it belongs to, where there may be endlessly many.
    public var group: String?
    /// How many addresses of its group its source may have.
    public var groupLimit: Int?
    /// What the listing itself holds of it; it stands in where the page cannot be had.
    public var content: Listing.Content?

    /// Makes a discovery.
    public init(
        url: WebURL,
        role: Request.Role = .page,
        depth: Int = 1,
        modified: Timestamp? = nil,
        group: String? = nil,
        groupLimit: Int? = nil,
        content: Listing.Content? = nil
    ) {
        self.url = url
        self.role = role
        self.depth = depth
        self.modified = modified
        self.group = group
        self.groupLimit = groupLimit
        self.content = content
    }
}
