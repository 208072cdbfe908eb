import PotokHTML

/// Everything on a page that may say something about it, gathered in one walk over the tree.
struct MetadataScan {
    /// A `<meta>` with a name.
    struct Meta {
        var name: String
        var content: String
    }

    /// A `<link>`, or an `<a>` whose `rel` says something about the page.
    struct Link {
        var relations: [String]
        var address: String
        var mediaType: String
        var title: String?
        var node: UInt32
        var isAnchor: Bool
    }

    /// An element of the body that by its attributes or name may hold something about the page.
    struct Cue {
        var node: UInt32
        var kinds: CueKinds
        /// Whether it stands within the comments, a teaser or another page's summary.
        var isForeign: Bool
        /// The order among the texts of the page.
        var position: Int
    }

    /// A heading.
    struct Heading {
        var node: UInt32
        var text: String
        var position: Int
        var isForeign: Bool
    }

    private(set) var metas: [Meta] = []
    /// The places in ``metas`` of each name.
    private(set) var metaPlaces: [String: [Int]] = [:]
    private(set) var links: [Link] = []
    private(set) var cues: [Cue] = []
    private(set) var headings: [Heading] = []
    private(set) var scripts: [[UInt8]] = []
    private(set) var titleElement: String?
    private(set) var language: String?
    private(set) var base: String?

    /// A text node of the page.
    struct Text {
        var node: UInt32
        /// Whether it stands within the comments, a teaser or another page's summary.
        var isForeign: Bool
    }

    /// The text nodes in their order, scripts and the like left out.
    private(set) var texts: [Text] = []

    private enum Limit {
        static let metas = 512
        static let links = 1_024
        static let cues = 512
        static let headings = 32
        static let texts = 1 << 16
        static let scripts = 32
        static let nodesOfLine = 640
    }

    init(_ tree: HTMLTree) {
        var next: UInt32? = 0
        var foreignEnd: UInt32?
        while let index = next {
            if index == foreignEnd { foreignEnd = nil }
            let kind = tree.kind(ofNode: index)
            if kind == .text {
                if texts.count < Limit.texts { texts.append(Text(node: index, isForeign: foreignEnd != nil)) }
                next = tree.nextInDocument(after: index)
                continue
            }
            guard kind == .element else {
                next = tree.nextInDocument(after: index)
                continue
            }
            let name = tree.htmlName(ofNode: index)
            var entersChildren = true
            switch name {
            case .meta: readMeta(tree, index)
            case .link: readLink(tree, index, isAnchor: false)
            case .script:
                readScript(tree, index)
                entersChildren = false
            case .style, .template, .svg, .noscript, .iframe, .select, .textarea, .button:
                entersChildren = name == .noscript
            case .title:
                if titleElement == nil { titleElement = Self.line(of: index, in: tree, limit: 2_048) }
                entersChildren = false
            case .html: language = language ?? tree[index][.lang]
            case .base: base = base ?? tree[index][.href]
            default:
                // Foreign content has a `title` and links of its own.
                if tree.kind(ofNode: index) == .element, !tree[index].isHTML { entersChildren = false }
                readElement(tree, index, name, &foreignEnd)
            }
            next = entersChildren ? tree.nextInDocument(after: index) : tree.nextSkippingChildren(after: index)
            if !entersChildren, let end = foreignEnd, next == end { foreignEnd = nil }
        }
    }

    // MARK: Head

    private mutating func readMeta(_ tree: HTMLTree, _ index: UInt32) {
        guard metas.count < Limit.metas else { return }
        let node = tree[index]
        guard let content = node[.content] else { return }
        for attribute in [HTMLName.property, .name, .itemprop] {
            guard let name = node[attribute] else { continue }
            let key = name.lowercased()
            for part in key.split(separator: " ") { append(Meta(name: String(part), content: content)) }
            if attribute == .property { continue }
            return
        }
        if let header = node[.httpEquiv]?.lowercased() {
            append(Meta(name: "http-equiv:" + header, content: content))
        }
    }

    private mutating func append(_ meta: Meta) {
        metaPlaces[meta.name, default: []].append(metas.count)
        metas.append(meta)
    }

    /// The `<meta>` elements of a name, in the order of the page.
    func metas(named name: String) -> some Sequence<Meta> {
        (metaPlaces[name] ?? []).lazy.map { metas[$0] }
    }

    private mutating func readLink(_ tree: HTMLTree, _ index: UInt32, isAnchor: Bool) {
        // Style sheets, icons and `nofollow` are most of all links, and say nothing about the page.
        let isTold = tree.withAttribute(.rel, ofNode: index) { LinkRelations.mayHoldOne($0) } ?? false
        guard isTold, links.count < Limit.links else { return }
        let node = tree[index]
        guard let relation = node[.rel], let address = node[.href] else { return }
        links.append(
            Link(
                relations: relation.lowercased().split(separator: " ").map(String.init),
                address: address,
                mediaType: node[.type]?.lowercased() ?? "",
                title: node[.title],
                node: index,
                isAnchor: isAnchor
            )
        )
    }

