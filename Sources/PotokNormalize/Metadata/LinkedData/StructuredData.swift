import PotokCore
import PotokHTML

/// What the JSON-LD of a page says, in the vocabulary of schema.org.
struct StructuredData: Sendable {
    /// A thing that the page describes.
    struct Thing: Sendable {
        /// The object.
        var value: LinkedDataValue
        /// Its types without the prefix of the vocabulary, such as `NewsArticle`.
        var types: [String]
        /// Whether it stands alone or in a graph, not within another thing.
        var isOutermost: Bool
        /// What kind of thing it is.
        var role: Role
    }

    /// What a thing is to the page.
    enum Role: Int, Sendable, Comparable {
        /// Something on the page: a breadcrumb, an organisation, a person.
        case other
        /// The page or the site as such.
        case page
        /// Something that is not a text: a product, a recipe, a video, an event.
        case work
        /// A text.
        case article

        static func < (a: Role, b: Role) -> Bool { a.rawValue < b.rawValue }
    }

    /// All things, in the order of the page.
    private(set) var things: [Thing] = []
    /// The thing that the page is about; nil when it describes several of a kind, as lists do.
    private(set) var main: Thing?
    /// The thing that is the page itself.
    private(set) var page: Thing?
    /// Scripts that could not be read, in words.
    private(set) var notes: [String] = []

    private var named: [String: LinkedDataValue] = [:]

    private enum Limit {
        static let things = 512
        static let depth = 5
        static let scripts = 32
        static let names = 48
    }

    /// Reads the scripts of a page.
    ///
    /// - Parameters:
    ///   - scripts: the texts of the `<script type="application/ld+json">`.
    ///   - addresses: the addresses of the page, of which the thing may be known that the page is about.
    init(scripts: [[UInt8]], addresses: [String] = []) {
        for (number, script) in scripts.prefix(Limit.scripts).enumerated() {
            let tape = LinkedDataTape(script)
            if let fault = tape.fault { notes.append("its JSON-LD (script \(number + 1)) is faulty: \(fault)") }
            for value in tape.values { collect(value, depth: 0, isOutermost: true) }
        }
        choose(addresses: Set(addresses.map(Self.comparable)))
    }

    /// The types of all outermost things, without repetition.
    var types: [String] {
        var seen: Set<String> = []
        return things.filter(\.isOutermost).flatMap(\.types).filter { seen.insert($0).inserted }
    }

    /// The text of the article, as the page gives it to programs; markup is not taken out.
    var articleBody: [UInt8]? {
        guard let main, main.role == .article else { return nil }
        return main.value["articleBody"]?.stringBytes ?? main.value["text"]?.stringBytes
    }

    /// The names of what a value names: texts, objects with names, and references to objects elsewhere on the page.
    func names(of value: LinkedDataValue?) -> [String] {
        (value?.list ?? []).prefix(Limit.names).compactMap { item in
            if let text = item.text { return named[text]?["name"]?.list.first?.text ?? text }
            if let name = item["name"]?.list.first?.text { return name }
            return item["@id"]?.text.flatMap { named[$0]?["name"]?.list.first?.text }
        }
    }

    /// The first address of a picture or another object with an address.
    static func address(of value: LinkedDataValue?) -> String? {
        guard let first = value?.list.first else { return nil }
        return first.text ?? first["url"]?.list.first?.text ?? first["contentUrl"]?.text ?? first["@id"]?.text
    }

    // MARK: Reading

    private mutating func collect(_ value: LinkedDataValue, depth: Int, isOutermost: Bool) {
        guard depth <= Limit.depth, things.count < Limit.things else { return }
        for item in value.list where item.isObject && things.count < Limit.things {
            let types = item.types
            if let identifier = item["@id"]?.text, item["name"] != nil, named[identifier] == nil {
                named[identifier] = item
            }
            if !types.isEmpty {
                things.append(Thing(value: item, types: types, isOutermost: isOutermost, role: Self.role(types)))
            }
            if let graph = item["@graph"] { collect(graph, depth: depth + 1, isOutermost: isOutermost) }
            if let entity = item["mainEntity"] { collect(entity, depth: depth + 1, isOutermost: isOutermost) }
            if let entity = item["mainEntityOfPage"], entity.isObject {
                collect(entity, depth: depth + 1, isOutermost: false)
            }
            if let parts = item["hasPart"] { collect(parts, depth: depth + 1, isOutermost: false) }
        }
    }

    private mutating func choose(addresses: Set<String>) {
        page = things.first { $0.role == .page && !$0.types.contains("WebSite") }
        for role in [Role.article, .work] {
            let candidates = things.filter { $0.role == role }
            if let own = candidates.first(where: { isOwn($0, addresses) }) {
                main = own
                return
            }
            let outermost = candidates.filter(\.isOutermost)
            let titles = Set(outermost.map { $0.value["headline"]?.text ?? $0.value["name"]?.text ?? "" })
            // A page that describes several texts is a list of them.
            if let first = outermost.first, titles.count <= 2 {
                main = first
                return
            }
        }
        main = nil
    }

    private func isOwn(_ thing: Thing, _ addresses: Set<String>) -> Bool {
        guard !addresses.isEmpty else { return false }
        let value = thing.value
        let entity = value["mainEntityOfPage"]
        return [value["url"]?.text, value["@id"]?.text, entity?.text, entity?["@id"]?.text, entity?["url"]?.text]
            .compactMap { $0 }
            .contains { addresses.contains(Self.comparable($0)) }
    }

    /// An address without what does not tell pages apart: the scheme, `www.`, the fragment, a slash at the end.
    static func comparable(_ address: String) -> String {
        var rest = address[...]
        if let scheme = rest.range(ofText: "://") { rest = rest[scheme.upperBound...] }
        if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
        if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
        while rest.last == "/" { rest = rest.dropLast() }
        return rest.lowercased()
    }

    private static let works: Set<String> = [
        "Product", "ProductGroup", "Recipe", "VideoObject", "Event", "JobPosting", "Course", "HowTo", "Book", "Movie",
        "PodcastEpisode", "Question", "SoftwareApplication", "Dataset", "Review", "LocalBusiness", "Service",
    ]

    private static func role(_ types: [String]) -> Role {
        types.map { type -> Role in
            if works.contains(type) { return .work }
            if type.hasSuffix("Article") || type.hasSuffix("Posting") || type == "Report" || type == "ReviewNewsArticle"
                || type == "LiveBlogPosting" || type == "CreativeWork" || type == "ClaimReview"
            {
                return .article
            }
            if type.hasSuffix("Page") || type == "WebSite" { return .page }
            return .other
        }.max() ?? .other
    }
}
