/// The entry of libFuzzer: any bytes must give a sound tree, whatever the options.
///
/// The first byte chooses how the rest is parsed, so that one corpus serves all ways.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count)
    FuzzCase.run(Array(input))
    return 0
}

private enum FuzzCase {
    nonisolated(unsafe) static let parsers = [
        HTMLParser(),
        HTMLParser(options: HTMLParser.Options(scripting: true)),
        HTMLParser(
            options: HTMLParser.Options(
                limits: HTMLLimits(
                    depth: 6,
                    nodes: 40,
                    attributesPerElement: 2,
                    bytes: 300,
                    activeFormattingElements: 3
                )
            )
        ),
        HTMLParser(options: HTMLParser.Options(limits: HTMLLimits(depth: 3, activeFormattingElements: 1))),
    ]

    static let contexts: [(String, HTMLNamespace)] = [
        ("body", .html), ("table", .html), ("tr", .html), ("select", .html), ("template", .html), ("svg", .svg),
        ("foreignObject", .svg), ("annotation-xml", .mathML), ("mi", .mathML), ("textarea", .html), ("script", .html),
        ("frameset", .html), ("html", .html), ("colgroup", .html), ("td", .html), ("x-y", .html),
    ]

    static func run(_ input: [UInt8]) {
        let choice = Int(input.first ?? 0)
        let page = Array(input.dropFirst())
        let parser = parsers[choice & 3]
        let tree: HTMLTree
        if choice & 4 != 0 {
            let (name, namespace) = contexts[choice >> 4]
            tree = parser.parseFragment(page, in: name, namespace: namespace)
        } else {
            tree = parser.parse(page)
        }
        if let fault = TreeAudit.fault(in: tree) { fatalError(fault) }
        let markup = tree.root.outerHTML
        // What was written must parse, and soon come to rest: it may differ once, as the standard warns.
        let again = HTMLParser().parse(markup)
        if let fault = TreeAudit.fault(in: again) { fatalError(fault) }
        if choice & 7 == 0 { comparePreparation(page) }
    }

    /// Mending must do what the decoder of the standard library does.
    private static func comparePreparation(_ page: [UInt8]) {
        var prepared: [UInt8] = []
        let holdsNUL = page.withUnsafeBufferPointer { SourcePreparation.copy($0, into: &prepared) }.holdsNUL
        var expected: [UInt8] = []
        var previous: UInt8 = 0
        for byte in String(decoding: page, as: UTF8.self).utf8 {
            if !(byte == 0x0A && previous == 0x0D) { expected.append(byte == 0x0D ? 0x0A : byte) }
            previous = byte
        }
        if prepared != expected { fatalError("prepared differently") }
        if holdsNUL != expected.contains(0) { fatalError("U+0000 overlooked") }
    }
}
