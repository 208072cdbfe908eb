import PotokCore
import PotokHTML

/// The URL that a page names as its canonical one, by RFC 6596: in its head, or in a `Link` header.
///
/// A page that names two different ones names none: nobody can tell which of them is meant.
enum CanonicalLink {
    /// What the elements `<link rel=canonical>` of the head name.
    ///
    /// Those in the body do not count: what readers write must not be able to move a page.
    static func find(_ tree: HTMLTree, base: WebURL?) -> WebURL? {
        guard let base, let head = tree.head else { return nil }
        var documentBase: WebURL?
        var references: [String] = []
        let end = tree.nextSkippingChildren(after: head.index)
        var next = tree.nextInDocument(after: head.index)
        while let index = next, index != end {
            next = tree.nextInDocument(after: index)
            let name = tree.htmlName(ofNode: index)
            guard name == .base || name == .link else { continue }
            let node = tree[index]
            switch name {
            case .base:
                // The first one with a reference holds for the whole page, what stands before it included.
                if documentBase == nil, let reference = node[.href] {
                    documentBase = WebURL(reference, relativeTo: base)
                }
            case .link:
                if let kinds = node[.rel], isCanonical(kinds), let reference = node[.href] {
                    references.append(reference)
                }
            default: break
            }
        }
        return only(references.map { WebURL($0, relativeTo: documentBase ?? base) })
    }

    /// What a `Link` header names (RFC 8288, section 3), its field lines joined by commas.
    static func find(header: String?, base: WebURL?) -> WebURL? {
        guard let header, let base else { return nil }
        var rest = Array(header.utf8)[...]
        var references: [WebURL?] = []
        while let open = rest.firstIndex(of: UInt8(ascii: "<")),
            let close = rest[open...].firstIndex(of: UInt8(ascii: ">"))
        {
            let target = rest[(open + 1)..<close]
            let (kinds, hasAnchor, end) = parameters(rest[(close + 1)...])
            rest = rest[end...]
            // With an anchor the link is about something else than this page.
            guard let kinds, isCanonical(kinds), !hasAnchor else { continue }
            references.append(WebURL(utf8: target, relativeTo: base))
        }
        return only(references)
    }

    /// What head and header name together.
    static func agreed(_ head: WebURL?, _ header: WebURL?) -> WebURL? {
        guard let head, let header else { return head ?? header }
        return only([head, header])
    }

    /// The one page on the web that all references lead to.
    private static func only(_ references: [WebURL?]) -> WebURL? {
        guard let first = references.first, let url = first, url.isWeb, !url.hasCredentials else { return nil }
        let form = url.canonical()
        return references.allSatisfy { $0?.canonical() == form } ? url : nil
    }

    private static func isCanonical(_ kinds: String) -> Bool {
        kinds.split(whereSeparator: \.isWhitespace).contains { $0.lowercased() == "canonical" }
    }

    /// Reads the parameters of a link up to the comma that ends it.
    private static func parameters(_ text: ArraySlice<UInt8>) -> (kinds: String?, hasAnchor: Bool, end: Int) {
        var kinds: String?
        var hasAnchor = false
        var index = text.startIndex
        while index < text.endIndex, text[index] != UInt8(ascii: ",") {
            let start = index
            while index < text.endIndex, !isDelimiter(text[index]) { index += 1 }
            let name = CleanText.line(String(decoding: text[start..<index], as: UTF8.self)).lowercased()
            var value: [UInt8] = []
            if index < text.endIndex, text[index] == UInt8(ascii: "=") {
                index += 1
                var isQuoted = false
                while index < text.endIndex {
                    let byte = text[index]
                    if byte == UInt8(ascii: "\"") {
                        isQuoted.toggle()
                    } else if isQuoted, byte == UInt8(ascii: "\\"), index + 1 < text.endIndex {
                        index += 1
                        value.append(text[index])
                    } else if !isQuoted, byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") {
                        break
                    } else {
                        value.append(byte)
                    }
                    index += 1
                }
            }
            if name == "rel", kinds == nil { kinds = String(decoding: value, as: UTF8.self) }
            if name == "anchor" { hasAnchor = true }
            if index < text.endIndex, text[index] == UInt8(ascii: ";") { index += 1 }
        }
        return (kinds, hasAnchor, index)
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",")
    }
}
