/// The insertion mode "in body" (13.2.6.4.7).
extension TreeBuilder {
    mutating func startTagInBody(_ tag: TagToken, _ storage: inout TokenStorage) {
        let name = HTMLName(rawValue: tag.name)
        switch name {
        case .div, .p, .ul, .ol, .section, .article, .header, .footer, .nav, .main, .aside, .figure, .figcaption, .dl,
            .address, .blockquote, .center, .details, .dialog, .dir, .fieldset, .hgroup, .menu, .search, .summary:
            closeParagraphInButtonScope()
            insertElement(tag, &storage)
        case .a:
            if let index = formattingIndex(of: tag.name) {
                let node = formatting[index].node
                runAdoptionAgency(tag.name)
                if let index = formattingIndex(ofNode: node) { formatting.remove(at: index) }
                if isOpen(node), let index = stackIndex(of: node) { removeFromStack(at: index) }
            }
            startFormatting(tag, &storage)
        case .b, .big, .code, .em, .font, .i, .s, .small, .strike, .strong, .tt, .u: startFormatting(tag, &storage)
        case .li: startListItem(tag, &storage)
        case .dd, .dt: startDescription(tag, &storage)
        case .h1, .h2, .h3, .h4, .h5, .h6:
            closeParagraphInButtonScope()
            if current.categories.contains(.heading) { pop() }
            insertElement(tag, &storage)
        case .area, .br, .embed, .img, .keygen, .wbr:
            reconstructFormatting()
            insertVoidElement(tag, &storage)
            framesetOK = false
        case .script: startRawText(tag, .scriptData, &storage)
        case .style, .noframes: startRawText(tag, .rawtext, &storage)
        case .title: startRawText(tag, .rcdata, &storage)
        case .base, .basefont, .bgsound, .link, .meta: insertVoidElement(tag, &storage)
        case .template: _ = startTagInHead(tag, &storage)
        case .input: startInput(tag, &storage)
        case .button:
            if isInScope(.button) {
                generateImpliedEndTags()
                popUntil(.button)
            }
            reconstructFormatting()
            insertElement(tag, &storage)
            framesetOK = false
        case .table:
            if quirks != .quirks { closeParagraphInButtonScope() }
            insertElement(tag, &storage)
            framesetOK = false
            mode = .inTable
        case .svg: startForeign(tag, NamespaceBits.svg, &storage)
        case .math: startForeign(tag, NamespaceBits.mathML, &storage)
        case .param, .source, .track: insertVoidElement(tag, &storage)
        case .caption, .col, .colgroup, .frame, .head, .tbody, .td, .tfoot, .th, .thead, .tr: break
        default: startRareTag(tag, name, &storage)
        }
    }

