import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// All that is known of a page of the web but its body, as JSON in the database.
struct StoredResponse: Codable {
    struct Hop: Codable {
        var url: String
        var status: Int
    }

    var url: String
    var hops: [Hop]
    var contentType: String?
    var headers: [String: String]
    var entityTag: String?
    var lastModified: String?

    init(_ page: Page) {
        url = page.locator.description
        hops = page.hops.map { Hop(url: $0.url.description, status: $0.status) }
        contentType = page.contentType
        headers = page.headers
        entityTag = page.validators.entityTag
        lastModified = page.validators.lastModified
    }

    init(json: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(json.utf8)) }

    var json: String { get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) } }

    /// The page again; nil where only another program can have written the address.
    func page(for request: Request, body: [UInt8], observedAt: Timestamp) -> Page? {
        guard let url = WebURL(url) else { return nil }
        return Page(
            request: request,
            locator: .url(url),
            hops: hops.compactMap { hop in WebURL(hop.url).map { Page.Hop(url: $0, status: hop.status) } },
            body: body,
            contentType: contentType,
            headers: headers,
            validators: Validators(entityTag: entityTag, lastModified: lastModified),
            observedAt: observedAt
        )
    }
}
