import PotokCore
import PotokNormalize

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
    /// The language as a BCP 47 tag.
    public var language: String?
    /// How sure it is that the text is the main text, from 0 to 1.
    public var confidence: Double?
    /// The text, in the form that was asked for.
    public var text = ""
    /// Why there is no text: the code of an outcome, such as `excluded.empty`.
    public var outcome: String?
    /// Why there is no text, in a sentence.
    public var reason: String?

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
            date = document.published?.text
            language = document.language
            confidence = (document.confidence * 1_000).rounded() / 1_000
            text = output.content(as: form)
        }
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
