public import PotokCore
public import PotokStreams

/// Makes what the judge needs to know of a document: hashes of its content and of its folded text.
///
/// It knows nothing of other documents, so any number of workers can run it side by side.
public struct FingerprintStage: Stage {
    /// The page goes along with the document: its headers and hops are stored with it.
    public typealias Input = (document: Document, page: Page)
    /// The fingerprinted document with its page.
    public typealias Output = (document: Fingerprinted, page: Page)

    private let window: Int

    /// Makes the stage.
    ///
    /// - Parameter window: the number of runs of words of which one fingerprint is kept, as the database has it.
    public init(window: Int = Fingerprinter.defaultWindow) { self.window = window }

    /// `deduplicate`, as in the configuration.
    public var name: String { "deduplicate" }

    /// Hashes one document.
    public func process(_ input: Input, holding lease: ByteLease) async throws -> Step<Output> {
        .next((Self.fingerprint(input.document, window: window), input.page))
    }

    /// Hashes one document.
    public static func fingerprint(_ document: Document, window: Int = Fingerprinter.defaultWindow) -> Fingerprinted {
        var sketcher = Sketcher(window: window)
        return fingerprint(document, &sketcher)
    }

    private static func fingerprint(_ document: Document, _ sketcher: inout Sketcher) -> Fingerprinted {
        let (sketch, hash) = sketcher.sketch(document.text)
        var fingerprinted = Fingerprinted(
            document: document,
            contentHash: document.contentHash,
            textHash: hash,
            sketch: sketch
        )
        for section in document.sections { fingerprinted.sections.append(fingerprint(section, &sketcher)) }
        return fingerprinted
    }
}