    @inline(never)
    private mutating func startRareTag(_ tag: TagToken, _ name: HTMLName, _ storage: inout TokenStorage) {
        switch name {
        case .html:
            if !isOpen(HTMLName.template), stack.count > 0 { addAttributes(of: tag, to: stack[0].node, &storage) }
        case .body:
            guard stack.count > 1, stack[1].key == name.rawValue, !isOpen(HTMLName.template) else { return }
            framesetOK = false
            addAttributes(of: tag, to: stack[1].node, &storage)
        case .frameset:
            guard stack.count > 1, stack[1].key == HTMLName.body.rawValue, framesetOK else { return }
            detach(stack[1].node)
            popDown(to: 0)
            insertElement(tag, &storage)
            mode = .inFrameset
        case .pre, .listing:
            closeParagraphInButtonScope()
            insertElement(tag, &storage)
            ignoresLineFeed = true
            framesetOK = false
        case .form:
            let isInTemplate = isOpen(HTMLName.template)
            guard form == noNode || isInTemplate else { return }
            closeParagraphInButtonScope()
            insertElement(tag, &storage)
            if !isInTemplate { form = current.node }
        case .plaintext:
            closeParagraphInButtonScope()
            insertElement(tag, &storage)
            contentModel = .plaintext
        case .nobr:
            reconstructFormatting()
            if isInScope(.nobr) {
                runAdoptionAgency(tag.name)
                reconstructFormatting()
            }
            insertElement(tag, &storage)
            pushFormatting(tag, &storage)
        case .applet, .marquee, .object:
            reconstructFormatting()
            insertElement(tag, &storage)
            pushMarker()
            framesetOK = false
        case .hr:
            closeParagraphInButtonScope()
            if isInScope(.select) { generateImpliedEndTags() }
            insertVoidElement(tag, &storage)
            framesetOK = false
        case .image:
            var tag = tag
            tag.name = HTMLName.img.rawValue
            startTagInBody(tag, &storage)
        case .textarea:
            startRawText(tag, .rcdata, &storage)
            ignoresLineFeed = true
            framesetOK = false
        case .xmp:
            closeParagraphInButtonScope()
            reconstructFormatting()
            framesetOK = false
            startRawText(tag, .rawtext, &storage)
        case .iframe:
            framesetOK = false
            startRawText(tag, .rawtext, &storage)
        case .noembed: startRawText(tag, .rawtext, &storage)
        case .noscript where scripting: startRawText(tag, .rawtext, &storage)
        case .select: startSelect(tag, &storage)
        case .option, .optgroup: startOption(tag, name, &storage)
        case .rb, .rtc:
            if isInScope(.ruby) { generateImpliedEndTags() }
            insertElement(tag, &storage)
        case .rp, .rt:
            if isInScope(.ruby) { generateImpliedEndTags(except: .rtc) }
            insertElement(tag, &storage)
        default:
            reconstructFormatting()
            insertElement(tag, &storage)
        }
    }

    @inline(__always)
    private mutating func startFormatting(_ tag: TagToken, _ storage: inout TokenStorage) {
        reconstructFormatting()
        insertElement(tag, &storage)
        pushFormatting(tag, &storage)
    }

    /// Adds the attributes that an element lacks, for a second `<html>` or `<body>`.
    private mutating func addAttributes(of tag: TagToken, to node: UInt32, _ storage: inout TokenStorage) {
        let old = nodes[node]
        guard old.kind == UInt32(HTMLNode.Kind.element.rawValue) else { return }
        storage.tagSerial &+= 1
        for index in old.dataStart..<old.dataStart &+ old.dataCount {
            _ = storage.noteAttribute(storage.attributes[index].name)
        }
        var missing = 0
        for index in tag.attributeStart..<tag.attributeStart &+ tag.attributeCount {
            let attribute = storage.attributes[index]
            if Int(old.dataCount) + missing < limits.attributesPerElement,
                storage.noteAttribute(attribute.name)
            {
                storage.attributes[Int(tag.attributeStart) + missing] = attribute
                missing += 1
            }
        }
        guard missing > 0 else { return }
        // All attributes of an element lie together: copies of the old ones, then of the new ones.
        let start = storage.attributes.count
        storage.attributes.appendOwn(from: Int(old.dataStart), count: Int(old.dataCount))
        storage.attributes.appendOwn(from: Int(tag.attributeStart), count: missing)
        nodes[node].dataStart = UInt32(truncatingIfNeeded: start)
        nodes[node].dataCount = old.dataCount &+ UInt32(missing)
        storage.keptAttributes = storage.attributes.count
    }

    private mutating func startListItem(_ tag: TagToken, _ storage: inout TokenStorage) {
        framesetOK = false
        var index = stack.count &- 1
        while index >= 0 {
            let entry = stack[index]
            if entry.key == HTMLName.li.rawValue {
                generateImpliedEndTags(except: .li)
                popUntil(.li)
                break
            }
            if entry.categories.contains(.special), !isTransparentForItems(entry.key) { break }
            index &-= 1
        }
        closeParagraphInButtonScope()
        insertElement(tag, &storage)
    }

    private mutating func startDescription(_ tag: TagToken, _ storage: inout TokenStorage) {
        framesetOK = false
        var index = stack.count &- 1
        while index >= 0 {
            let entry = stack[index]
            if entry.key == HTMLName.dd.rawValue || entry.key == HTMLName.dt.rawValue {
                let name = HTMLName(rawValue: entry.key)
                generateImpliedEndTags(except: name)
                popUntil(name)
                break
            }
            if entry.categories.contains(.special), !isTransparentForItems(entry.key) { break }
            index &-= 1
        }
        closeParagraphInButtonScope()
        insertElement(tag, &storage)
    }

