/// A sink of type `webhook`: the service and what messages are signed with.
public struct WebhookOptions: Sendable, Hashable {
    /// The service.
    public var server = HTTPServerOptions()
    /// What messages are signed with.
    public var secret: Secret?

    /// Makes options without a service.
    public init() {}
}
