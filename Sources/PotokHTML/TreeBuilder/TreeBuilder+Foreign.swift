/// Foreign content: SVG and MathML (13.2.6.5).
extension TreeBuilder {
    /// Whether a start tag goes by the rules for foreign content, when the adjusted current node is foreign (13.2.6).
    func usesForeignRules(for tag: TagToken) -> Bool {
        let adjusted = adjustedCurrent
        let name = HTMLName(rawValue: tag.name)
        if adjusted.categories.contains(.mathTextIntegration) { return name == .mglyph || name == .malignmark }
        if adjusted.categories.contains(.htmlIntegration) { return false }
        return !(adjusted.key == HTMLName.annotationXML.rawValue | NamespaceBits.mathML && name == .svg)
    }

    /// Inserts the `svg` or `math` element itself.
    mutating func startForeign(_ tag: TagToken, _ namespace: UInt32, _ storage: inout TokenStorage) {
        reconstructFormatting()
        insertForeignElement(tag, namespace, &storage)
    }

    @inline(never)
    mutating func startTagInForeignContent(_ tag: TagToken, _ storage: inout TokenStorage) {
        if breaksOut(tag, storage) {
            while stack.count > 1 {
                let current = current
                if current.key & NamespaceBits.all == 0 { break }
                if !current.categories.isDisjoint(with: [.htmlIntegration, .mathTextIntegration]) { break }
                pop()
            }
            if mode == .inBody {
                startTagInBody(tag, &storage)
            } else {
                processStartTag(tag, &storage)
            }
            return
        }
        insertForeignElement(tag, adjustedCurrent.key & NamespaceBits.all, &storage)
    }

    /// Whether a start tag ends foreign content.
    private func breaksOut(_ tag: TagToken, _ storage: borrowing TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .h1, .h2, .h3, .h4,
            .h5, .h6, .head, .hr, .i, .img, .li, .listing, .menu, .meta, .nobr, .ol, .p, .pre, .ruby, .s, .small, .span,
            .strong, .strike, .sub, .sup, .table, .tt, .u, .ul, .`var`:
            true
        case .font:
            storage.value(of: HTMLName.color.rawValue, in: tag) != nil
                || storage.value(of: HTMLName.face.rawValue, in: tag) != nil
                || storage.value(of: HTMLName.size.rawValue, in: tag) != nil
        default: false
        }
    }

    private mutating func insertForeignElement(_ tag: TagToken, _ namespace: UInt32, _ storage: inout TokenStorage) {
        var tag = tag
        if namespace == NamespaceBits.svg, tag.name < KnownNames.count {
            let mixed = KnownNames.svgTags[Int(tag.name)]
            if mixed != 0 { tag.name = UInt32(mixed) }
        }
        adjustAttributes(of: tag, namespace, &storage)
        let key = tag.name | namespace
        let node = makeElement(key, tag, &storage)
        insert(node)
        if tag.isSelfClosing { return }
        var categories = categories(of: key)
        if key == HTMLName.annotationXML.rawValue | NamespaceBits.mathML,
            let encoding = storage.value(of: HTMLName.encoding.rawValue, in: tag),
            storage.equals(encoding, "text/html") || storage.equals(encoding, "application/xhtml+xml")
        {
            categories.insert(.htmlIntegration)
        }
        push(node, key, categories)
    }

    /// Gives attributes their mixed-case names and their namespaces (13.2.6.1).
    private mutating func adjustAttributes(of tag: TagToken, _ namespace: UInt32, _ storage: inout TokenStorage) {
        for index in tag.attributeStart..<tag.attributeStart &+ tag.attributeCount {
            let name = storage.attributes[index].name
            guard name < KnownNames.count else { continue }
            switch HTMLName(rawValue: name) {
            case .xlinkActuate, .xlinkArcrole, .xlinkHref, .xlinkRole, .xlinkShow, .xlinkTitle, .xlinkType:
                storage.attributes[index].nameAndNamespace = name | 1 << 24
            case .xmlLang, .xmlSpace: storage.attributes[index].nameAndNamespace = name | 2 << 24
            case .xmlns, .xmlnsXlink: storage.attributes[index].nameAndNamespace = name | 3 << 24
            case .definitionurl where namespace == NamespaceBits.mathML:
                storage.attributes[index].nameAndNamespace = HTMLName.definitionURL.rawValue
            default:
                guard namespace == NamespaceBits.svg else { continue }
                let mixed = KnownNames.svgAttributes[Int(name)]
                if mixed != 0 { storage.attributes[index].nameAndNamespace = UInt32(mixed) }
            }
        }
    }

    @inline(never)
    mutating func endTagInForeignContent(_ tag: TagToken, _ storage: inout TokenStorage) {
        let name = HTMLName(rawValue: tag.name)
        if name == .br || name == .p {
            while stack.count > 1 {
                let current = current
                if current.key & NamespaceBits.all == 0 { break }
                if !current.categories.isDisjoint(with: [.htmlIntegration, .mathTextIntegration]) { break }
                pop()
            }
            processEndTag(tag, &storage)
            return
        }
        var index = stack.count &- 1
        while index > 0 {
            let entry = stack[index]
            if entry.key & NamespaceBits.all == 0 {
                processEndTag(tag, &storage)
                return
            }
            if lowercasedName(entry.key) == tag.name {
                while stack.count > index { pop() }
                return
            }
            index &-= 1
        }
        if stack.count == 1, contextKey != 0 { return }
        processEndTag(tag, &storage)
    }

    /// The name as an end tag spells it.
    private func lowercasedName(_ key: UInt32) -> UInt32 {
        guard key & NamespaceBits.svg != 0 else { return key & 0x00FF_FFFF }
        return Self.lowercasedSVGNames[key & 0x00FF_FFFF] ?? key & 0x00FF_FFFF
    }

    private static let lowercasedSVGNames: [UInt32: UInt32] = {
        var names: [UInt32: UInt32] = [:]
        for (lower, mixed) in KnownNames.svgTags.enumerated() where mixed != 0 { names[UInt32(mixed)] = UInt32(lower) }
        return names
    }()
}
