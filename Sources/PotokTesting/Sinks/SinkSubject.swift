public import PotokCore
public import PotokSinks

/// A sink with its target, as the conformance suite wants it: fresh, empty, and with faults at the press of a button.
///
/// Behind it may be a contract server or a real one. What the target holds is read past the sink, so that a sink cannot
/// praise itself.
public protocol SinkSubject: Sendable {
    /// Makes the sink, for the same target each time.
    ///
    /// - Parameter timeout: how long its requests may take.
    func sink(timeout: Duration) throws -> any Sink

    /// The faults that can be put between sink and target.
    var faults: Set<TargetFault> { get }

    /// Lets the next requests that deliver changes end so; other requests go through.
    ///
    /// - Parameter times: how many of them; 0 ends what was ordered before.
    func inject(_ fault: TargetFault, times: Int)

    /// What the target holds, read without the sink.
    func held() async throws -> [DocumentKey: HeldDocument]

    /// The document changed so that the target refuses it for ever; nil where it takes any.
    func poisoned(_ document: DocumentV1) -> DocumentV1?

    /// What must stand in no text.
    var secret: String? { get }
}

extension SinkSubject {
    /// Nothing.
    public var secret: String? { nil }
}

/// A document as a target holds it.
public struct HeldDocument: Sendable, Hashable {
    /// The version it was told with.
    public var version: Int64
    /// The title.
    public var title: String
    /// The text.
    public var text: String
    /// The date of publication, as the target gives it back.
    public var publishedAt: String?

    /// Makes a held document.
    public init(version: Int64, title: String, text: String, publishedAt: String? = nil) {
        self.version = version
        self.title = title
        self.text = text
        self.publishedAt = publishedAt
    }

    /// What a target must hold after it was told of a document.
    public init(_ document: DocumentV1) {
        self.init(
            version: document.version,
            title: document.title,
            text: document.text,
            publishedAt: document.publishedAt
        )
    }
}
