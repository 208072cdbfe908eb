import PotokHTML

/// What an element does to the text around and in it.
enum ElementRole: UInt8 {
    /// Text runs through it.
    case inline
    /// It ends the text before it and its own.
    case block
    /// Nothing in it is text of the page.
    case skipped
    /// The head of the page.
    case head
    case lineBreak
    case image
    case input

    /// The role by the name of an element.
    @inline(__always)
    static func of(_ name: HTMLName) -> ElementRole {
        let number = Int(name.rawValue)
        return number < table.count ? table[number] : .inline
    }

    private static let table: [ElementRole] = {
        var table = [ElementRole](repeating: .inline, count: 200)
        let blocks: [HTMLName] = [
            .html, .body, .p, .div, .section, .article, .main, .header, .footer, .nav, .aside, .h1, .h2, .h3, .h4, .h5,
            .h6, .ul, .ol, .li, .dl, .dt, .dd, .table, .tr, .td, .th, .caption, .blockquote, .pre, .figure, .figcaption,
            .address, .hr, .details, .summary, .fieldset, .center, .tbody, .thead, .tfoot, .hgroup, .search, .form,
            .button, .noscript, .dialog, .menu, .legend, .dir, .listing, .xmp, .frameset,
        ]
        let skipped: [HTMLName] = [
            .script, .style, .template, .svg, .iframe, .select, .datalist, .textarea, .object, .canvas, .audio, .video,
            .noembed, .noframes, .title, .applet, .option, .optgroup, .colgroup, .map, .progress, .meter,
        ]
        for name in blocks where Int(name.rawValue) < table.count { table[Int(name.rawValue)] = .block }
        for name in skipped where Int(name.rawValue) < table.count { table[Int(name.rawValue)] = .skipped }
        table[Int(HTMLName.head.rawValue)] = .head
        table[Int(HTMLName.br.rawValue)] = .lineBreak
        table[Int(HTMLName.img.rawValue)] = .image
        table[Int(HTMLName.input.rawValue)] = .input
        return table
    }()

    /// The context that an element gives to all texts below it.
    static func flags(of name: HTMLName) -> PageScan.Flags {
        switch name {
        case .nav, .menu: .navigation
        case .header: .header
        case .footer: .footer
        case .aside: .aside
        case .article: .article
        case .main: .main
        case .form, .fieldset: .form
        case .a: .link
        case .ul, .ol, .dl: .list
        case .table: .table
        case .b, .strong: .strong
        case .blockquote, .q: .quote
        case .pre, .code, .samp, .kbd: .code
        case .figure: .figure
        case .noscript: .noscript
        case .h1, .h2, .h3, .h4, .h5, .h6: .heading
        case .button, .label: .button
        case .details: .details
        case .time: .time
        case .dialog: .dialog
        default: []
        }
    }

    /// The context that a role of ARIA gives.
    static func flags(ofRole value: Span<UInt8>) -> PageScan.Flags {
        if equals(value, "navigation") || equals(value, "menu") || equals(value, "menubar") { return .navigation }
        if equals(value, "banner") { return .header }
        if equals(value, "contentinfo") { return .footer }
        if equals(value, "complementary") { return .aside }
        if equals(value, "main") { return .main }
        if equals(value, "article") { return .article }
        if equals(value, "dialog") || equals(value, "alertdialog") { return .dialog }
        if equals(value, "button") || equals(value, "tab") { return .button }
        if equals(value, "heading") { return .heading }
        if equals(value, "search") { return .form }
        return []
    }

    /// The level of a heading; 0 for what is none.
    static func headingLevel(_ name: HTMLName) -> UInt8 {
        switch name {
        case .h1: 1
        case .h2: 2
        case .h3: 3
        case .h4: 4
        case .h5: 5
        case .h6: 6
        default: 0
        }
    }

    /// Whether a style hides its element.
    static func hides(_ style: Span<UInt8>) -> Bool {
        contains(style, "display:none") || contains(style, "display: none") || contains(style, "visibility:hidden")
            || contains(style, "visibility: hidden")
    }

    private static func equals(_ value: Span<UInt8>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { bytes in
            guard value.count == bytes.count else { return false }
            for index in bytes.indices where value[index] | 0x20 != bytes[index] { return false }
            return true
        }
    }

    private static func contains(_ value: Span<UInt8>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { bytes in
            guard value.count >= bytes.count else { return false }
            for start in 0...(value.count - bytes.count) where value[start] | 0x20 == bytes[0] {
                var length = 1
                while length < bytes.count, value[start + length] | 0x20 == bytes[length] { length += 1 }
                if length == bytes.count { return true }
            }
            return false
        }
    }
}

/// Pieces of class names and ids that comments stand below, in the languages that pages are written in.
enum CommentNames {
    /// Whether the hash of a piece is one of theirs; no two of them fall on the same place of the table.
    @inline(__always)
    static func contains(_ piece: UInt32) -> Bool {
        table[Int(piece >> 4 & 255)] == piece
    }

    private static let table: [UInt32] = {
        let names: [StaticString] = [
            "comment", "comments", "commentlist", "commentarea", "commenting", "disqus", "respond", "replies",
            "kommentar",
            "kommentare", "komentarz", "komentarze", "commentaire", "commentaires", "comentario", "comentarios",
            "commenti",
            "reacties", "pinglun",
        ]
        var table = [UInt32](repeating: 0, count: 256)
        for name in names {
            let hash = name.withUTF8Buffer { bytes in
                bytes.reduce(CueTable.Kind.piece.rawValue) { CueTable.hash($0, $1) }
            }
            table[Int(hash >> 4 & 255)] = hash
        }
        return table
    }()
}
