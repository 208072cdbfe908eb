import PotokConfiguration
public import PotokCore
import PotokFeeds

/// Writes pipeline.json: a new one, or sources into one that is there, whose comments and order stay as they are.
public enum PipelineText {
    /// A new pipeline.
    ///
    /// - Parameter contact: a mail address or a page by which the operator can be reached, for the User-Agent header.
    public static func new(_ sources: [SourceDraft], version: String, contact: String) -> String {
        let contact = contact.contains("@") && !contact.contains(":") ? "mailto:\(contact)" : contact
        return """
            {
                // `potok explain KEY` tells what a key means, `potok validate` checks this file.
                "version": 1,
                "database": "potok.db",
                "fetch": {
                    // Publishers read this in their logs.
                    "userAgent": \(JSONWriter.quoted("potok/\(version) (+\(contact))"))
                },
                "sources": [
            \(lines(sources).joined(separator: ",\n"))
                ]
            }

            """
    }

    /// The text of a pipeline with more sources behind its own.
    ///
    /// - Throws: `ConfigurationError` when the text has no list of sources.
    public static func adding(_ sources: [SourceDraft], to bytes: [UInt8], path: String) throws -> [UInt8] {
        _ = try PipelineConfiguration.parse(bytes: bytes, path: path)
        guard let list = JSONParser.parse(bytes, options: .withComments).value?["sources"], let own = list.elements
        else { throw PotokError("init.no-sources", "\(path) has no list of sources", hint: "add `\"sources\": []`") }
        let text = lines(sources).joined(separator: ",\n")
        if let last = own.last {
            return bytes[..<last.range.upperBound] + Array(",\n\(text)".utf8) + bytes[last.range.upperBound...]
        }
        let end = list.range.upperBound - 1
        return bytes[..<end] + Array("\n\(text)\n    ".utf8) + bytes[end...]
    }

    private static func lines(_ sources: [SourceDraft]) -> [String] {
        sources.map { source in
            let comments = source.comments.map { "        // \(DisplayText.safe($0))\n" }.joined()
            return "\(comments)        \(source.json)"
        }
    }

    /// The sources of a list of subscriptions, one for each feed that is not followed yet.
    ///
    /// - Parameters:
    ///   - opml: the list, in UTF-8.
    ///   - names: the names that are taken.
    ///   - known: the feeds that are followed already.
    /// - Returns: the sources, how many feeds were known, and the addresses that are none.
    /// - Throws: `opml.unknown` when it is no OPML.
    public static func sources(
        opml: [UInt8],
        avoiding names: Set<String>,
        known: Set<WebURL>
    ) throws -> (sources: [SourceDraft], known: Int, refused: [String]) {
        var (names, known) = (names, known)
        var (sources, refused, count) = ([SourceDraft](), [String](), 0)
        for outline in try OPMLReader.read(opml) {
            guard let url = WebURL(outline.xmlURL), url.isWeb else {
                refused.append(outline.xmlURL)
                continue
            }
            guard known.insert(url.canonical()).inserted else {
                count += 1
                continue
            }
            let words = outline.title.isEmpty ? url.host ?? "" : outline.title
            let name = SourceDraft.name(from: words, avoiding: names)
            names.insert(name)
            let folder = outline.categories.isEmpty ? [] : [outline.categories.joined(separator: " > ")]
            sources.append(SourceDraft(name: name, type: .feed, urls: [url], comments: folder))
        }
        return (sources, count, refused)
    }
}
