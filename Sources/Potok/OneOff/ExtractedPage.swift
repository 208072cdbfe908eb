import PotokCore
import PotokNormalize
import PotokText

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What `potok extract` finds in a page; a line of JSON for other programs.
///
/// Fields that are not known are left out; `text` is always there, and empty when the page holds no document. Then `outcome`
/// says why in a stable word, and `reason` in a sentence.
public struct ExtractedPage: Sendable, Encodable {
    /// The `id` of the input, as it was.
    public var id: JSONScalar?
    /// The `url` of the input.
    public var url: String?
    /// The title.
    public var title: String?
    /// The authors, in their order.
    public var author: [String]?
    /// When it was published, as precisely as is known: `2022`, `2022-01`, `2022-01-09` or `2022-01-09T10:30:00Z`.
    public var date: String?
    /// When it was last changed.
    public var modified: String?
    /// The language as a BCP 47 tag.
    public var language: String?
    /// A summary in the page's own words.
    public var description: String?
    /// The name of the site.
    public var site: String?
    /// The address of the picture that stands for the page.
    public var image: String?
    /// The address that the page calls its own.
    public var canonical: String?
    /// Keywords and sections.
    public var tags: [String]?
    /// The licence.
    public var licence: String?
    /// The feeds that the page points to.
    public var feeds: [String]?
    /// Where each of the values above was taken from, by its field, such as `jsonLD`.
    public var found: [String: String]?
    /// How sure it is that the text is the main text, from 0 to 1.
    public var confidence: Double?
    /// The text, in the form that was asked for.
    public var text = ""
    /// The parts of the text that have anchors, where normalize.split asks for them.
    public var sections: [Section]?
    /// Why there is no text: the code of an outcome, such as `excluded.empty`.
    public var outcome: String?
    /// Why there is no text, in a sentence.
    public var reason: String?

    /// A part of the text that begins with a heading to which an anchor leads.
    public struct Section: Sendable, Encodable {
        /// The fragment that leads to it.
        public var anchor: String
        /// The title of the page and the headings that it stands under.
        public var title: String
        /// The text under its heading.
        public var text: String
    }

    init(id: JSONScalar?, url: String?, _ step: Step<Normalizer.Output>, form: TextForm) {
        self.id = id
        self.url = url
        switch step {
        case .settled(let settled):
            outcome = settled.code ?? settled.kind.rawValue
            reason = settled.reason
        case .next(let output):
            let document = output.document
            title = document.title.isEmpty ? nil : document.title
            author = document.authors.isEmpty ? nil : document.authors
            // In the page's own time: the day that its readers saw.
            date = output.metadata.published?.value.text
            language = document.language
            read(output.metadata)
            confidence = document.roundedConfidence
            text = output.content(as: form)
            if !document.sections.isEmpty {
                sections = document.sections.map { Section(anchor: $0.anchor ?? "", title: $0.title, text: $0.text) }
            }
        }
    }
}

extension ExtractedPage {
    /// Takes what the page says about itself.
    private mutating func read(_ metadata: PageMetadata) {
        modified = metadata.modified?.value.text
        description = metadata.description?.value
        site = metadata.siteName?.value
        image = metadata.image?.value
        canonical = metadata.canonicalURL?.value
        tags = metadata.tags.isEmpty ? nil : metadata.tags.map(\.value)
        licence = metadata.licence?.value
        feeds = metadata.feeds.isEmpty ? nil : metadata.feeds.map(\.url)
        let places: [(String, Provenance?)] = [
            ("title", metadata.title?.provenance), ("author", metadata.authors.first?.provenance),
            ("date", metadata.published?.provenance), ("modified", metadata.modified?.provenance),
            ("language", metadata.language?.provenance), ("description", metadata.description?.provenance),
            ("site", metadata.siteName?.provenance), ("image", metadata.image?.provenance),
            ("canonical", metadata.canonicalURL?.provenance), ("tags", metadata.tags.first?.provenance),
            ("licence", metadata.licence?.provenance),
        ]
        let known = places.compactMap { field, place in place.map { (field, $0.rawValue) } }
        found = known.isEmpty ? nil : Dictionary(uniqueKeysWithValues: known)
    }
}

/// A number, text or truth value of JSON, kept as it came.
public enum JSONScalar: Sendable, Hashable, Codable {
    /// Text.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// True or false.
    case boolean(Bool)

    /// Reads whichever of them is there.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .boolean(flag)
        } else if let integer = try? container.decode(Int64.self) {
            self = .integer(integer)
        } else {
            self = .number(try container.decode(Double.self))
        }
    }

    /// Writes it as it came.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .integer(let integer): try container.encode(integer)
        case .number(let number): try container.encode(number)
        case .boolean(let flag): try container.encode(flag)
        }
    }
}
