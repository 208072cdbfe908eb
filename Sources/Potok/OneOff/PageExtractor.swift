public import PotokConfiguration
public import PotokCore
public import PotokNormalize

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Takes the main text out of pages that somebody else has fetched: no network, no database.
public struct PageExtractor: Sendable {
    private let rules: NormalizeRules
    private let form: TextForm
    private let pool = NormalizerPool()

    /// Makes an extractor.
    public init(_ options: NormalizeOptions, form: TextForm) {
        rules = NormalizeRules(options)
        self.form = form
    }

    /// Extracts one page.
    ///
    /// - Parameters:
    ///   - url: where it comes from; addresses in it are relative to this.
    ///   - contentType: the header of that name; nil to go by the bytes.
    public func extract(
        _ body: [UInt8],
        url: WebURL? = nil,
        contentType: String? = nil,
        id: JSONScalar? = nil
    ) -> ExtractedPage {
        ExtractedPage(
            id: id,
            url: url?.description,
            normalize(body, url: url, contentType: contentType, form: form.needs),
            form: form
        )
    }

    /// Normalizes one page and keeps all that is known about it.
    public func normalize(
        _ body: [UInt8],
        url: WebURL?,
        contentType: String?,
        form: Normalizer.Form
    ) -> Step<Normalizer.Output> {
        let locator = url.map { Locator.url($0) } ?? .file(path: "", identifier: "stdin")
        let page = Page(
            request: Request(claim: Request.Claim(rawValue: 0), source: "extract", locator: locator),
            locator: locator,
            body: body,
            contentType: contentType,
            observedAt: Timestamp(secondsSince1970: 0)
        )
        return pool.with { $0.normalize(page, rules: rules, agent: nil, form: form) }
    }

    /// Extracts the page of a line of NDJSON: an object with `html`, and perhaps `id` and `url`.
    ///
    /// - Throws: `PotokError` with the code `extract.input` when the line is none.
    public func extract(line: [UInt8]) throws(PotokError) -> ExtractedPage {
        let input: Input
        do {
            input = try JSONDecoder().decode(Input.self, from: Data(line))
        } catch let error as DecodingError {
            throw PotokError("extract.input", Self.explain(error))
        } catch {
            throw PotokError("extract.input", "is no JSON object", underlying: error)
        }
        var page = extract(
            Array(input.html.utf8),
            url: input.url.flatMap { WebURL($0) },
            contentType: "text/html; charset=utf-8",
            id: input.id
        )
        page.url = input.url
        return page
    }

    private struct Input: Decodable {
        var id: JSONScalar?
        var url: String?
        var html: String
    }

    private static func explain(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "has no '\(key.stringValue)'"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            context.codingPath.last.map { "has no text for '\($0.stringValue)'" } ?? "is no JSON object"
        case .dataCorrupted: "is no JSON object"
        @unknown default: "is no JSON object"
        }
    }
}