    private mutating func readScript(_ tree: HTMLTree, _ index: UInt32) {
        guard scripts.count < Limit.scripts,
            let type = tree[index][.type], type.lowercased().hasPrefix("application/ld+json"),
            let child = tree.firstChild(ofNode: index)
        else { return }
        scripts.append(
            tree.withBytes(ofNode: child) { bytes in bytes.withUnsafeBufferPointer { Array($0) } }
        )
    }

    // MARK: Body

    private mutating func readElement(
        _ tree: HTMLTree,
        _ index: UInt32,
        _ name: HTMLName,
        _ foreignEnd: inout UInt32?
    ) {
        var kinds: CueKinds = []
        var hasRelation = false
        tree.forEachAttribute(ofNode: index) { attribute, value in
            switch attribute {
            case .class, .id: kinds.formUnion(CueKinds(words: value))
            case .itemprop, .property: kinds.formUnion(CueKinds(property: value))
            case .rel where name == .a:
                kinds.formUnion(CueKinds(relation: value))
                hasRelation = true
            default: break
            }
        }
        if hasRelation { readLink(tree, index, isAnchor: true) }
        if name == .time { kinds.insert(.time) }
        if name == .address { kinds.insert(.addressElement) }
        if name == .aside || name == .footer || name == .nav { kinds.insert(.foreign) }
        if kinds.contains(.foreign), foreignEnd == nil, name != .body, name != .html, name != .main, name != .article {
            foreignEnd = tree.nextSkippingChildren(after: index) ?? .max
        }
        let isForeign = foreignEnd != nil
        if name == .h1 || name == .h2 || name == .h3, headings.count < Limit.headings {
            let text = Self.line(of: index, in: tree, limit: 1_024)
            if !text.isEmpty {
                headings.append(.init(node: index, text: text, position: texts.count, isForeign: isForeign))
            }
        }
        if !kinds.subtracting(.foreign).isEmpty, cues.count < Limit.cues {
            cues.append(Cue(node: index, kinds: kinds, isForeign: isForeign, position: texts.count))
        }
    }

    /// The text below a node as one line; scripts and styles are left out, and nothing beyond the limit is read.
    static func line(of top: UInt32, in tree: HTMLTree, limit: Int) -> String {
        String(decoding: lineBytes(of: top, in: tree, limit: limit), as: UTF8.self)
    }

    /// The same as bytes.
    static func lineBytes(of top: UInt32, in tree: HTMLTree, limit: Int) -> [UInt8] {
        var joined: [UInt8] = []
        let end = tree.nextSkippingChildren(after: top)
        var next = tree.nextInDocument(after: top)
        // Whoever nests thousands of elements without a text is not naming anything.
        var visited = 0
        while let index = next, index != end, joined.count < limit, visited < Limit.nodesOfLine {
            visited += 1
            switch tree.kind(ofNode: index) {
            case .text: append(tree, index, to: &joined, limit: limit)
            case .element:
                switch tree.htmlName(ofNode: index) {
                case .script, .style, .template, .svg, .button:
                    next = tree.nextSkippingChildren(after: index)
                    continue
                case .b, .i, .em, .strong, .span, .a, .u, .font, .mark, .small, .sub, .sup, .abbr, .wbr: break
                default: joined.append(0x20)
                }
            default: break
            }
            next = tree.nextInDocument(after: index)
        }
        return CleanText.line(joined[...])
    }

    private static func append(_ tree: HTMLTree, _ index: UInt32, to joined: inout [UInt8], limit: Int) {
        tree.withBytes(ofNode: index) { bytes in
            var count = min(bytes.count, max(0, limit - joined.count))
            // No character is cut.
            while count > 0, count < bytes.count, bytes[count] & 0xC0 == 0x80 { count -= 1 }
            for place in 0..<count { joined.append(bytes[place]) }
        }
    }
}

/// The relations of links that say something about the page: `canonical`, `license`, `licence`, `alternate`, `feed`.
enum LinkRelations {
    /// Whether a value of `rel` may hold one of them: whether one of its words begins and ends as they do.
    static func mayHoldOne(_ value: Span<UInt8>) -> Bool {
        var start = 0
        for position in 0...value.count where position == value.count || value[position] <= 0x20 {
            let length = position - start
            if length >= 4 {
                switch (value[start] | 0x20, length) {
                case (0x63, 9), (0x6C, 7), (0x61, 9), (0x66, 4): return true
                default: break
                }
            }
            start = position + 1
        }
        return false
    }
}
