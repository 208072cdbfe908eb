/// Parses pages by the WHATWG HTML standard.
///
///     let parser = HTMLParser()
///     let tree = parser.parse(bytes)
///     for link in try tree.select("main a[href]") { print(link[.href] ?? "") }
///
/// Any bytes give a tree; there is no error. A parser keeps its memory for the next page, and takes back the memory of
/// its last tree once nobody holds that tree any more. A parser serves one task at a time; trees may go anywhere.
public final class HTMLParser {
    /// What can be chosen.
    public struct Options: Sendable, Hashable {
        /// Whether `noscript` is read as in a browser that runs scripts, that is, as text.
        ///
        /// It is off by default, as nobody runs scripts here: the content of `noscript` becomes elements.
        public var scripting: Bool

        /// How far the parser goes with hostile pages.
        public var limits: HTMLLimits

        /// Creates options.
        public init(scripting: Bool = false, limits: HTMLLimits = HTMLLimits()) {
            self.scripting = scripting
            self.limits = limits
        }
    }

    /// The options of this parser.
    public let options: Options

    private var tokenizer: Tokenizer<TreeBuilder>
    private var last: TreeStorage?

    /// Creates a parser.
    public init(options: Options = Options()) {
        self.options = options
        tokenizer = Tokenizer(storage: TokenStorage(), sink: TreeBuilder())
    }

    /// Parses a page in UTF-8; the tree keeps the array.
    public func parse(_ page: [UInt8]) -> HTMLTree {
        parse(page, context: nil)
    }

    /// Parses a page in UTF-8, of which the tree keeps a copy.
    public func parse(_ page: Span<UInt8>) -> HTMLTree {
        parse(page.withUnsafeBufferPointer { Array($0) }, context: nil)
    }

    /// Parses a page that is a string.
    public func parse(_ page: String) -> HTMLTree {
        parse(Array(page.utf8), context: nil)
    }

    /// Parses what would be inside an element (13.4), such as the markup of a feed entry.
    ///
    /// The root of the tree holds the nodes. A context element of SVG or MathML is named with its namespace.
    public func parseFragment(
        _ markup: [UInt8],
        in context: String = "body",
        namespace: HTMLNamespace = .html
    ) -> HTMLTree {
        parse(markup, context: (context, namespace))
    }

    private func parse(_ page: [UInt8], context: (name: String, namespace: HTMLNamespace)?) -> HTMLTree {
        let storage: TreeStorage
        if isKnownUniquelyReferenced(&last), let free = last {
            storage = free
        } else {
            storage = TreeStorage()
        }
        last = nil
        let limit = min(max(options.limits.bytes, 0), 1 << 28)
        let isTooLong = page.count > limit
        let findings = prepare(isTooLong ? Array(page[..<limit]) : page, in: storage)
        exchangeMemory(with: storage)
        storage.source.withUnsafeBufferPointer { source in
            tokenizer.parse(SourceBytes(source), findings, options: options, context: context)
        }
        exchangeMemory(with: storage)
        storage.quirks = tokenizer.sink.quirks
        storage.reached = tokenizer.sink.reached
        if isTooLong { storage.reached.insert(.bytes) }
        storage.freeze()
        last = storage
        return HTMLTree(storage: storage)
    }

    /// Puts the page into the storage, mended if it must be; answers what was found in it.
    private func prepare(_ page: [UInt8], in storage: TreeStorage) -> SourcePreparation.Findings {
        page.withUnsafeBufferPointer { bytes in
            let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
            let body = hasMark ? UnsafeBufferPointer(rebasing: bytes[3...]) : bytes
            let findings = SourcePreparation.inspect(body)
            if findings.firstChange == body.count, !hasMark {
                storage.source = page
                return findings
            }
            var copy: [UInt8] = []
            let copied = SourcePreparation.copy(body, into: &copy)
            storage.source = copy
            return copied
        }
    }

    /// Lends the memory of a tree to the machinery that fills it, and gives it back.
    private func exchangeMemory(with storage: TreeStorage) {
        swap(&tokenizer.storage.attributes, &storage.attributesBuffer)
        swap(&tokenizer.storage.side, &storage.sideBuffer)
        swap(&tokenizer.storage.names, &storage.names)
        swap(&tokenizer.sink.nodes, &storage.nodesBuffer)
        swap(&tokenizer.sink.doctypes, &storage.doctypes)
    }
}

extension Tokenizer<TreeBuilder> {
    /// Parses a whole page or fragment into the memory of the sink.
    mutating func parse(
        _ source: SourceBytes,
        _ findings: SourcePreparation.Findings,
        options: HTMLParser.Options,
        context: (name: String, namespace: HTMLNamespace)?
    ) {
        begin(source, hasNUL: findings.holdsNUL, maximumAttributes: options.limits.attributesPerElement)
        sink.reset(scripting: options.scripting, limits: options.limits, sourceCount: source.count)
        // Most pages have fewer nodes and attributes than this, and then memory need not grow.
        sink.nodes.reserve(findings.openings &+ findings.openings / 4)
        storage.attributes.reserve(findings.openings / 2)
        var model = ContentModel.data
        if let context {
            var name = context.name
            let number = name.withUTF8 { bytes in
                bytes.baseAddress.map {
                    storage.names.number(of: $0, count: bytes.count, readable: bytes.count)
                } ?? 0
            }
            model = sink.beginFragment(number, context.namespace)
            lastStartTag = number
        }
        run(from: model)
        if position < source.count, !sink.isFull { sink.reached.insert(.bytes) }
        if context != nil { sink.endFragment() }
        end()
    }
}
