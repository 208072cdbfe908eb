public import PotokCore
public import PotokStreams
import PotokText

/// Makes what the judge needs to know of a document: hashes of its content and of its folded text.
///
/// It knows nothing of other documents, so any number of workers can run it side by side.
public struct FingerprintStage: Stage {
    /// The page goes along with the document: its headers and hops are stored with it.
    public typealias Input = (document: Document, page: Page)
    /// The fingerprinted document with its page.
    public typealias Output = (document: Fingerprinted, page: Page)

    /// Makes the stage.
    public init() {}

    /// `deduplicate`, as in the configuration.
    public var name: String { "deduplicate" }

    /// Hashes one document.
    public func process(_ input: Input, holding lease: ByteLease) async throws -> Step<Output> {
        .next((Self.fingerprint(input.document), input.page))
    }

    /// Hashes one document.
    public static func fingerprint(_ document: Document) -> Fingerprinted {
        var tokenizer = Tokenizer()
        return Fingerprinted(
            document: document,
            contentHash: document.contentHash,
            textHash: Hash.of(tokenizer.foldedText(document.text).utf8)
        )
    }
}
