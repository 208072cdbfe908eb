import PotokConfiguration
public import PotokCore

/// A source that is not in a pipeline yet.
public struct SourceDraft: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The type: `feed`, `sitemap` or `site`.
    public var type: Listing.Kind
    /// Its URLs.
    public var urls: [WebURL]
    /// Lines of comment that stand above it.
    public var comments: [String] = []
    /// Addresses of this machine and of private networks that it may reach, as `fetch.allowAddresses` has them.
    public var allowedAddresses: [String] = []

    /// Makes a draft.
    public init(name: String, type: Listing.Kind, urls: [WebURL], comments: [String] = []) {
        self.name = name
        self.type = type
        self.urls = urls
        self.comments = comments
    }

    /// The source as one line of pipeline.json.
    var json: String {
        let urls = urls.map { JSONWriter.quoted($0.description) }.joined(separator: ", ")
        let allowed = allowedAddresses.map(JSONWriter.quoted).joined(separator: ", ")
        let fetch = allowed.isEmpty ? "" : ", \"fetch\": { \"allowAddresses\": [\(allowed)] }"
        return "{ \"name\": \(JSONWriter.quoted(name)), \"type\": \"\(type.rawValue)\", \"urls\": [\(urls)]\(fetch) }"
    }

    /// A name for a source, made from words: what a name may not hold becomes `-`, and a number parts it from names that are taken.
    public static func name(from words: String, avoiding taken: Set<String>) -> String {
        var name = ""
        for scalar in words.lowercased().unicodeScalars {
            if scalar.properties.isAlphabetic || 0x30...0x39 ~= scalar.value {
                name.unicodeScalars.append(scalar)
            } else if !name.isEmpty, name.last != "-" {
                name += "-"
            }
        }
        // Room for a number.
        var scalars = name.unicodeScalars.prefix(56)
        while scalars.last == "-" { scalars.removeLast() }
        let stem = scalars.isEmpty ? "source" : String(scalars)
        return ([stem] + (2...100_000).lazy.map { "\(stem)-\($0)" }).first { !taken.contains($0) } ?? stem
    }
}