    private func isTransparentForItems(_ key: UInt32) -> Bool {
        key == HTMLName.address.rawValue || key == HTMLName.div.rawValue || key == HTMLName.p.rawValue
    }

    private mutating func startInput(_ tag: TagToken, _ storage: inout TokenStorage) {
        if contextKey == HTMLName.select.rawValue { return }
        if isInScope(.select) { popUntil(.select) }
        reconstructFormatting()
        insertVoidElement(tag, &storage)
        if !isHidden(tag, storage) { framesetOK = false }
    }

    /// Whether a tag says `type=hidden`.
    func isHidden(_ tag: TagToken, _ storage: borrowing TokenStorage) -> Bool {
        guard let type = storage.value(of: HTMLName.type.rawValue, in: tag) else { return false }
        return storage.equals(type, "hidden")
    }

    private mutating func startSelect(_ tag: TagToken, _ storage: inout TokenStorage) {
        if contextKey == HTMLName.select.rawValue { return }
        if isInScope(.select) {
            popUntil(.select)
            return
        }
        reconstructFormatting()
        insertElement(tag, &storage)
        framesetOK = false
    }

    private mutating func startOption(_ tag: TagToken, _ name: HTMLName, _ storage: inout TokenStorage) {
        if isInScope(.select) {
            generateImpliedEndTags(except: name == .option ? .optgroup : HTMLName(rawValue: 0))
        } else if currentIs(.option) {
            pop()
        }
        reconstructFormatting()
        insertElement(tag, &storage)
    }

    // MARK: End tags

    /// False when the token must be processed again in another mode.
    mutating func endTagInBody(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        let name = HTMLName(rawValue: tag.name)
        switch name {
        case .div, .ul, .ol, .section, .article, .header, .footer, .nav, .main, .aside, .figure, .figcaption, .dl,
            .address, .blockquote, .center, .details, .dialog, .dir, .fieldset, .hgroup, .menu, .search, .summary,
            .button, .listing, .pre, .select:
            guard isInScope(name) else { return true }
            generateImpliedEndTags()
            popUntil(name)
        case .p:
            if !current.hasParagraph { insertElement(.p) }
            closeParagraph()
        case .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u:
            runAdoptionAgency(tag.name)
        case .li:
            guard isInScope(.li, .listItemScope) else { return true }
            generateImpliedEndTags(except: .li)
            popUntil(.li)
        case .dd, .dt:
            guard isInScope(name) else { return true }
            generateImpliedEndTags(except: name)
            popUntil(name)
        case .h1, .h2, .h3, .h4, .h5, .h6: endHeading()
        case .body:
            if isInScope(.body) { mode = .afterBody }
        case .html:
            guard isInScope(.body) else { return true }
            mode = .afterBody
            return false
        case .form: endForm()
        case .template: endTemplate()
        case .applet, .marquee, .object:
            guard isInScope(name) else { return true }
            generateImpliedEndTags()
            popUntil(name)
            clearFormattingToMarker()
        case .br:
            reconstructFormatting()
            insertElement(.br)
            pop()
            framesetOK = false
        default: closeOtherElement(tag.name)
        }
        return true
    }

    private mutating func endHeading() {
        guard isHeadingInScope() else { return }
        generateImpliedEndTags()
        while stack.count > 0 {
            let isHeading = current.categories.contains(.heading)
            pop()
            if isHeading { return }
        }
    }

    private mutating func endForm() {
        if isOpen(HTMLName.template) {
            guard isInScope(.form) else { return }
            generateImpliedEndTags()
            popUntil(.form)
            return
        }
        let node = form
        form = noNode
        guard node != noNode, let index = stackIndex(of: node) else { return }
        var above = stack.count &- 1
        while above > index {
            if stack[above].categories.contains(.scope) { return }
            above &-= 1
        }
        generateImpliedEndTags()
        if let index = stackIndex(of: node) { removeFromStack(at: index) }
    }
}
